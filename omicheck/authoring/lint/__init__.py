"""What is wrong with rules beyond what keeps them from being read.

`faults` says what a fault is, `folder` puts together what the others look for: `names`, `sources`, `scopes`,
`wording`, `examples`, `schema`.
"""
