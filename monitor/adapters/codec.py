"""What is stored, as bytes: JSON that a person can read, and packed forms where there are millions.

Fields that an older program does not know are passed over; a field that is missing takes its
default. A change that this does not cover raises `store.SHAPE`.
"""

import zlib
from array import array
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

import msgspec

from monitor.errors import DependencyUnavailable
from monitor.model.article import (
    Article,
    ArticleId,
    Copy,
    Fingerprint,
    Likeness,
    Original,
    Remembered,
    Revision,
)
from monitor.model.moment import Stamp
from monitor.model.page import Reason
from monitor.model.source import SourceId
from monitor.model.verdict import Decision, Neighbour, Sifted, Trace
from monitor.model.visit import Coming, Fetched, Outcome, Visit

T = TypeVar("T")


def encode(value: object) -> bytes:
    """Return a value of the model as JSON."""
    return msgspec.json.encode(value)


def decode(kind: Callable[..., T], stored: bytes) -> T:
    """Return the value; raises `DependencyUnavailable` if the store holds something else."""
    try:
        value: T = _json(kind).decode(stored)
    except msgspec.MsgspecError as error:
        raise _unreadable(kind.__name__, error) from error
    return value


def pack(value: object) -> bytes:
    """Return a value of the model in few bytes, for files that only the same program reads."""
    return msgspec.msgpack.encode(value)


def unpack(kind: Any, packed: bytes) -> Any:
    """Return the packed value of that kind; raises `DependencyUnavailable` as `decode` does."""
    try:
        return _msgpack(kind).decode(packed)
    except msgspec.MsgspecError as error:
        raise _unreadable(getattr(kind, "__name__", "value"), error) from error


def plain(value: object) -> bytes:
    """Return a value of the model as JSON that is the same in each process: for digests."""
    return msgspec.json.encode(value, order="deterministic")


@cache
def _msgpack(kind: Any) -> Any:
    return msgspec.msgpack.Decoder(kind)


@cache
def _json(kind: Any) -> Any:
    return msgspec.json.Decoder(kind)


def _unreadable(what: str, error: Exception) -> DependencyUnavailable:
    return DependencyUnavailable(f"the store holds a {what} that cannot be read: {error}")


class _StoredTrace(msgspec.Struct, frozen=True):
    """A trace with its likeness under the name of its kind."""

    article: Article
    decisions: tuple[Decision, ...]
    at: datetime
    original: Original | None = None
    copy: Copy | None = None
    revision: Revision | None = None
    coming: Coming | None = None
    neighbour: Neighbour | None = None
    sifted: Sifted | None = None


def encode_trace(trace: Trace) -> bytes:
    """Return a trace as compressed JSON: it carries the whole text of the article."""
    likeness = trace.likeness
    stored = _StoredTrace(
        article=trace.article,
        decisions=trace.decisions,
        at=trace.at,
        original=likeness if isinstance(likeness, Original) else None,
        copy=likeness if isinstance(likeness, Copy) else None,
        revision=likeness if isinstance(likeness, Revision) else None,
        coming=trace.coming,
        neighbour=trace.neighbour,
        sifted=trace.sifted,
    )
    return zlib.compress(msgspec.json.encode(stored))


def decode_trace(stored: bytes) -> Trace:
    """Return the trace; raises as `decode` does."""
    try:
        read = decode(_StoredTrace, zlib.decompress(stored))
    except zlib.error as error:
        raise _unreadable("trace", error) from error
    likeness: Likeness = read.original or read.copy or read.revision or Original()
    return Trace(
        article=read.article,
        likeness=likeness,
        decisions=read.decisions,
        at=read.at,
        coming=read.coming,
        neighbour=read.neighbour,
        sifted=read.sifted,
    )


class _Record(msgspec.Struct, frozen=True, array_like=True):
    """A remembered article, its signature as little-endian 64-bit words or fewer bytes each."""

    article: ArticleId
    url: str | None
    outlet: str | None
    origin: str
    published: Stamp | None
    content: str
    bands: tuple[str, ...]
    width: str
    signature: bytes
    sentences: tuple[str, ...]
    runs: int = 0


def encode_remembered(remembered: Remembered) -> bytes:
    """Return a remembered article, packed: there are a million of them."""
    seen = remembered.fingerprint
    width = "I" if max(seen.signature, default=0) < 2**32 else "Q"
    record = _Record(
        article=remembered.article,
        url=remembered.url,
        outlet=remembered.outlet,
        origin=remembered.origin,
        published=remembered.published,
        content=seen.content,
        bands=seen.bands,
        width=width,
        signature=array(width, seen.signature).tobytes(),
        sentences=seen.sentences,
        runs=seen.runs,
    )
    return msgspec.msgpack.encode(record)


@cache
def _records() -> Any:
    return msgspec.msgpack.Decoder(_Record)


def decode_remembered(stored: bytes) -> Remembered:
    """Return the remembered article; raises as `decode` does."""
    try:
        record: _Record = _records().decode(stored)
        signature = tuple(array(record.width, record.signature))
    except (msgspec.MsgspecError, ValueError) as error:
        raise _unreadable("record of an article", error) from error
    fingerprint = Fingerprint(
        content=record.content,
        bands=record.bands,
        signature=signature,
        sentences=record.sentences,
        runs=record.runs,
    )
    return Remembered(
        article=record.article,
        url=record.url,
        outlet=record.outlet,
        origin=record.origin,
        published=record.published,
        fingerprint=fingerprint,
    )


class _Visit(msgspec.Struct, frozen=True, array_like=True):
    """A visit as it is packed: its URL is the field that it lies under."""

    source: SourceId
    found_at: datetime
    at: datetime
    outcome: Outcome
    detail: str
    reason: Reason | None
    tries: int
    next_look: datetime | None
    article: ArticleId | None
    fetched: Fetched | None = None


def encode_visit(visit: Visit) -> bytes:
    """Return a visit without its URL, packed: there may be one of every page that is listed."""
    record = _Visit(
        source=visit.source,
        found_at=visit.found_at,
        at=visit.at,
        outcome=visit.outcome,
        detail=visit.detail,
        reason=visit.reason,
        tries=visit.tries,
        next_look=visit.next_look,
        article=visit.article,
        fetched=visit.fetched,
    )
    return msgspec.msgpack.encode(record)


@cache
def _visits() -> Any:
    return msgspec.msgpack.Decoder(_Visit)


def decode_visit(url: str, stored: bytes) -> Visit:
    """Return the visit to the URL; raises as `decode` does."""
    try:
        read: _Visit = _visits().decode(stored)
    except msgspec.MsgspecError as error:
        raise _unreadable("visit", error) from error
    return Visit(
        url=url,
        source=read.source,
        found_at=read.found_at,
        at=read.at,
        outcome=read.outcome,
        detail=read.detail,
        reason=read.reason,
        tries=read.tries,
        next_look=read.next_look,
        article=read.article,
        fetched=read.fetched,
    )
