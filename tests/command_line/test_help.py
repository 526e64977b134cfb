"""The help of every command: what it holds, that its examples are right, and what wrong words are told."""

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from omicheck.command_line.descriptions import DESCRIPTIONS
from omicheck.command_line.main import whole_parser
from omicheck.command_line.parser import commands_of
from pipeline import ROOT, Done, run

CASE = ROOT / "fixtures/cases/breach-a-day-late.json"
_ONLY = "--only NAME for a rule or "
_MORE = "error: found {} more than the command takes; expected {}, such as " + _ONLY + "--rules DIR for a rules folder"


def every_command(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    for command in commands_of(parser).values():
        yield command
        yield from every_command(command)


COMMANDS = {command.prog.partition(" ")[2]: command for command in every_command(whole_parser())}


def examples(command: argparse.ArgumentParser) -> list[str]:
    told = (command.epilog or "").replace("\\\n", " ").partition("\n\n")[0]
    return [line.strip() for line in told.removeprefix("examples:\n").splitlines()]


EXAMPLES = [line for command in COMMANDS.values() for line in examples(command)]


@pytest.mark.parametrize("name", COMMANDS)
def test_what_help_holds(name: str) -> None:
    done = run(*name.split(), "--help")
    assert done.status == 0
    text = " ".join(done.output.split())
    assert re.match(r"usage: omicheck \S+( [a-z-]+)?( \[OPTION \.\.\.\]| .*)", text)
    for part in (DESCRIPTIONS[name], "options: -h, --help", " examples: omicheck ", " exit status: "):
        assert part in text


@pytest.mark.parametrize("name", COMMANDS)
def test_exit_statuses_stand_by_themselves(name: str) -> None:
    before, _, _ = (COMMANDS[name].epilog or "").partition("exit status: ")
    assert before.endswith("\n\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name: str) -> None:
    """Of --format the choices say it."""
    silent = {
        action.option_strings[-1]
        for action in COMMANDS[name]._actions
        if action.option_strings and re.fullmatch(r"(?:of \S+ \S+ )?\(?(?:default: .*)?", action.help or "")
    }
    assert silent <= {"--format"}


def test_nothing_is_described_that_is_no_command() -> None:
    # Those of commands that are still to come stand there already.
    assert set(COMMANDS) <= set(DESCRIPTIONS)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_a_command(example: str) -> None:
    program, *words = shlex.split(example)
    assert program == "omicheck"
    options = whole_parser().parse_args([word for word in words if word != "--help"])
    assert callable(options.run)


@pytest.mark.parametrize("example", [one for one in EXAMPLES if " fixtures/" in one and " main " not in one])
def test_an_example_with_files_that_are_there_runs(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("fixtures", "rules"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    words = shlex.split(example)[1:]
    given = [word for word in words if word.startswith("fixtures/")]
    assert all(Path(word).exists() for word in given)
    others = [word for word in words if word.endswith((".json", ".jsonl", ".csv", ".yaml")) and word not in given]
    if all(words[words.index(word) - 1] == "--output" for word in others):
        assert run(*words).status in {0, 1}


@pytest.mark.parametrize("words", [(), ("rules",), ("map",)])
def test_a_group_alone_is_its_help(words: tuple[str, ...]) -> None:
    assert run(*words) == run(*words, "--help")
    assert run(*words).output.startswith(f"usage: {' '.join(('omicheck', *words))} [")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["chek"], "; did you mean check?"),
        (["rules", "lst"], "; did you mean list?"),
        (["check", "x.json", "--format", "tabel"], "; did you mean table?"),
        (
            ["check", "x.json", "--detail"],
            "found --detail; expected what omicheck check --help lists; did you mean --details?",
        ),
        (
            ["rules", "list", "--onyl=mappa"],
            "found --onyl=mappa; expected what omicheck rules list --help lists; did you mean --only?",
        ),
        (["rules", "list", "qqqqqq"], _MORE.format("'qqqqqq', a word", "options alone")),
        (
            ["rules", "lint", "my-rules", "-"],
            _MORE.format("'my-rules', '-', words", "options alone").replace(_ONLY, ""),
        ),
        (["explain", "A", "a-rule", "x.json"], _MORE.format("'x.json', a word", "[CASE] PATH and options")),
        (["check", "x.json", "y.json"], _MORE.format("'y.json', a word", "PATH and options")),
        (
            ["check", "x.json", str(CASE)],
            _MORE.format(f"'{CASE}', a word", "PATH and options")
            + "; files of JSON Lines are joined in a pipe: cat ONE OTHER | omicheck check -",
        ),
    ],
)
def test_a_wrong_word_names_the_nearest(words: list[str], told: str) -> None:
    done = run(*words)
    assert done == Done(2, "", done.errors)
    assert done.errors.startswith("usage: omicheck")
    assert done.errors.endswith(f"{told}\n")


@pytest.mark.parametrize(
    "words",
    [
        ("EX-1", CASE, "--only", "2.1.36"),
        ("EX-1", "--only", "2.1.36", CASE),
        ("--only", "2.1.36", "EX-1", CASE),
        (CASE, "--only", "2.1.36"),
    ],
)
def test_options_stand_wherever_they_like_among_words_of_which_one_may_be_left_out(words: tuple[object, ...]) -> None:
    done = run("explain", *words)
    assert (done.status, done.errors) == (0, "")
    assert done.output == run("explain", CASE, "--only", "2.1.36").output
