"""Reads a page: its tags with their attributes, and its text as it is seen by a browser that runs no scripts."""

from html.parser import HTMLParser

_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "tr", "summary", "figcaption", "caption", "pre", "div", "ul")
# What stands in these is for the browser alone.
_RAW = ("style", "script", "title")


class Page(HTMLParser):
    """A page that was read.

    Attributes:
        tags: every tag that begins, with its attributes.
        raw: the texts of style, script and title, by tag.
        lines: the text, by block.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, str] = {}
        self.lines: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in _RAW:
            self._inside = tag
        elif tag in _BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in _RAW:
            self._inside = ""
        elif tag in _BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.raw[self._inside] = self.raw.get(self._inside, "") + data
        else:
            self.lines[-1:] = [(self.lines[-1] if self.lines else "") + data]

    def between(self, first: str, last: str) -> list[str]:
        """The lines from a heading to another."""
        lines = [" ".join(line.split()) for line in self.lines]
        lines = [line for line in lines if line]
        # The contents have all headings, the last of which is this.
        start = lines.index(first, lines.index("Appendix 6: Manifest"))
        return lines[start : lines.index(last, start)]


def read_page(text: str) -> Page:
    """Reads a page."""
    page = Page()
    page.feed(text)
    page.close()
    return page
