"""Alerts and bundles as the store holds them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from monitor.adapters import codec
from monitor.model.alert import Alert
from monitor.model.restraint import Bundle
from monitor.model.watchlist import Severity


def stored_alert(stored: Sequence[bytes]) -> Alert:
    """Return the alert of its stored body, watchlists, receivers and severity."""
    body, watchlists, receivers, severity = stored[:4]
    return replace(
        codec.decode(Alert, body),
        watchlists=names(watchlists),
        receivers=names(receivers),
        severity=Severity(int(severity)),
    )


def names(lines: bytes) -> tuple[str, ...]:
    """Return the names of a stored list, one a line."""
    return tuple(lines.decode().split("\n")) if lines else ()


def bundle_record(bundle: Bundle) -> bytes:
    """Return what is stored of the bundle itself: its members have a place of their own."""
    return codec.encode(replace(bundle, alerts=(), more=0))


def stored_bundle(record: bytes, size: int, members: Sequence[Any]) -> Bundle:
    """Return the bundle of its record, with the members that are given, of so many."""
    alerts = sorted((stored_alert(row) for row in members), key=lambda a: (a.at, a.id))
    known = codec.decode(Bundle, record)
    return replace(known, alerts=tuple(alerts), more=size - len(alerts))
