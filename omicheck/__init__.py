"""Check case files against declarative rules, explain every verdict, and score what was found.

The package reads in the order in which data flows:

1. `dates`         how days are counted
2. `model`         case, rule, limit, row: frozen values
3. `records`       case records in: JSON, JSON Lines, tables, workbooks, databases
4. `rulebase`      rule files in
5. `evaluate`      cases and rules to rows, by two evaluators that share nothing but the steps above
6. `accepted`      which failures are accepted for a time, or known
7. `score`         rows to questions, criteria, sections and headlines
8. `performance`   rows to the metrics of the performance framework
9. `sample`        which cases of a caseload to look at
10. `wording`, `provenance`, `explain`  rules and rows in words, with the source of every number
11. `authoring`    everything for those who write rules
12. `output`       what is found, as tables and files
13. `command_line` the only place that knows of files named by a user, terminals and the clock

`errors` and `findings` say what is wrong with what a user gave.
"""

__version__ = "0.1.0"
