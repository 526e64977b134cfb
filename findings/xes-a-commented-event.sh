#!/usr/bin/env bash
# pm4py 2.7.23.11 reads event logs in XES in several ways. "chunk_regex", which the documentation of read_xes calls the
# default, looks for events by regular expressions and so finds one in a comment: an entry that somebody struck out
# counts. A > in a name, which XML allows in an attribute as it is (XML 1.0, section 2.3, AttValue), cuts the name short
# and takes the event's time away. "iterparse" reads the same file as XML. Neither says anything.
# Seen on 29 November 2026 with pandas 2.3.3 and numpy 2.4.6.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install pm4py==2.7.23.11 pandas==2.3.3 numpy==2.4.6
cat >"$folder/case.xes" <<'XES'
<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">
  <trace>
    <string key="concept:name" value="EX-1"/>
    <event><string key="concept:name" value="sentence"/><date key="time:timestamp" value="2009-03-02T00:00:00Z"/></event>
    <event><string key="concept:name" value="late > 5 days"/><date key="time:timestamp" value="2009-03-30T00:00:00Z"/></event>
    <!-- entered in error:
    <event><string key="concept:name" value="recall"/><date key="time:timestamp" value="2009-04-06T00:00:00Z"/></event>
    -->
  </trace>
</log>
XES
(cd "$folder" && venv/bin/python -W ignore -) >"$folder/seen" 2>"$folder/errors" <<'PYTHON' || { cat "$folder/errors"; exit 1; }
import pm4py

for variant in ("chunk_regex", "iterparse"):
    log = pm4py.read_xes("case.xes", variant=variant)
    for event in log.to_dict("records"):
        print(variant, "|", event["concept:name"], "|", event["time:timestamp"])
PYTHON
grep -v '^$' "$folder/seen" | grep '|' >"$folder/lines"
cat "$folder/lines"
diff - "$folder/lines" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
chunk_regex | sentence | 2009-03-02 00:00:00+00:00
chunk_regex | late | NaT
chunk_regex | recall | 2009-04-06 00:00:00+00:00
iterparse | sentence | 2009-03-02 00:00:00+00:00
iterparse | late > 5 days | 2009-03-30 00:00:00+00:00
SEEN
echo "PASS: as it was seen on 29 November 2026"
