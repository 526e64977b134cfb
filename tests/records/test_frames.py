"""Records of data frames are those of the same tables in files: no value is lost, none is guessed."""

from datetime import date, datetime, time
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frames_of import EVENT, LIBRARIES, TABLES, frame_of, sample_rows, tables_of
from omicheck.errors import RecordsUnreadableError
from omicheck.findings import Findings
from omicheck.model.case import Case
from omicheck.records.frames import read_frames
from omicheck.records.read import Records, read_records
from omicheck.records.record_lines import Place
from omicheck.records.structure import read_case
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from strategies import ERAS, World, record

VOCABULARY = read_rule_base(packaged_rules(), with_examples=False).vocabulary
A_CELL = "expected a text, a number, a flag, a day without a time or a time zone, or a list of texts"
# Without a time zone, as data frames have it.
MIDNIGHT = datetime.fromisoformat("2009-03-02")
GOOD: dict[str, Any] = {"case_id": "GOOD-1", "sentence_type": "community_order", "sentence_date": "2009-03-02"}


def _read(cases: Any, events: Any = None, answers: Any = None) -> Records:  # noqa: ANN401, any library's
    return read_frames({"cases": cases, "events": events, "answers": answers}, VOCABULARY)


def _problems(records: Records) -> list[str]:
    return [str(problem.with_values()) for one in records.rejected for problem in one.problems]


def _refused(cases: Any, events: Any = None, answers: Any = None) -> list[str]:  # noqa: ANN401, any library's
    with pytest.raises(RecordsUnreadableError) as refused:
        _read(cases, events, answers)
    return str(refused.value).splitlines()


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_sample_is_read_as_from_its_files(library: str) -> None:
    tables = {name: frame_of(library, rows) for name, rows in sample_rows()}
    read = read_frames(tables, VOCABULARY, with_places=True)
    assert (read.cases, read.rejected) == (read_records(str(TABLES), VOCABULARY).cases, ())
    assert read.places["SYN-0001"] == Place("cases", 1)
    assert read.places["SYN-0060"] == Place("cases", 60)


def test_the_hash_is_that_of_what_the_tables_say() -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    of_pandas, of_polars = (
        read_frames({name: frame_of(library, rows) for name, rows in sample_rows()}, VOCABULARY).sha256
        for library in ("pandas", "polars")
    )
    assert of_pandas == of_polars
    assert list(of_pandas) == ["tables"]


@pytest.mark.parametrize("library", LIBRARIES)
@given(seed=st.integers(0, 2**32), era=st.sampled_from(ERAS))
def test_random_records_are_those_of_json(library: str, seed: int, era: date) -> None:
    random, world = Random(seed), World(VOCABULARY, era, tuple(VOCABULARY.events))  # noqa: S311, made-up records
    records = [record(random, world, f"case {number}") for number in range(4)]
    read = _read(**tables_of(library, records))
    assert (read.cases, _problems(read)) == (tuple(_of_json(one) for one in records), [])


def _of_json(data: dict[str, Any]) -> Case:
    case = read_case(data, VOCABULARY, Findings("", lambda _: None))
    assert case is not None
    return case


