"""Damages files of every kind that is read, and sees that reading them ends as it should; README.md says how to run it.

1. `seeds`    a few good files of each kind
2. `damage`   what is done to them
3. `reader`   what is said of a kind of file; `records`, `rule_files` and `beside`, all kinds; `readers`, by name
4. `outcome`  how one reading ended: well, refused with the place, or in a way that nobody foresaw
5. `tally`    what came of many readings, each with a limit of time
6. `running`  very many readings in a process with limits of time and memory
7. `growth`   whether time grows faster than the file
"""
