"""The tutorials show what their commands print."""

from pathlib import Path

import pytest

import tutorials


@pytest.mark.long
def test_tutorials_show_what_their_commands_print() -> None:
    assert [page.name for page, text in tutorials.pages() if page.read_text(encoding="utf-8") != text] == []


@pytest.mark.parametrize(
    ("diff", "told"),
    [
        ("+++ a.txt\n-three\n+four\n", "a.txt: 'three\\n' stands there 0 times; expected once"),
        ("+++ a.txt\n-one\n+four\n", "a.txt: 'one\\n' stands there 2 times; expected once"),
    ],
)
def test_a_change_that_does_not_fit_its_file_is_told(diff: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one\none\ntwo\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        tutorials.change(diff, file.parent)
    assert str(ended.value) == told
