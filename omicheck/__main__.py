"""`python -m omicheck`."""

from omicheck.command_line.main import program

if __name__ == "__main__":
    program()
