"""Rows and inspectors' answers to scores, by the published approach to scoring (docs/scoring.md).

It reads in the order in which it counts:

1. `settings`    how scores are to be worked out
2. `answers_and_verdicts`  what inspectors and rules say of some cases, as columns, wherever it came from
3. `answer_tables`, `answers_file`, `answers_reader`, `unlisted_answers`  inspectors' answers, from tables and a file
4. `matrix`      cases by questions, one small code in each place: everything after it is arithmetic
5. `scoring_input`  the answers and verdicts of a caseload, part by part, put together
6. `shares`      what each question comes to
7. `means`       criterion, section and headline scores, exact, with their terms
8. `intervals`   how far a share can be trusted, by the size of the sample
9. `bootstrap`   the same for means of shares
10. `agreement`  where inspectors and rules differ
11. `missing`    what would have to be known to narrow the bounds
12. `overrides_and_grades`  comments and grades by inspectors, with reason and evidence
13. `result`     everything that scoring gives
14. `scores`     puts it together
15. `without_place`  rules and questions that are in no score
16. `arithmetic` a score worked out term by term
17. `compare`    two record sets side by side
18. `paired`     whether the same cases changed by more than chance from one time to another
"""
