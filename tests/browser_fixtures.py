"""Reports as a browser shows them: Chromium, driven by Playwright, and axe-core, which knows what WCAG asks.

Where one of them is missing the tests that need it are skipped, with what is missing.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from attrs import evolve

from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.observer import Silent
from omicheck.use_cases.report import ReportRequest, report
from omicheck.use_cases.score import ScoreRequest
from omicheck.use_cases.sources import NamedSource
from pipeline import ROOT, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SMALL: Final = ROOT / "fixtures/report"
MANY: Final = 3_400
CHROMIUM: Final = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE: Final = Path(__file__).resolve().parent / "browser/node_modules/axe-core/axe.min.js"
# Best practices are asked for beside what WCAG 2.2 AA demands.
_RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN: Final = """async ([rules, where]) => (await axe.run(where ?? document, {
  runOnly: rules, resultTypes: ["violations"], preload: false,
})).violations.map((one) => [one.id, one.nodes[0].html])"""

Opening = Callable[..., "Page"]


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of reports: in the house and published, with all that people can write beside them."""
    folder = tmp_path_factory.mktemp("reports")
    names = ("context", "views", "grades", "good-practice")
    files = [word for name in names for word in (f"--{name}", SMALL / f"{name}.yaml")]
    figures = ROOT / "fixtures/hertfordshire-2010/performance-framework.csv"
    given = ("--resamples", 50, "--figures", figures, "--fieldwork", "2010-01-15", *files)
    made = {}
    for name, options in (("house", ()), ("published", ("--publish",))):
        file = folder / f"{name}.html"
        done = run("report", ROOT / "fixtures/sample/cases.json", "--quiet", *given, *options, "--output", file)
        assert (done.status, done.errors) == (0, "")
        made[name] = file.as_uri()
    return made


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report with thousands of flagged cases: those of Hertfordshire, again and again."""
    from omicheck.output.report.page import report_page  # noqa: PLC0415, an extra

    source = NamedSource(str(ROOT / "fixtures/hertfordshire-2010/cases.json"))
    made = report(ReportRequest(ScoreRequest(EvaluationRequest(source), resamples=0)), Silent()).report
    of = len(made.pictures)
    pictures = (
        evolve(made.pictures[place % of], case_id=f"GEN-{place:05}", officer=f"om-{place % 170:03}")
        for place in range(MANY)
    )
    file = tmp_path_factory.mktemp("many") / "many.html"
    with file.open("w", encoding="utf-8") as page:
        page.writelines(report_page(evolve(made, pictures=tuple(pictures))))
    return file.as_uri()


# While Playwright runs, so does its loop of events: other tests of the process have to be free of it.
@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """The browser."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install 'omicheck[browser]'")
    if CHROMIUM is None:
        pytest.skip("needs Chromium")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def kept_pages() -> dict[str, tuple["Page", list[str]]]:
    """Pages that are open, by their settings, each with what its browser had to complain of."""
    return {}


@pytest.fixture
def opening(browser: "Browser", kept_pages: dict[str, tuple["Page", list[str]]]) -> Iterator[Opening]:
    """Opens an address in a browser with some settings; a page is used again by the next test with the same ones.

    A test fails if the browser has anything to complain of, or asks for anything beside the file.
    """

    def opened(address: str, width: int = 1280, **settings: Any) -> "Page":  # noqa: ANN401, as Playwright has them
        name = repr(sorted(settings.items()))
        if name not in kept_pages:
            kept_pages[name] = _new_page(browser, settings)
        page, _ = kept_pages[name]
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(media="screen", forced_colors="none", reduced_motion="no-preference", color_scheme="light")
        page.goto(address)
        return page

    yield opened
    complaints = [one for _, told in kept_pages.values() for one in told]
    for _, told in kept_pages.values():
        told.clear()
    assert complaints == []


def _new_page(browser: "Browser", settings: dict[str, Any]) -> tuple["Page", list[str]]:
    page, complaints = browser.new_context(**settings).new_page(), list[str]()

    def note_request(url: str) -> None:
        if not url.startswith("file:"):
            complaints.append(url)

    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: note_request(request.url))
    return page, complaints


def violations(page: "Page", where: str | None = None) -> list[tuple[str, str]]:
    """What axe has to complain of, with the first element of each.

    Args:
        page: a page for which the policy of the file is not kept, so that axe can be put into it.
        where: which part of it; all of it by default.
    """
    if not AXE.is_file():
        pytest.skip("needs axe-core: npm ci --prefix tests/browser")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return [(name, html) for name, html in page.evaluate(_RUN, [_RULES, where])]


def open_everything(page: "Page", cases: int) -> None:
    """Opens all that can be opened, and leaves so many cases, so that axe does not take minutes."""
    page.evaluate(
        """(most) => {
          document.querySelectorAll("#case-list > article").forEach((one, at) => { one.hidden = at >= most });
          // Before it is printed the page lays out every case that is shown.
          dispatchEvent(new Event("beforeprint"));
          document.querySelectorAll("details").forEach((one) => { one.open = true });
        }""",
        cases,
    )
