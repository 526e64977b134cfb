"""`omicheck rules list` and `show`: what there is to know of rules."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import ROOT, run, write_rules
from written_rules import DAYS, RULE


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write_rules(tmp_path / "rules", [RULE], DAYS)


def test_show_says_everything_in_words(rules: Path) -> None:
    done = run("rules", "show", "contacted", "--rules", rules)
    assert (done.status, done.errors) == (0, "")
    assert done.output == (
        "Contacted  [contacted, in force]\n"
        "A contact within five days.\n"
        "\n"
        "Question: 2.1.1 First appointment with the offender manager on time\n"
        "Decides it: needs a reader: Not the whole of it.\n"
        "Applies to: sentence type is custody or licence; and either tier is 3 or higher, or prolific or\n"
        "    other priority offender is yes\n"
        "The clock starts on: every absence with acceptable no that is the second within 3 months\n"
        "Asked for: contact\n"
        "Done before: what was done in the 1 week before that day counts too\n"
        "Done late: does not count\n"
        "Excused by: breach not required\n"
        "Limit: days\n"
        "    from 2000-01-01: 5 days, Probation Circular 43/2004, Managing compliance and enforcement of\n"
        "      community penalties, summary (analogue: seen, but for another year or regime)\n"
        "Source: A report on offender management in Hertfordshire, 1.1 (printed in the inspection report)\n"
        "\n"
        "Examples (0)\n"
    )


def test_show_as_json(rules: Path) -> None:
    (shown,) = json.loads(run("rules", "show", "2.1.1", "--rules", rules, "--format", "json").output)
    assert shown["limit"] == {
        "id": "days",
        "what": "",
        "values": [
            {
                "from": "2000-01-01",
                "until": None,
                "by": None,
                "by_in_words": None,
                "value": None,
                "limit": "5 days",
                "source": {
                    "document": "pc43-2004",
                    "title": "Probation Circular 43/2004, Managing compliance and enforcement of community penalties",
                    "place": "summary",
                    "status": "analogue",
                    "status_in_words": "analogue: seen, but for another year or regime",
                    "note": "",
                },
            }
        ],
    }
    assert shown["question"]["headlines"] == ["ce"]
    assert shown["applies"] == [
        "sentence type is custody or licence",
        "either tier is 3 or higher, or prolific or other priority offender is yes",
    ]


def test_show_what_is_not_there(rules: Path) -> None:
    done = run("rules", "show", "contactd", "--rules", rules)
    expected = "expected a rule, question, criterion or topic that a rule in force has; did you mean contacted?"
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: found 'contactd'; {expected}\n")


def test_list(rules: Path) -> None:
    (listed,) = json.loads(run("rules", "list", "--rules", rules, "--format", "json").output)
    assert listed == {
        "id": "contacted",
        "question": "2.1.1",
        "topic": "topic",
        "title": "Contacted",
        "kind": "deadline",
        "decides": "needs_reader",
        "decides_in_words": "needs a reader",
        "marks": ["needs_reader"],
        "asks": "duty",
        "status": "in_force",
        "successor": None,
        "limit": "days",
        "standings": ["analogue"],
        "examples": 0,
    }
    table = run("rules", "list", "--rules", rules).output
    assert table == (
        "Rule             Title      Decides         Standing of its limit\n"
        "─────────────────────────────────────────────────────────────────\n"
        "2.1.1 contacted  Contacted  needs a reader  analogue\n"
        "\n1 rule with 0 examples; it answers 1 of the 50 questions for rules, 0 of them for scores\n"
    )
    assert run("rules", "list", "--rules", rules, "--status", "draft", "--format", "json").output == "[]\n"


def test_only_the_module_of_the_command_given_is_imported() -> None:
    script = (
        "import sys\n"
        "from omicheck.command_line.main import main\n"
        "main(['rules', 'list', '--output', sys.argv[1]])\n"
        "print(*sorted(name for name in sys.modules if name.startswith('omicheck.command_line.')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, os.devnull], capture_output=True, text=True, check=True, cwd=ROOT
    )
    modules = (
        *(
            "commands",
            "commands.rules",
            "commands.rules.list",
            "detail_options",
            "main",
            "options",
            "parser",
            "refused_outputs",
            "rule_choice",
            "rule_options",
            "standard_streams",
            "terminal",
        ),
        "writing",
    )
    assert done.stdout.split() == [f"omicheck.command_line.{name}" for name in modules]


def test_help_names_every_command_of_the_group() -> None:
    listed = re.findall(r"^    ([a-z-]+)", run("rules", "--help").output, flags=re.MULTILINE)
    names = (file.stem for file in (ROOT / "omicheck/command_line/commands/rules").glob("[a-z]*.py"))
    assert sorted(listed) == sorted(name.replace("_", "-") for name in names)
