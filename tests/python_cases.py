"""What the tests of the Python interface check."""

from typing import Any, Final

SAMPLE: Final = "fixtures/sample/cases.json"
AS_OF: Final = "2010-01-18"
CASE: Final[dict[str, Any]] = {
    "case_id": "EX-1",
    "sentence_type": "community_order",
    "sentence_date": "2009-03-02",
    "tier": 2,
    "events": [],
}
SCREENING: Final = "rosh-screening-on-time"
