"""Check case files against declarative rules, explain every verdict, and score what was found.

The package reads in the order in which data flows:

1. `dates`         how days are counted
2. `model`         case, rule, limit, row: frozen values
3. `records`       case records in: JSON, JSON Lines, CSV
4. `rulebase`      rule files in
5. `evaluate`      cases and rules to rows
6. `score`         rows to questions, criteria, sections and headlines
7. `sample`        samples drawn from a caseload, and judged
8. `performance`   rows to the metrics of a performance framework
9. `explain`       one row in words
10. `output`       rows as table, JSON Lines, JSON, CSV
11. `command_line` the only place that knows of files named by a user, terminals and the clock
"""

__version__ = "0.1.0"
