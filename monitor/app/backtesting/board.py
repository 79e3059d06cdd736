"""The alerts of a replay, each once, packed: there may be very many."""

import zlib
from collections.abc import Iterator

from monitor.adapters import codec
from monitor.alert.uniting import united
from monitor.model.alert import Alert, AlertId

_QUICK = 1


class Board:
    """Alerts in the order of their first emission. A watchlist that asks for one later is named in
    it, as in the outbox.
    """

    def __init__(self) -> None:
        self._packed: dict[AlertId, bytes] = {}

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._packed)

    def __iter__(self) -> Iterator[Alert]:
        """Yield them."""
        return map(_unpacked, self._packed.values())

    def emit(self, alert: Alert, _: object = None) -> None:
        """Take an alert, or what it adds to the one of its id."""
        known = self._packed.get(alert.id)
        if known is not None:
            alert = united(_unpacked(known), alert)
        self._packed[alert.id] = zlib.compress(codec.pack(alert), _QUICK)


def _unpacked(packed: bytes) -> Alert:
    alert: Alert = codec.unpack(Alert, zlib.decompress(packed))
    return alert
