"""axe-core finds nothing in the report, in whatever state it is."""

from itertools import pairwise

import pytest

from browser_fixtures import Opening, open_everything, violations

pytestmark = pytest.mark.long


def test_as_it_opens(opening: Opening, pages: dict[str, str]) -> None:
    assert violations(opening(pages["house"], bypass_csp=True)) == []


@pytest.mark.parametrize(("name", "width"), [("house", 320), ("house", 1280), ("published", 320)])
def test_with_everything_opened(opening: Opening, pages: dict[str, str], name: str, width: int) -> None:
    page = opening(pages[name], width, bypass_csp=True)
    open_everything(page, cases=2)
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_each_filter_and_each_reason_of_a_case(opening: Opening, pages: dict[str, str], width: int) -> None:
    page = opening(pages["house"], width, bypass_csp=True)
    # What stands beside it is looked at by others, and would take most of the time.
    page.evaluate("document.querySelectorAll('main > section:not(:has(#filter))').forEach((one) => one.remove())")
    page.fill("#filter-text", "SYN-0003")
    assert violations(page, "#cases") == []
    for number in range(2):
        summary = page.locator("article:visible summary").nth(number)
        summary.click()
        assert page.locator("article:visible details").nth(number).get_attribute("open") == ""
        assert violations(page, "article:not([hidden])") == []
    page.fill("#filter-text", "no such case")
    assert page.locator("#filter-count").inner_text() == "0 of 60 cases shown. Clear shows all again."
    assert violations(page, "#cases") == []
    page.click("button[type=reset]")
    for name in ("office", "officer", "rule"):
        page.fill("#filter-text", "SYN-001")
        page.select_option(f"#filter-{name}", index=1)
        assert violations(page, "#cases") == []
        page.select_option(f"#filter-{name}", index=0)


@pytest.mark.parametrize(
    "media", [{"media": "print"}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}, {"color_scheme": "dark"}]
)
def test_as_people_have_set_their_browsers(opening: Opening, pages: dict[str, str], media: dict[str, str]) -> None:
    page = opening(pages["house"], bypass_csp=True)
    open_everything(page, cases=1)
    page.emulate_media(**media)
    # What no setting changes is seen to elsewhere.
    assert violations(page, None if "media" in media else "#cases") == []
    assert violations(page, "#scores, #appendix-1") == []


def test_nothing_moves_and_dark_is_not_promised(opening: Opening, pages: dict[str, str]) -> None:
    page = opening(pages["house"])
    open_everything(page, cases=1)
    assert page.evaluate("document.getAnimations().length") == 0
    moving = """[...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one);
      return style.transitionDuration !== "0s" || style.animationName !== "none" || style.scrollBehavior !== "auto";
    }).length"""
    assert page.evaluate(moving) == 0
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_in_forced_colours_pictures_are_drawn_in_them(opening: Opening, pages: dict[str, str]) -> None:
    page = opening(pages["house"])
    open_everything(page, cases=3)
    page.emulate_media(forced_colors="active")
    colours = """(name) => {
      const one = document.createElement("i");
      one.style.color = name;
      document.body.append(one);
      return getComputedStyle(one).color;
    }"""
    text, background = (page.evaluate(colours, name) for name in ("CanvasText", "Canvas"))
    fill = "(name) => getComputedStyle(document.querySelector(`#case-list ${name}`)).fill"
    assert page.evaluate(fill, ".late") == text != background
    assert page.evaluate(fill, ".allowed") != background


def test_the_structure_of_the_page(opening: Opening, pages: dict[str, str]) -> None:
    page = opening(pages["house"])
    open_everything(page, cases=2)
    assert page.locator("h1").all_inner_texts() == ["A report on case work in Invented Area"]
    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map((one) => Number(one.tagName[1]))")
    assert [(one, two) for one, two in pairwise(levels) if two > one + 1] == []
    # Every table has a caption, and every heading of one says what it is the heading of.
    assert page.evaluate("[...document.querySelectorAll('table')].filter((one) => !one.caption?.textContent)") == []
    assert page.evaluate("document.querySelectorAll('th:not([scope])').length") == 0
    # What is drawn is either said to be a picture, or said in words beside it.
    said = "svg:not([aria-hidden=true]):not([aria-hidden=true] svg):not([role=img]):not(svg[role=img] svg)"
    assert page.evaluate("(what) => document.querySelectorAll(what).length", said) == 0
