"""The report on screens of all sizes, enlarged, on paper and without scripts: nothing is cut, and nothing overlaps."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser_fixtures import CHROMIUM, Opening, open_everything

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.long

# Labels of one picture that run into one another, or that stick out of the page.
_COLLISIONS = """() => {
  const found = [];
  for (const picture of document.querySelectorAll("svg.months, svg.axis, svg.plot")) {
    const labels = [...picture.querySelectorAll("text")].filter((one) => one.getClientRects().length);
    const places = labels.map((one) => [one.textContent, one.getBoundingClientRect()]);
    places.forEach(([name, one], at) => {
      if (one.left < 0 || one.right > document.documentElement.clientWidth) found.push(name);
      for (const [other, two] of places.slice(at + 1)) {
        const apart = one.right < two.left || two.right < one.left || one.bottom < two.top || two.bottom < one.top;
        if (!apart) found.push(`${name} / ${other}`);
      }
    });
  }
  return found;
}"""


def _width(page: "Page") -> int:
    # Without scripts the browser can still be asked.
    return int(page.locator("html").evaluate("(one) => one.scrollWidth"))


@pytest.mark.parametrize("width", [320, 640, 768, 1280])
@pytest.mark.parametrize("name", ["house", "published"])
def test_on_every_screen(opening: Opening, pages: dict[str, str], width: int, name: str) -> None:
    page = opening(pages[name], width)
    open_everything(page, cases=8)
    assert _width(page) <= width
    assert page.evaluate(_COLLISIONS) == []
    # What is wider than the screen scrolls by itself, and can be reached with the keyboard.
    scrolling = page.locator(".scroll").evaluate_all(
        "(all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => [one.tabIndex, one.role])"
    )
    assert {tuple(one) for one in scrolling} <= {(0, "region")}
    if width == 1280:
        assert scrolling == []


def test_twice_the_size(opening: Opening, pages: dict[str, str]) -> None:
    # What is left of 1280 pixels when a browser shows everything at twice the size.
    page = opening(pages["house"], 640, device_scale_factor=2)
    open_everything(page, cases=8)
    assert _width(page) <= 640
    assert page.evaluate(_COLLISIONS) == []


def test_letters_twice_the_size(browser: "Browser", pages: dict[str, str]) -> None:
    large = browser.browser_type.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--blink-settings=defaultFontSize=32"]
    )
    page = large.new_page(viewport={"width": 1280, "height": 800})
    page.goto(pages["house"])
    open_everything(page, cases=3)
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "38px"
    assert _width(page) <= 1280
    assert page.evaluate(_COLLISIONS) == []
    large.close()


def test_letters_and_lines_wider_apart(opening: Opening, pages: dict[str, str]) -> None:
    page = opening(pages["house"], 320, bypass_csp=True)
    open_everything(page, cases=3)
    wider = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    page.add_style_tag(content=f"{wider}p{{margin-bottom:2em!important}}")
    assert _width(page) <= 320


@pytest.mark.parametrize("width", [320, 1280])
def test_without_scripts(opening: Opening, pages: dict[str, str], width: int) -> None:
    page = opening(pages["house"], width, java_script_enabled=False)
    assert page.locator("#filter").is_hidden()
    assert page.locator("#case-list > article").count() == 60
    assert page.locator("#case-list > article >> css=.lanes").count() == 60
    page.locator("#case-1").scroll_into_view_if_needed()
    assert page.locator("article:first-child .lanes").is_visible()
    reasons = page.locator("article:first-child details").first
    assert not reasons.locator("ul").is_visible()
    reasons.locator("summary").click()
    assert reasons.locator("ul").is_visible()
    assert _width(page) <= width


def test_on_paper(opening: Opening, pages: dict[str, str], tmp_path: Path) -> None:
    reader = pytest.importorskip("pypdf", reason="needs pypdf: pip install 'omicheck[browser]'")
    page = opening(pages["house"])
    page.fill("#filter-text", "SYN-000")
    page.emulate_media(media="print")
    page.pdf(path=str(tmp_path / "report.pdf"), prefer_css_page_size=True)
    sheets = reader.PdfReader(tmp_path / "report.pdf").pages
    assert {tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in sheets} == {(595, 842)}
    texts = [" ".join(sheet.extract_text().split()) for sheet in sheets]
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(sheets)}" in text
        assert "Restricted" in text
    text = " ".join(texts)
    # Workings are opened, cases that are shown are whole, their reasons are left out, and what cannot be used is gone.
    assert "Criterion 1.1, Preparing for sentence The mean of the shares of its questions" in text
    assert [f"SYN-{number:04}" in text for number in range(2, 61)] == [number < 10 for number in range(2, 61)]
    assert "The latest day that would have passed" not in text
    for gone in ("Case reference", "cases shown", "Skip to main content", "#section-1"):
        assert gone not in text
    # A long table has its headings on each of its sheets.
    assert len([one for one in texts if "Rule Failures Cases Cannot be told" in one]) > 1


def test_only_what_names_people_is_restricted_on_paper(opening: Opening, pages: dict[str, str]) -> None:
    sheets = "getComputedStyle(document.body).page"
    told = {}
    for name, address in pages.items():
        page = opening(address)
        page.emulate_media(media="print")
        told[name] = page.evaluate(sheets)
    assert told == {"house": "restricted", "published": "auto"}
