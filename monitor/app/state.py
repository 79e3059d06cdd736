"""The store of a node: the embedded server or a Redis elsewhere, opened, checked, closed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio

from monitor.adapters.keys import Retention
from monitor.adapters.server import (
    Adopted,
    Died,
    Restarting,
    ServerEvent,
    ServerOptions,
    Started,
    Stopped,
    TookOver,
    Unstartable,
    embedded_server,
    is_served,
)
from monitor.adapters.store import Store, open_store
from monitor.app.config.settings import Configuration
from monitor.ports import Journal

EMBEDDED = "embedded"
FOLDER = "valkey"


def retention_of(configuration: Configuration) -> Retention:
    """Return how long the store remembers articles and developments."""
    kept = configuration.retention
    return Retention(articles=kept.articles, developments=kept.developments)


def has_server(configuration: Configuration) -> bool:
    """Return whether the store's server may be running: not where it is ours to start."""
    embedded = configuration.redis == EMBEDDED
    return not embedded or is_served(configuration.state_dir / FOLDER)


def has_store(configuration: Configuration) -> bool:
    """Return whether a store was made: a look makes none."""
    return configuration.redis != EMBEDDED or (configuration.state_dir / FOLDER).is_dir()


@asynccontextmanager
async def opened_store(configuration: Configuration, journal: Journal) -> AsyncIterator[Store]:
    """Give the configured store.

    Raises `DependencyUnavailable`, saying what to do, if it cannot be had or is unsafe to use.
    """
    if configuration.redis != EMBEDDED:
        async with _connected(configuration.redis, configuration) as store:
            yield store
        return
    options = ServerOptions(appendfsync=configuration.appendfsync)
    folder = configuration.state_dir / FOLDER

    def told(event: ServerEvent) -> None:
        _note(event, folder, journal)

    async with (
        embedded_server(folder, options, told) as server,
        _connected(server.url, configuration) as store,
    ):
        yield store


@asynccontextmanager
async def _connected(url: str, configuration: Configuration) -> AsyncIterator[Store]:
    store = await open_store(url, allow_volatile=configuration.allow_volatile)
    try:
        yield store
    finally:
        with anyio.CancelScope(shield=True):
            await store.close()


def _note(event: ServerEvent, folder: Path, journal: Journal) -> None:
    match event:
        case Started(pid=pid):
            journal.note("server.started", folder=str(folder), pid=pid)
        case Adopted():
            journal.note("server.adopted", folder=str(folder))
        case TookOver(pid=pid):
            journal.note("server.taken_over", folder=str(folder), pid=pid)
        case Died(returncode=code):
            journal.note("fault.server_died", folder=str(folder), returncode=code)
        case Restarting(in_seconds=seconds):
            journal.note("server.restarting", in_seconds=seconds)
        case Unstartable(reason=reason):
            journal.note("fault.server_unstartable", detail=reason)
        case Stopped(returncode=code):
            journal.note("server.stopped", returncode=code)
