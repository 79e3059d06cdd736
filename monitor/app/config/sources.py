"""The sources of sources.yaml, with the defaults of monitor.yaml."""

from datetime import timedelta
from typing import TypeVar

from monitor.app.config.document import Document, Steps
from monitor.app.config.problems import Problem
from monitor.app.config.registry import twice
from monitor.app.config.shapes_monitor import DefaultsShape
from monitor.app.config.shapes_sources import HostPaceShape, SourceShape, SourcesShape
from monitor.model.source import Pace, Source, SourceId, SourceKind

T = TypeVar("T", bool, int, timedelta)


def sources(
    shape: SourcesShape, document: Document, defaults: DefaultsShape
) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Return the sources in their order, those not enabled too, and ids that stand twice."""
    seen: dict[str, Steps] = {}
    problems = []
    for number, source in enumerate(shape.sources):
        path = ("sources", number, "id")
        if source.id in seen:
            problems.append(twice(document, path, f'the id "{source.id}"', seen[source.id]))
        seen.setdefault(source.id, path)
    return tuple(_source(source, defaults) for source in shape.sources), tuple(problems)


def _source(shape: SourceShape, defaults: DefaultsShape) -> Source:
    kind, url = next(
        (kind, url)
        for kind, url in (
            (SourceKind.FEED, shape.feed),
            (SourceKind.SITEMAP, shape.sitemap),
            (SourceKind.LISTING, shape.listing),
        )
        if url is not None
    )
    pace = shape.per_host or HostPaceShape()
    return Source(
        id=SourceId(shape.id),
        kind=kind,
        url=url,
        outlet=shape.outlet,
        family=shape.family,
        language=shape.language,
        link=shape.link,
        every=_else(shape.every, defaults.every),
        timeout=_else(shape.timeout, defaults.timeout),
        pace=Pace(
            concurrency=_else(pace.concurrency, defaults.per_host.concurrency),
            delay=_else(pace.delay, defaults.per_host.delay),
        ),
        respect_robots=_else(shape.respect_robots, defaults.respect_robots),
        enabled=shape.enabled,
    )


def _else(given: T | None, default: T) -> T:
    return default if given is None else given
