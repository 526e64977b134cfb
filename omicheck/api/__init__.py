"""The Python face of the program: what `import omicheck` gives.

It reads in this order:

1. `html`          how a notebook shows what follows
2. `arrow`, `pandas_frame`  rows to an Arrow stream, which polars, pyarrow and others take, and to a frame of pandas
3. `rows`          rows as a value that gives all of these
4. `rules`         the rule base to look at
5. `sources`       what a user passes as records
6. `explanation`, `scores`, `comparison`  what is made of rows, as values that show themselves
7. `result`        what a check found, and the way to these
8. `check`         records held against rules; `telling` warns of what must not be missed
"""
