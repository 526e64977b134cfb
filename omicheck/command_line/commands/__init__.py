"""One module for each command: it adds its options, calls one function, prints, and gives the exit status."""
