"""The archive of a node: where it lies, and what it keeps."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from monitor.adapters.archive.keeping import FileArchive, opened_archive
from monitor.adapters.archive.looking import size_of
from monitor.adapters.archive.retention import Limits
from monitor.adapters.archive.rows import milliseconds
from monitor.adapters.archive.shape import FILE
from monitor.app.config.settings import Configuration
from monitor.ports import Journal

FOLDER = "archive"


def archive_file(configuration: Configuration) -> Path:
    """Return where the archive of this machine lies."""
    return configuration.state_dir / FOLDER / FILE


def archives(configuration: Configuration) -> bool:
    """Return whether anything is archived."""
    return bool(configuration.retention.archive)


def archive_bytes(configuration: Configuration) -> int:
    """Return how many bytes the archive of this machine takes; 0 where there is none."""
    return size_of(archive_file(configuration))


def archive_limits(configuration: Configuration, now: datetime) -> Limits:
    """Return what the archive keeps at this moment."""
    kept = configuration.retention
    return Limits(oldest=milliseconds(now - kept.archive), most=kept.archive_size)


@asynccontextmanager
async def archive_of(
    configuration: Configuration, journal: Journal
) -> AsyncIterator[FileArchive | None]:
    """Give the archive, or None where nothing is to be archived."""
    if not archives(configuration):
        yield None
        return
    async with opened_archive(archive_file(configuration), journal) as archive:
        yield archive
