"""How long a report on thousands of cases takes: to be made, to open in a browser, and to be filtered there.

    python benchmarks/report_in_browser.py [CASES] [--repeat N] [--records PATH]

The cases are made up (`benchmarks/generate.py`) if no records are given. Beside the page as it is stands the plain way:
the same page with every case laid out at once, as it is for browsers that run no scripts. It needs Chromium and
Playwright (`pip install 'omicheck[browser]'`).
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from measuring import ROOT, Measured, measure
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_CHROMIUM: Final = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_MILLION: Final = 1_000_000
_OPENED: Final = """() => [
  performance.getEntriesByName("first-contentful-paint")[0].startTime,
  performance.getEntriesByType("navigation")[0].loadEventEnd,
  document.querySelectorAll("*").length,
]"""
# From what is typed until the screen shows what is left: the second frame follows the first that is painted.
_FILTERED: Final = """async (texts) => {
  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const text = document.getElementById("filter-text");
  text.scrollIntoView();
  const times = [];
  for (const wanted of texts) {
    await frames();
    const began = performance.now();
    text.value = wanted;
    text.dispatchEvent(new Event("input", {bubbles: true}));
    await frames();
    times.push(performance.now() - began);
  }
  return Math.max(...times);
}"""
_TYPED: Final = ["0", "00", "001", "0012", "", "no such case", ""]


def made(records: str, page: Path, repeat: int) -> Measured:
    """What making the page takes, as a process of its own."""
    command = [sys.executable, "-m", "omicheck", "report", records, "--quiet", "--as-of", "2010-01-18"]
    return measure([*command, "--resamples", "0", "--output", str(page)], repeat)


def opened(browser: "Browser", page: Path, repeat: int) -> Iterator[float]:
    """Medians in a new tab each time: first paint, opened, processor time for it and filtered in ms, and the elements.

    The processor time is that of the thread that lays out the page, and says more where a machine is busy.
    """
    times = []
    for _ in range(repeat):
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        session = tab.context.new_cdp_session(tab)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        tab.goto(page.as_uri())
        painted, loaded, elements = tab.evaluate(_OPENED)
        metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
        times.append((painted, loaded, 1000 * metrics["TaskDuration"], tab.evaluate(_FILTERED, _TYPED), elements))
        tab.close()
    yield from map(statistics.median, zip(*times, strict=True))


def main() -> None:
    """Prints a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("cases", metavar="CASES", type=int, nargs="?", default=3_400)
    options.add_argument("--repeat", metavar="N", type=int, default=5)
    options.add_argument("--records", metavar="PATH", help="records in place of made-up ones")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        page, plain = Path(folder, "report.html"), Path(folder, "plain.html")
        records = asked.records or str(Path(folder, "records"))
        if asked.records is None:
            measure([sys.executable, str(ROOT / "benchmarks/generate.py"), str(asked.cases), records], 1)
        making = made(records, page, 1)
        text = page.read_text(encoding="utf-8")
        plain.write_text(text.replace("<noscript>", "").replace("</noscript>", ""), encoding="utf-8")
        cases = text.count('<article class="case"')
        print(f"{cases:,} flagged cases, {text.count('<li><span>') - cases:,} flagged duties")
        print(f"made in {making.wall:.1f} s (CPU {making.cpu:.1f} s), peak {making.peak:.0f} MiB")
        print(f"{len(text.encode()) / _MILLION:.1f} MB\n")
        print("| page | first paint | opened | CPU | filtered, at the most | elements |")
        print("| --- | --- | --- | --- | --- | --- |")
        browser = started.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        for name, file in (("as it is", page), ("every case laid out", plain)):
            *times, elements = opened(browser, file, asked.repeat)
            print(f"| {name} | {' | '.join(f'{time:.0f} ms' for time in times)} | {elements:,.0f} |")
        browser.close()


if __name__ == "__main__":
    main()
