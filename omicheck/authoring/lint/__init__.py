"""What is wrong with rules beyond what keeps them from being read.

`faults` says what a fault is, `folder` puts together what the others look for: `names`, `sources`, `scopes`,
`options`, `wording` (with `quantities` and `numbers`), `examples`, `schema`; and `unusable_files`, for what else is
wrong with files that cannot be used.
"""
