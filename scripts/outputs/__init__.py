"""What commands print and write, in two revisions of the program."""