@pytest.mark.parametrize("library", LIBRARIES)
def test_events_may_be_a_column_of_lists(library: str) -> None:
    events = [{"type": "absence", "date": date(2009, 4, 1), "acceptable": False}, {"type": "absence", "date": None}]
    read = _read(frame_of(library, [{**GOOD, "events": events}, {**GOOD, "case_id": "GOOD-2", "events": []}]))
    in_json = [{"type": "absence", "date": "2009-04-01", "acceptable": False}, {"type": "absence"}]
    assert read.cases == (
        _of_json({**GOOD, "events": in_json}),
        _of_json({**GOOD, "case_id": "GOOD-2", "events": []}),
    )


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_case_whose_list_of_events_is_missing_is_rejected(library: str) -> None:
    event = {"type": "absence", "date": "2009-04-01"}
    rows = [{**GOOD, "events": [event]}, {**GOOD, "case_id": "BAD-1"}, {**GOOD, "events": [event]}]
    read = _read(frame_of(library, rows))
    assert read.cases == (_of_json({**GOOD, "events": [event]}),)
    assert _problems(read) == [
        "cases:2: case BAD-1: events: found nothing; expected a list of mappings, perhaps empty",
        "cases:3: case GOOD-1: case_id: found a case_id seen before; expected one record for each case",
    ]


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("day", [date(2009, 3, 2), MIDNIGHT, "2009-03-02"], ids=["date", "timestamp", "text"])
def test_a_day_is_a_date_a_first_moment_or_a_text(library: str, day: object) -> None:
    read = _read(frame_of(library, [{**GOOD, "sentence_date": day}]), frame_of(library, [], EVENT))
    assert read.cases == (_of_json({**GOOD, "events": []}),)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("tier", 2.5, "case GOOD-1: tier: found 2.5; expected a whole number from 1 to 4"),
        ("tier", 7, "case GOOD-1: tier: found 7; expected a whole number from 1 to 4"),
        ("tier", True, "case GOOD-1: tier: found true; expected a whole number from 1 to 4"),
        ("ppo", 1, "case GOOD-1: ppo: found 1; expected true or false"),
        ("ppo", "yes", 'case GOOD-1: ppo: found "yes"; expected true or false; did you mean true?'),
        ("area", 3, "case GOOD-1: area: found 3; expected a text"),
        (
            "end_date",
            MIDNIGHT.replace(hour=9, minute=30),
            f'case GOOD-1: end_date: found "2009-03-02 09:30:00"; {A_CELL}; .dt.date makes days of moments',
        ),
        ("end_date", time(9, 30), f'case GOOD-1: end_date: found "09:30:00"; {A_CELL}'),
        ("area", b"Kent", f"case GOOD-1: area: found \"b'Kent'\"; {A_CELL}"),
    ],
)
def test_what_does_not_fit_is_told_and_not_guessed(library: str, name: str, value: object, problem: str) -> None:
    read = _read(frame_of(library, [{**GOOD, name: value}]), frame_of(library, [], EVENT))
    assert read.cases == ()
    assert _problems(read) == [f"cases:1: {problem}"]


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("number", [2, 2.0, Decimal("2.00")], ids=["integer", "float", "decimal"])
def test_a_whole_number_is_one_however_it_is_kept(library: str, number: object) -> None:
    rows = [{**GOOD, "tier": number}, {**GOOD, "case_id": "GOOD-2", "tier": None}]
    read = _read(frame_of(library, rows), frame_of(library, [], EVENT))
    assert [case.fields.get("tier") for case in read.cases] == [2, None]


@pytest.mark.parametrize("library", LIBRARIES)
def test_rows_of_no_case_are_told(library: str) -> None:
    events = [{"case_id": "GOOD-2", "type": "absence"}, {"type": "absence"}]
    read = _read(frame_of(library, [GOOD]), frame_of(library, events))
    expected = "the case_id of a row in cases"
    assert read.cases == (_of_json({**GOOD, "events": []}),)
    assert _problems(read) == [
        f"events:1: case_id: found a row for case 'GOOD-2'; expected {expected}; did you mean GOOD-1?",
        f"events:2: case_id: found a row without a case_id; expected {expected}",
    ]


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_column_seq_has_the_order_of_events(library: str) -> None:
    event = {"case_id": "GOOD-1", "type": "absence"}
    events = [{**event, "date": f"2009-04-0{day}", "seq": seq} for day, seq in ((1, 2), (2, 1), (3, None))]
    read = _read(frame_of(library, [GOOD]), frame_of(library, events))
    assert [one.span.first.day for one in read.cases[0].events] == [3, 2, 1]


