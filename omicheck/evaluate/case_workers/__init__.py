"""The rows of many cases, found by several processes at a time, of which any may end without a row being lost.

1. `frames`   messages between two processes, each with its length before it
2. `packing`  cases on their way to a process, and rows on their way back
3. `program`  what such a process runs: a file of its own, so that the caller's program is not run a second time
4. `serving`  the same once it knows where modules lie: cases come in, rows go out
5. `process`  one such process, as the one that started it sees it
6. `dealing`  which cases go to which process, and what becomes of those whose process ended
7. `rows`     the rows in the order of the cases

A process is a new interpreter and no copy of this one: it has none of its threads, none of its open files but the
connection on which it is asked, and ends when that closes, so when this process ends in whatever way. durable-rules
runs in a further process of each (`durable.engine_process`), which therefore ends too.
"""
