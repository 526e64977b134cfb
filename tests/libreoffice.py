"""LibreOffice, where it is installed: opens workbooks as a user would, and saves them again."""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

# Files, the form to save them in, and the folder.
SaveAs = Callable[[Sequence[Path], str, Path], None]


@pytest.fixture(scope="session")
def through_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> SaveAs:
    """Opens workbooks with LibreOffice and saves them in a form."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = tmp_path_factory.mktemp("profile")

    def saved(files: Sequence[Path], form: str, folder: Path) -> None:
        how = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", form, "--outdir", str(folder)]
        subprocess.run([program, *how, *map(str, files)], check=True, capture_output=True, timeout=180)

    return saved
