"""The pages that benchmarks read, their articles, and how benchmarks speak."""

import gzip
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from monitor.errors import Unreadable
from monitor.extract.reading import article as read_article
from monitor.model.article import Article
from monitor.model.page import Page

NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)
DATA = os.environ.get("DATA", "../shared")  # noqa: TID251 - the same variable as in the Makefile
OWN = Path(__file__).parents[1] / "golden" / "pages"
ROUNDS_OF_OWN = 20


def say(text: str) -> None:
    """Print a line of a benchmark."""
    sys.stdout.write(f"\nbench: {text}")


def pages() -> list[Page]:
    """Return the pages of the evaluation data, else our own, several times."""
    files = sorted(Path(DATA).glob("data/extraction/*/html/*.html.gz"))
    bodies = [(str(f), gzip.decompress(f.read_bytes())) for f in files]
    if not bodies:
        own = [(f.name, f.read_bytes()) for f in sorted(OWN.glob("*.html"))]
        bodies = [(f"{n}/{name}", body) for n in range(ROUNDS_OF_OWN) for name, body in own]
    return [Page(url=url, asked=url, body=body, fetched_at=NOON) for url, body in bodies]


def extracted(given: list[Page]) -> tuple[list[Article], int]:
    """Return the articles of the pages, and how many pages hold none."""
    found, unreadable = [], 0
    for page in given:
        try:
            found.append(read_article(page, canonical_url=None, hints=None, source=None))
        except Unreadable:
            unreadable += 1
    return found, unreadable
