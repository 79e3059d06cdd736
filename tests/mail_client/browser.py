"""Debian's Chromium without a window, for what a page looks like; it loads nothing."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Page, sync_playwright

PROGRAM = shutil.which("chromium")
ABSENT = "Debian's chromium is not installed"


@dataclass
class Viewer:
    """Shows pages; `asked` are the addresses that they wanted to load."""

    window: Page
    asked: list[str] = field(default_factory=list)

    def page(self, html: str, width: int, scheme: str = "light") -> Page:
        """Return the page in a window of so many pixels, with the reader's colour scheme."""
        self.window.set_viewport_size({"width": width, "height": 900})
        self.window.emulate_media(color_scheme=scheme)
        self.window.set_content(html)
        return self.window


@contextmanager
def opened() -> Iterator[Viewer]:
    """Run the browser for the length of the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM)
        try:
            viewer = Viewer(browser.new_page(offline=True))
            viewer.window.on("request", lambda request: viewer.asked.append(request.url))
            yield viewer
        finally:
            browser.close()
