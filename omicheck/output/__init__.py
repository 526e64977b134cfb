"""What was found, as it is written: screens, JSON, CSV, workbooks, pages and logs for CI; Parquet is in `row_files`."""
