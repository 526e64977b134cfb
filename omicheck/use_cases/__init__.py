"""What the program does, as functions from a frozen request to a value, without a terminal, arguments or printing.

A request says what to read, which rules, which cases, as of when and which evaluator; an observer is told of progress
and of what is worth a remark. The command line and the Python interface are two faces of these functions.

1. `observer`    who is told of progress and remarks
2. `sources`     where records come from: a path or address, standard input, tables in memory, plain records
3. `evaluation`  records and rules to rows, part by part: one by one, in parts or on Spark, chosen in one place
4. `check`, `explain`, `score`, `compare`, `sample`, `performance`  what is made of rows
5. `rules_diff`, `what_if`, `coverage`  what is asked of rules and cases
6. `rule_selection`, `rule_list`, `rule_examples`, `mutate`, `new_rule`  what is asked of rules alone
"""
