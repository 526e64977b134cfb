"""The evaluator whose scope, limits and verdicts durable-rules decides, one occurrence at a time.

1. `history`      what is known of a case on a day, and which of its events fit
2. `occurrences`  how often a rule applies to a case, and from when
3. `facts`        an occurrence measured against one limit, as dates and as integers
4. `decisions`    "the first of these that holds" as a tree whose leaves exclude each other
5. `engine`       a tree as rulesets of durable-rules
6. `scopes`, `limits`, `verdicts`  the three things that are decided so
7. `evaluator`    all of it put together: rows
"""
