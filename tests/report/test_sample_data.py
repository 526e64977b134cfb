"""What the cases of a report are like, in the house and published."""

from omicheck.report.sample_data import sample_charts, sample_tables
from omicheck.report.withheld import told_counts
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from omicheck.use_cases.reading import records_of
from omicheck.use_cases.sources import NamedSource
from pipeline import ROOT

VOCABULARY = read_rule_base(packaged_rules()).vocabulary
CASES = records_of(NamedSource(str(ROOT / "fixtures/hertfordshire-2010/cases.json")), VOCABULARY).cases


def _told(*, is_published: bool) -> dict[str, dict[str, str]]:
    tables = tuple(sample_tables(CASES, VOCABULARY))
    withheld = {
        table.named(label)
        for table in tables
        for label, count in zip(table.bars, told_counts([len(places) for places in table.bars.values()]), strict=True)
        if is_published and count is None
    }
    charts = sample_charts(tables, len(CASES), withheld)
    return {chart.title: {bar.label: bar.text for bar in chart.bars} for chart in charts}


def test_all_is_told_in_the_house() -> None:
    assert _told(is_published=False) == {
        "Case types": {"Community order": "76 (60%)", "Licence": "37 (29%)", "Custody": "14 (11%)"},
        "Gender": {"Female": "15 (12%)", "Male": "112 (88%)"},
        "Race and ethnic origin": {
            "White": "107 (84%)",
            "Mixed": "6 (5%)",
            "Asian": "5 (4%)",
            "Black": "4 (3%)",
            "Other": "5 (4%)",
        },
        "Terminations, by reason": {"Early good progress": "4 (3%)", "Not ended by the audit date": "123 (97%)"},
    }


def test_a_small_count_is_withheld_with_another_that_would_give_it_away() -> None:
    told = _told(is_published=True)
    assert told["Race and ethnic origin"] == {
        "White": "107 (84%)",
        "Mixed": "6 (5%)",
        "Asian": "[c]",
        "Black": "[c]",
        "Other": "5 (4%)",
    }
    assert told["Terminations, by reason"] == {"Early good progress": "[c]", "Not ended by the audit date": "[c]"}
