"""The scripts for shells: they parse where the shell is installed, and they complete."""

import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline import ROOT, run

pytest.importorskip("shtab", reason="it makes the scripts")
SHELLS = ("bash", "zsh", "fish")
BREACHES = ["breach-action-taken", "breach-instigated-on-time", "breach-prompt-on-increase", "breach-resolved-on-time"]
COMPLETED = [
    ("omicheck ch", ["check"]),
    ("omicheck rules li", ["lint", "list"]),
    ("omicheck check --form", ["--format"]),
    ("omicheck check --format ju", ["junit"]),
    ("omicheck check --only breach", BREACHES),
    ("omicheck rules show 2.1.36", ["2.1.36"]),
    ("omicheck check --mapping README", ["README.md"]),
    ("omicheck check --fail-on c", ["cannot_tell"]),
]
# What a shell does when the key is pressed: it calls the function with the words so far.
IN_BASH = """
source "$1"
function=$(complete -p omicheck | sed 's/.*-F \\([^ ]*\\).*/\\1/')
read -ra COMP_WORDS <<< "$2"
COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$2 COMP_POINT=${#2}
"$function" omicheck "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("scripts")
    for shell in SHELLS:
        assert run("completion", shell, "--output", folder / shell).status == 0
    return {shell: folder / shell for shell in SHELLS}


def in_shell(shell: str, *words: object) -> str:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_parses(shell: str, scripts: dict[str, Path]) -> None:
    assert in_shell(shell, "-n", scripts[shell]) == ""


@pytest.mark.parametrize(("line", "expected"), COMPLETED)
def test_bash_completes(line: str, expected: list[str], scripts: dict[str, Path]) -> None:
    assert sorted(in_shell("bash", "-c", IN_BASH, "bash", scripts["bash"], line).split()) == expected


@pytest.mark.parametrize(("line", "expected"), COMPLETED)
def test_fish_completes(line: str, expected: list[str], scripts: dict[str, Path]) -> None:
    found = in_shell("fish", "-c", f"source {scripts['fish']}; complete -C '{line}'")
    assert sorted(one.partition("\t")[0] for one in found.splitlines()) == expected
