"""The Python face of the program: what `import omicheck` gives.

It reads in this order:

1. `columns`   rows as columns of texts, days, numbers and lists
2. `arrow`     columns to an Arrow stream, which polars, pyarrow and others take
3. `pandas_frame`  columns to a data frame of pandas
4. `rows`      rows as a value that gives all of these
5. `sources`   what a user passes as records
6. `rules`     the rule base to look at
7. `result`    what a check found
8. `check`     the functions themselves
9. `html`      how a notebook shows them
"""
