"""Rows and inspectors' answers to scores, by the published approach to scoring (docs/scoring.md).

It reads in the order in which it counts:

1. `said`        what inspectors and rules say of some cases, as columns, wherever it came from
2. `answers`, `answer_tables`, `answers_file`, `answers_reader`  inspectors' answers, from records, tables and a file
3. `matrix`      cases by questions, one small code in each place: everything after it is arithmetic
4. `gathered`    what is said of a caseload, part by part, put together
5. `shares`      what each question comes to
6. `means`       criterion, section and headline scores, exact, with their terms
7. `intervals`   how far a share can be trusted, given the size of the sample
8. `bootstrap`   the same for means of shares
9. `agreement`   where inspectors and rules differ
10. `missing`    what would have to be known to narrow the bounds
11. `given`      comments and grades that inspectors give, with reason and evidence
12. `result`     everything that scoring gives
13. `scores`     puts it together
14. `arithmetic` a score worked out term by term
15. `compare`    two record sets side by side
"""
