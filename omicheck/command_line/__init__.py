"""The command line: the only place that knows of terminals, of files named by a user, and of today's date."""
