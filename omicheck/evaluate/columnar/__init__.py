"""The second evaluator: whole columns of cases at a time, in NumPy.

It was written from the definition of a check alone. With the first evaluator it shares the reading of rules and
the calendar, and nothing of what is derived from them. It reads in this order:

1. `arrays`      the few lookups that everything is made of
2. `days`        counting days, a table for each period
3. `partition`   cases as columns of codes
4. `caseload`    what is looked up in a partition as at an audit date: events, and fields that change
5. `scopes`      `applies`, three-valued
6. `occurrences` when a check begins
7. `begun`       what rules with the same trigger and scope share
8. `limits`      which amount applies
9. `incomplete`  what events without a full date or a wanted attribute leave open
10. `verdicts`   the kinds of check
11. `found`      the columns of rows of a rule and of a partition
12. `evaluator`  rules and a partition to columns of rows
13. `rows`       columns of rows to rows
14. `arrow`      columns of rows to Arrow tables
15. `cells`, `tables`, `load`  Arrow tables of records to a partition, without the records that are rejected
"""
