"""Case records in: from files to frozen cases, with every problem of every record."""
