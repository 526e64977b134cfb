"""The evaluator whose scope, limits and verdicts durable-rules decides, one occurrence at a time.

1. `fields`, `events`, `history`  what is known of a case on a day, which of its events fit and which may, and when
   `while` breaks off
2. `runs`, `becomes`, `occurrences`  how often a rule applies to a case, and from when
3. `spans`        the due date, and the days on which something counts
4. `facts`        every case that is possible for an occurrence, as integers
5. `decisions`    "the first of these that holds" as a tree whose leaves exclude each other
6. `engine`       a tree as rulesets of durable-rules; `engine_process` holds them in a process of its own, which runs
                  `engine_program`; `library` knows whether there can be one
7. `codings`, `scopes`, `truths`, `limits`, `verdicts`  what is decided so
8. `rows`, `parts_of_rows`  what is decided for the cases that are possible, put together
9. `prepared`, `evaluator`  all of it put together: rows

Who wants to tell why a row is as it is can ask the same: `DurableEvaluator.history` for the case, then
`occurrences.occurrences`, `spans.window_of`, `History.breaks`, `History.found` (whose `incomplete` are the events that
may be meant) and `runs.numbered`.
"""
