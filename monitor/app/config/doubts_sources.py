"""Warnings about sources: a place that is asked twice."""

from collections.abc import Iterator

from monitor.app.config.document import Document
from monitor.app.config.problems import Problem
from monitor.dedupe.url import canonical
from monitor.model.source import Source, SourceKind

_ON_THE_WEB = frozenset(SourceKind) - {SourceKind.ARCHIVE, SourceKind.MAILBOX}


def of_sources(sources: tuple[Source, ...], document: Document) -> Iterator[Problem]:
    """Give the enabled sources that are the place of one before, whatever way it is written."""
    seen: dict[tuple[object, ...], int] = {}
    for number, source in enumerate(sources):
        if not source.enabled or source.kind not in _ON_THE_WEB:
            continue
        place = canonical(source.url)
        asked = (place, source.kind, source.link, source.select, source.fields)
        if asked in seen:
            first = sources[seen[asked]]
            line, column = document.where(("sources", seen[asked], str(first.kind)))
            yield document.warning(
                ("sources", number, str(source.kind)),
                f'the source "{source.id}" is the place of "{first.id}" at {line}:{column}',
                hint="keep one of the two",
                consequence="its site is asked twice as often as either says",
            )
        seen.setdefault(asked, number)
