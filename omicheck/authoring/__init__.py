"""What a rule's author needs: examples that prove a rule, and what shows that they do.

1. `examples`            an example of a rule file as a case, and whether the rule gives what it expects
2. `rule_description`    all that is to be known of a rule, as data
3. `parts_of_rules`, `unknown_values`  what a rule speaks of, and what a record can leave unknown of it
4. `lint`                what is wrong with rules that can be read
5. `possible_verdicts`   which verdicts and reasons a rule can give at all
6. `mutants`             rules made wrong on purpose, and `mutation_testing`, which of them no example notices
7. `case_variations`, `example_search`  cases near a given one, and one among them on which two rules differ
8. `rule_changes`, `sides`, `difference`, `score_shifts`  what a change of the rules is, and does to verdicts and scores
9. `limit_settings`      limits set to other amounts
10. `coverage`           which parts of the rules cases exercise
11. `schemas`, `scaffold`, `flow_yaml`  JSON Schemas, the beginnings of a rule, and data as a rule file writes it

None of it says what a rule means: rows come from an evaluator alone.
"""
