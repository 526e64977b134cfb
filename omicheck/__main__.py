"""`python -m omicheck`."""

import sys

from omicheck.command_line.main import main

if __name__ == "__main__":
    sys.exit(main())
