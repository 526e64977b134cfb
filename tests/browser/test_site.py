"""The documentation as a site: axe-core finds nothing in its kinds of pages, and it is searched without a server.

The site is that which `scripts/site` made last; where there is none the tests are skipped.
"""

import pytest

from browser_fixtures import Opening, violations
from pipeline import ROOT

SITE = ROOT / "build" / "site"
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not (SITE / "index.html").is_file(), reason="needs the site: scripts/site"),
]


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("index", {}),
        ("tutorials/rule-author", {"color_scheme": "dark"}),
        ("rules/first-appointment-on-time", {}),
        ("python", {"color_scheme": "dark"}),
        ("formats", {}),
    ],
)
def test_nothing_that_axe_complains_of(opening: Opening, name: str, settings: dict[str, str]) -> None:
    page = opening((SITE / f"{name}.html").as_uri(), **settings)
    page.emulate_media(**settings)
    assert violations(page) == []


def test_it_is_searched_from_a_folder(opening: Opening) -> None:
    page = opening((SITE / "tutorials" / "rule-author.html").as_uri())
    page.click("[data-md-component=search-query]")
    page.keyboard.type("spreadsheet")
    page.click("a.md-search-result__link >> nth=0")
    page.wait_for_url("**/mappings.html*")
    assert (
        page.locator("h1")
        .inner_text()
        .startswith("Records from workbooks, and from extracts that are headed otherwise")
    )
