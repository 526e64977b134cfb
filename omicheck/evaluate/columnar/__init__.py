"""The second evaluator: whole columns of cases at a time, in NumPy.

It was written from the definition of a check alone. With the first evaluator it shares the reading of rules and
the calendar, and nothing of what is derived from them. It reads in this order:

1. `lookups`     the few lookups that everything is made of
2. `days`        counting days, a table for each period
3. `partition`   cases as columns of codes
4. `gaps`, `incomplete`  sets of names, and events without a full date or a wanted attribute
5. `caseload`    a partition as at an audit date, with what was looked up in it
6. `fields`      what is known of a field as at a day
7. `scopes`      `applies`, `when`, `while` and `becomes`, three-valued
8. `specs`       the events that a rule means
9. `case_dates`, `parts`, `event_triggers`, `becomes`, `occurrences`  when a check begins
10. `breaks`     when `while` ceases to hold
11. `occurrences_in_scope`, `own_days`, `shared_occurrences`  what rules with the same trigger and scope share
12. `limits`     which amount applies
13. `spans`      the spans of a check, and the row that each way of ending gives
14. `rows_left_open`  every row that is possible where something is left open
15. `verdicts`   the kinds of check
16. `partition_rows`  the columns of rows of a rule and of a partition
17. `evaluator`  rules and a partition to columns of rows
18. `rows`       columns of rows to rows
19. `arrow`      columns of rows to Arrow tables
20. `cells`, `tables`, `load`  Arrow tables of records to a partition, without the records that are rejected
"""
