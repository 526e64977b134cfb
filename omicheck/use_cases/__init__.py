"""What the program does, as functions from a frozen request to a value, without a terminal, arguments or printing.

A request says what to read, which rules, which cases, as of when and which evaluator; an observer is told of progress
and of what is worth a remark. The command line and the Python interface are two faces of these functions.

1. `observer`, `remembering`  who is told of progress and remarks
2. `sources`     where records come from: a path or address, standard input, tables in memory, plain records
3. `evaluation`  what is to be evaluated, and what comes of it, part by part
4. `reading`, `choosing`, `held`  rules, records and the audit date, read; rules and cases, chosen by name; the rules
   as records can answer them that do not hold everything
5. `strategies`  records and rules to rows: the way is chosen here, and nowhere else
6. `in_memory`   records read whole, evaluated one by one or some at a time
7. `evaluation_in_parts`, `in_parts`, `on_spark`, `spark`  tables read in parts, evaluated by threads or by Spark
8. `status`      the exit status that a result calls for
9. `running_check`, `check`, `check_to_parquet`, `parquet_of_parts`  the rows themselves
10. `explain`, `score`, `compare`, `sample`, `sample_frame`, `performance`  what is made of rows
11. `rules_diff`, `what_if`, `coverage`  what is asked of rules and cases
12. `rule_selection`, `rule_list`, `rule_examples`, `mutate`, `new_rule`  what is asked of rules alone
"""
