"""Whatever a log holds: records, rejected records, or an error that the user can put right."""

import gzip
import json
from contextlib import suppress
from pathlib import Path
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from omicheck.errors import OmicheckError
from omicheck.plain_data import compact_json
from omicheck.records.event_logs.xes_files import read_xes_file
from omicheck.records.mapping.proposal import propose
from omicheck.records.mapping.records import read_mapped_records
from omicheck.records.raw_records import rejects_lines
from omicheck.rulebase.folder import read_rule_base
from omicheck.use_cases.mappings import read_mapping_file
from pipeline import ROOT
from strategies import damaged

FINES: Final = ROOT / "fixtures" / "road-traffic-fines"
RULES: Final = read_rule_base(FINES / "rules")
LOG: Final = gzip.decompress((FINES / "log.xes.gz").read_bytes())
QUICK: Final = draws(60)
# Keys, values and elements that a log may have, put together in no sensible way.
KEYS: Final = st.sampled_from(["concept:name", "time:timestamp", "kind", "due", "lifecycle:transition", "", "x/y", "Ä"])
VALUES: Final = st.sampled_from(["RTF-1", "Payment", "parking", "0.1", "1e999", "NaN", "true", "2012-03-01T25:00", ""])
KINDS: Final = st.sampled_from(["string", "date", "int", "float", "boolean", "id", "list", "container", "values"])


def _element(kind: str, key: str, value: str, inner: str) -> str:
    return f'<{kind} key="{key}" value="{value}">{inner}</{kind}>'


ATTRIBUTES: Final = st.recursive(
    st.builds(_element, KINDS, KEYS, VALUES, st.just("")),
    lambda inner: st.builds(_element, KINDS, KEYS, VALUES, st.lists(inner, max_size=3).map("".join)),
    max_leaves=8,
)


def _survives(file: Path) -> None:
    with suppress(OmicheckError):
        assert propose(file, RULES.vocabulary)
    try:
        mapping = read_mapping_file(FINES / "mapping.yaml", RULES.vocabulary)
        mapped = read_mapped_records(file, mapping, RULES.vocabulary)
    except OmicheckError:
        return
    assert all(one.problems for one in mapped.records.rejected)
    assert len(mapped.records.cases) <= len(mapped.data)
    for line in rejects_lines(mapped.records.rejected):
        assert json.loads(compact_json(line).encode())["problems"]


@QUICK
@given(content=damaged(LOG[:3_000] + LOG[-500:]))
def test_any_log(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "log.xes"
    file.write_bytes(content)
    _survives(file)


@QUICK
@given(content=damaged((FINES / "log.xes.gz").read_bytes()))
def test_any_compressed_log(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "log.xes.gz"
    file.write_bytes(content)
    _survives(file)


@QUICK
@given(traces=st.lists(st.lists(ATTRIBUTES, max_size=4).map("".join), max_size=4), event=ATTRIBUTES)
def test_any_attributes(traces: list[str], event: str, tmp_path: Path) -> None:
    file = tmp_path / "log.xes"
    body = "".join(f"<trace>{trace}<event>{event}</event></trace>" for trace in traces)
    file.write_text(f"<log>{event}{body}<event>{event}</event></log>", encoding="utf-8")
    with suppress(OmicheckError):
        of_traces, events = read_xes_file(file)
        assert (len(of_traces.rows), len(events.rows)) == (len(traces) + 1, len(traces) + 2)
    _survives(file)
