"""A vocabulary of another field of work, with what the packaged one does not have.

Attributes that are texts, dates, lists and numbers with decimals, two of one name and different types, a text and a
flag that change, a case date that depends on a text, and fields that several events set, to fixed values and to those
of attributes.
"""

from omicheck.findings import Findings
from omicheck.model.vocabulary import Vocabulary
from omicheck.rulebase.vocabulary import read_vocabulary

DATA = {
    "fields": {
        "case_id": {"type": "text", "required": True},
        "opened": {"type": "date"},
        "moved": {"type": "date"},
        "end_date": {"type": "date"},
        "place": {"type": "text", "set_by": "place_set"},
        "desk": {"type": "text"},
        "urgent": {"type": "flag", "set_by": "urgent_set"},
        "grade": {"type": "integer", "at_least": -1, "at_most": 2, "set_by": "grade_set"},
        "weight": {
            "type": "level",
            "values": ["light", "middling", "heavy"],
            "set_by": {"weighed": "scale", "lost": "light"},
        },
        "price": {"type": "number", "at_least": 0, "at_most": 3, "set_by": {"priced": "sum", "freed": 0}},
        "held": {"type": "flag", "default": False, "set_by": {"taken": True, "freed": False, "lost": False}},
        "stage": {
            "type": "choice",
            "values": ["new", "running", "shut"],
            "set_by": {"taken": "running", "closing": "shut", "freed": "new"},
        },
        "marks": {"type": "list", "values": ["a", "b", "c"], "set_by": "marks_set"},
    },
    "case_dates": {
        "start": {"by": "desk", "fields": {"Kent": "moved", "West": "end_date"}, "otherwise": "opened"},
        "opened": {"field": "opened"},
        "end_date": {"field": "end_date"},
    },
    "events": {
        "call": {"attributes": {"about": {"type": "text"}, "score": {"type": "integer", "at_least": 0, "at_most": 1}}},
        "letter": {"attributes": {"about": {"type": "text"}, "score": {"type": "flag"}}},
        "visit": {"attributes": {"about": {"type": "choice", "values": ["Kent", "none"]}, "on": {"type": "date"}}},
        "note": {"attributes": {"on": {"type": "date"}, "tags": {"type": "list", "values": ["x", "y"]}}},
        "survey": {"attributes": {"tags": {"type": "list", "values": ["x", "y"]}}},
        "closing": {},
        "weighed": {"attributes": {"scale": {"type": "level", "values": ["light", "middling", "heavy"]}}},
        "priced": {"attributes": {"sum": {"field": "price"}, "score": {"type": "number", "at_least": 0, "at_most": 9}}},
        "taken": {"attributes": {"score": {"type": "integer", "at_least": 0, "at_most": 3}}},
        "freed": {},
        "lost": {},
        "place_set": {"attributes": {"value": {"field": "place", "required": True}}},
        "urgent_set": {"attributes": {"value": {"field": "urgent", "required": True}}},
        "grade_set": {"attributes": {"value": {"field": "grade", "required": True}}},
        "marks_set": {"attributes": {"value": {"field": "marks", "required": True}}},
    },
}


def other_vocabulary() -> Vocabulary:
    """The vocabulary, read as a rules folder's own is."""
    findings = Findings("vocabulary.yaml", lambda _: None)
    vocabulary = read_vocabulary(DATA, findings)
    assert findings.problems == []
    return vocabulary
