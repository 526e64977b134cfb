"""Rows as Parquet files, each of which is there whole or not at all."""
