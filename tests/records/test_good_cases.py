"""Cases of tables that are read many at a time are those that are read row by row."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from large_tables import AS_OF, VOCABULARY, WRITERS, Writer, as_csv, generated
from omicheck.evaluate.columnar import part_work
from omicheck.model.case import Case
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk.good_cases import good_cases
from omicheck.records.bulk.opening import open_sources
from omicheck.records.bulk.parts import Part
from omicheck.records.bulk.rejects import read_part
from pipeline import run


@pytest.mark.parametrize("writer", [as_csv, *WRITERS])
def test_the_same_cases(writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = generated(60)
    tables["cases"].append({"case_id": "BAD", "tier": "two"})
    tables["answers"] = [{"case_id": "SYN-0001", "question": "1.1.1", "answer": "sufficient", "reason": "Seen"}]
    address = writer(tables, tmp_path / "in")
    found: list[tuple[Sequence[Case] | None, Sequence[Case]]] = []

    def both(part: Part, vocabulary: Vocabulary) -> Sequence[Case] | None:
        quick = good_cases(part, vocabulary)
        found.append((quick, read_part(part, open_sources(address, VOCABULARY), vocabulary)[0]))
        return quick

    monkeypatch.setattr(part_work, "good_cases", both)
    run("check", address, "--as-of", AS_OF, "--engine", "columnar", "--format", "sarif", "--quiet")
    assert [quick for quick, _ in found] == [slow for _, slow in found]
    assert any(case.events for _, slow in found for case in slow)
