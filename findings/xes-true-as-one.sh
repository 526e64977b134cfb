#!/usr/bin/env bash
# In XES a boolean is an xs:boolean (the schema of IEEE 1849-2016), and 1 and true are the same value of it (XML Schema,
# part 2, section 3.2.2). pm4py 2.7.23.11, r4pm 0.6.2 and rustxes 0.2.11 read 1 as false: an absence that was judged
# acceptable becomes one that was not. Number 1 is what a database gives for a flag.
# Seen on 29 November 2026 with pandas 2.3.3, numpy 2.4.6, polars 2.1.0 and pyarrow 26.0.1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -qq --disable-pip-version-check install \
  pm4py==2.7.23.11 r4pm==0.6.2 rustxes==0.2.11 pandas==2.3.3 numpy==2.4.6 polars==2.1.0 pyarrow==26.0.1
cat >"$folder/case.xes" <<'XES'
<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">
  <trace>
    <string key="concept:name" value="EX-1"/>
    <event><string key="concept:name" value="written true"/><boolean key="acceptable" value="true"/></event>
    <event><string key="concept:name" value="written 1"/><boolean key="acceptable" value="1"/></event>
  </trace>
</log>
XES
(cd "$folder" && venv/bin/python -W ignore -) >"$folder/seen" 2>"$folder/errors" <<'PYTHON' || { cat "$folder/errors"; exit 1; }
import pm4py
import r4pm
import rustxes

for name, log in (
    ("pm4py iterparse", pm4py.read_xes("case.xes", variant="iterparse")),
    ("pm4py chunk_regex", pm4py.read_xes("case.xes", variant="chunk_regex")),
    ("r4pm", r4pm.df.import_xes("case.xes")[0].to_pandas()),
    ("rustxes", rustxes.import_xes("case.xes")[0].to_pandas()),
):
    for event in log.to_dict("records"):
        print(name, "|", event["concept:name"], "|", event["acceptable"])
PYTHON
grep '|' "$folder/seen" >"$folder/lines"
cat "$folder/lines"
diff - "$folder/lines" <<'SEEN' || { echo "CHANGED: not what was seen on 29 November 2026" >&2; exit 1; }
pm4py iterparse | written true | True
pm4py iterparse | written 1 | False
pm4py chunk_regex | written true | True
pm4py chunk_regex | written 1 | False
r4pm | written true | True
r4pm | written 1 | False
rustxes | written true | True
rustxes | written 1 | False
SEEN
echo "PASS: as it was seen on 29 November 2026"
