"""What a rule's author needs: examples that prove a rule, and what shows that they do.

1. `examples`       an example of a rule file as a case, and whether the rule gives what it expects
2. `in_words`       scope, check and limit of a rule as sentences
3. `described`      all that is to be known of a rule, as data
4. `lint`           what is wrong with rules that can be read: `references`, `scopes`, `wording`, `layout`
5. `possible`       which verdicts and reasons a rule can give at all
6. `sample_cases`   cases made from a rule
7. `mutants`        rules made wrong on purpose, and `survivors`, those that no example notices
8. `difference`     what a change of the rules does to cases, and why
9. `coverage`       which parts of the rules cases exercise
10. `pages`, `schemas`, `scaffold`  documentation, JSON Schemas and the beginnings of a rule

None of it says what a rule means: rows come from an evaluator alone.
"""
