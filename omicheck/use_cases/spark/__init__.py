"""A connection to Spark, and its errors in a line or two."""
