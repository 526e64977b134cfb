"""Every option of a command that writes a manifest is recorded in it, or left out on purpose."""

import pytest

from omicheck.command_line.main import whole_parser
from omicheck.command_line.parser import commands_of
from omicheck.command_line.run_again import COMMANDS
from omicheck.command_line.run_manifest import CASE, LEFT_OUT, RECORDED, run_of


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_recorded_or_left_out(command: str) -> None:
    parser = commands_of(whole_parser())[command]
    names = {action.dest for action in parser._actions}
    assert names - {*RECORDED, *LEFT_OUT, CASE} == set()


def test_none_is_both() -> None:
    assert {*RECORDED} & {*LEFT_OUT, CASE} == set()


def test_zero_is_recorded_and_what_was_not_asked_for_is_not() -> None:
    words = ["due", "cases.json", "--format", "ics", "--alarm", "0", "--within", "0 days"]
    told = run_of(whole_parser().parse_args(words))["options"]
    assert told == {"path": "cases.json", "format": "ics", "alarm": 0, "within": told["within"]}
