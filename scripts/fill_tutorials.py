"""Does the tutorials from beginning to end, and writes into each what its commands print.

`--check` fails if one does not show what its commands print now. All of them take a minute of processor time.
"""

import sys

from fresh import make_or_check
from tutorials import pages

if __name__ == "__main__":
    sys.exit(make_or_check(__doc__, pages, "does not show what its commands print; run scripts/fill_tutorials.py"))
