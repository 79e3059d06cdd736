"""Warnings about a watchlist that extends another: what it adds, and hardly meant to."""

from collections.abc import Iterator

from monitor.app.config.document import Document
from monitor.app.config.problems import Problem
from monitor.app.config.shapes_watchlist import WatchlistShape


def of_extending(shape: WatchlistShape, document: Document) -> Iterator[Problem]:
    """Give the lists of `any` that add to those of what is extended: each word more lets more pass,
    where a reader of the extending list alone takes it for a further condition.
    """
    counts = {
        "where": len((shape.where and shape.where.any) or ()),
        "actors": len(shape.actors.any),
        "keywords": len(shape.keywords.any),
    }
    for key, count in counts.items():
        homes = [document.home((key, "any", number)) for number in range(count)]
        others = [home for home in homes if home.name != document.name]
        if document.home((key, "any")).name != document.name or len(others) in {0, count}:
            continue
        first = homes.index(others[0])
        line, column = document.where((key, "any", first))
        narrowed = "all: [{any: …}]" if key == "where" else "all"
        yield document.warning(
            (key, "any"),
            f"{key}.any: adds to the list of {others[0].name}:{line}:{column}",
            hint=f"to narrow, write it below {key}.{narrowed}",
            consequence="one of both lists is enough: more is told than without it",
        )
