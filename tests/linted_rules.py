"""Rules that lint finds fault with."""

from pathlib import Path

from pipeline import Done, run


def lint(folder: Path, *options: str) -> Done:
    return run("rules", "lint", "--rules", folder, *options)


CHECK = {"deadline": {"from": "sentence_date", "to": {"event": "contact"}, "limit": "days"}}


def to(more: dict[str, object]) -> dict[str, object]:
    return {"to": {"event": "contact", **more}}