@pytest.mark.parametrize("library", LIBRARIES)
def test_columns_that_should_not_be_there_are_told_at_once(library: str) -> None:
    cases = frame_of(library, [{"case_id": "GOOD-1", "teir": 2, "seq": "one"}])
    texts = "a column of texts, as a number does not keep the zeros that a reference may begin with"
    assert _refused(cases, frame_of(library, [{"case_id": 17, "kind": "absence"}])) == [
        "cases: found the column 'teir'; expected a column of the table; did you mean tier?",
        "cases: seq: found values that are no whole numbers; expected a column of whole numbers",
        "events: found the column 'kind'; expected a column of the table",
        "events: found no column type; expected the columns case_id, type at least",
        f"events: case_id: found values such as 17; expected {texts}",
    ]


@pytest.mark.parametrize("library", LIBRARIES)
def test_cases_alone_are_refused_as_nothing_would_be_found_in_them(library: str) -> None:
    expected = "the events as a second table, or as a column events that holds a list of them for each case"
    assert _refused(frame_of(library, [GOOD])) == [f"cases: found a table of cases alone; expected {expected}"]


def test_what_is_no_table_is_refused() -> None:
    a_table = "a data frame of pandas or polars, an Arrow table, or anything else that gives an Arrow stream"
    assert _refused(3, 4) == [f"cases: found the whole number 3; expected {a_table}"]


def test_a_lazy_frame_is_refused_with_the_remedy() -> None:
    polars = pytest.importorskip("polars")
    (told,) = _refused(polars.DataFrame([GOOD]).lazy(), polars.DataFrame(schema=list(EVENT)))
    assert told.startswith("cases: found a polars.lazyframe.frame.LazyFrame; expected a data frame of pandas or polars")
    assert told.endswith("; collect() gives one")


def test_a_reference_in_the_index_is_told_with_the_remedy() -> None:
    pandas = pytest.importorskip("pandas")
    cases = pandas.DataFrame([GOOD]).set_index("case_id")
    expected = "a column of this name: reset_index() makes one of the index"
    assert _refused(cases, pandas.DataFrame(columns=list(EVENT))) == [
        f"cases: found case_id in the index of the data frame; expected {expected}"
    ]


def test_every_type_of_pandas_is_read_alike() -> None:
    pandas = pytest.importorskip("pandas")
    plain = {name: pandas.read_csv(TABLES / f"{name}.csv") for name, _ in sample_rows()}
    nullable = {name: frame.convert_dtypes() for name, frame in plain.items()}
    categories = {
        name: frame.astype({column: "category" for column in frame if frame[column].dtype.kind not in "fib"})
        for name, frame in plain.items()
    }
    expected = read_records(str(TABLES), VOCABULARY).cases
    assert [_read(**tables).cases for tables in (plain, nullable, categories)] == [expected] * 3


def test_every_type_of_polars_is_read_alike() -> None:
    polars = pytest.importorskip("polars")
    plain = {name: polars.read_csv(TABLES / f"{name}.csv") for name, _ in sample_rows()}
    days = polars.col("^(sentence|release|end)_date$").str.to_date()
    dated = {**plain, "cases": plain["cases"].with_columns(days)}
    categories = {
        name: frame.with_columns(polars.col(polars.String).cast(polars.Categorical)) for name, frame in plain.items()
    }
    empty = {**plain, "cases": plain["cases"].with_columns(polars.lit(None).alias("release_date"))}
    expected = read_records(str(TABLES), VOCABULARY).cases
    assert [_read(**tables).cases for tables in (plain, dated, categories)] == [expected] * 3
    assert all("release_date" not in case.fields for case in _read(**empty).cases)


def test_an_arrow_stream_is_read_as_its_table() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    tables = {name: frame_of("pyarrow", rows) for name, rows in sample_rows()}
    readers = {
        name: pyarrow.RecordBatchReader.from_batches(one.schema, one.to_batches(7)) for name, one in tables.items()
    }
    assert _read(**readers).cases == read_records(str(TABLES), VOCABULARY).cases
