"""`python -m omicheck`."""

from omicheck.command_line.start import program

if __name__ == "__main__":
    program()
