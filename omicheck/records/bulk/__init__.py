"""Records in tables too large to be read all at once: some cases at a time, with all that belongs to them.

The tables are cut into parts by ranges of `case_id`, so that memory depends on the size of a part and not on that of
the whole. Parquet in the order of `case_id` is read where it lies. Anything else is first dealt out to a temporary
file for each part, in one pass. It reads in this order:

1. `sources` where the rows come from: Parquet, a database
2. `parts`   the tables cut into parts
3. `rejects` what is wrong with the records of a part, by the same rules as everywhere
"""
