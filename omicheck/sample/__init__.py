"""Draws samples of cases for an inspection, and judges them.

1. `frame`     which cases can be drawn, and of what kinds they are
2. `draw`      a stratified, seeded sample with minimum numbers and replacements
3. `judge`     how a sample is made up beside the caseload, and what is short
4. `expected`  how wide the interval of each score will be
"""
