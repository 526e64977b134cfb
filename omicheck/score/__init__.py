"""Rows and inspectors' answers to scores, by the published approach to scoring (docs/scoring.md).

It reads in the order in which it counts:

1. `answers`     inspectors' answers, from records and from a file
2. `matrix`      cases by questions, one small code in each place: everything after it is arithmetic
3. `shares`      what each question comes to
4. `means`       criterion, section and headline scores, exact, with their terms
5. `intervals`   how far a share can be trusted, given the size of the sample
6. `bootstrap`   the same for means of shares
7. `agreement`   where inspectors and rules differ
8. `missing`     what would have to be known to narrow the bounds
9. `given`       comments and grades that inspectors give, with reason and evidence
10. `scores`     all of it put together
11. `compare`    two record sets side by side
"""
