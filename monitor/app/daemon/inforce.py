"""What a node works by: one configuration and all that is made of it, looked up at the start of
each piece of work, and replaced as a whole.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from monitor.adapters.beacon import Beacon
from monitor.adapters.net import Client
from monitor.app.config.settings import Configuration
from monitor.app.rules import Toolbox
from monitor.model.inforce import ConfigState
from monitor.model.source import Source, SourceId
from monitor.model.watchlist import Receiver
from monitor.pipeline.bundling import Bundling
from monitor.pipeline.delivering import Delivering
from monitor.pipeline.judging import Judging
from monitor.pipeline.polling import Polling
from monitor.pipeline.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """A configuration, what is told of it, and what is made of it. `client` dials for it."""

    configuration: Configuration
    state: ConfigState
    sources: Mapping[SourceId, Source]
    receivers: Mapping[str, Receiver]
    polling: Polling
    reading: Reading
    judging: Judging
    delivering: Delivering
    bundling: Bundling
    client: Client
    toolbox: Toolbox
    beacon: Beacon | None = None


class Current:
    """Holds what is in force. Work that began under what is in force no more ends under it; its
    client is kept as long.
    """

    def __init__(self, first: InForce) -> None:
        self._now = first
        self._in_hand: Counter[Client] = Counter()
        self._left: list[Client] = []

    @property
    def now(self) -> InForce:
        """Return what is in force."""
        return self._now

    def swap(self, other: InForce) -> InForce:
        """Put the other in force, in one step, and return what was."""
        before, self._now = self._now, other
        self._let_go(before.client)
        return before

    def tell(self, state: ConfigState) -> None:
        """Tell otherwise of what is in force: an attempt to change it failed."""
        self._now = replace(self._now, state=state)

    @contextmanager
    def held(self, held: InForce | None = None) -> Iterator[InForce]:
        """Give what is in force, or was `held` already, for the length of one piece of work."""
        mine = self._now if held is None else held
        self._in_hand[mine.client] += 1
        try:
            yield mine
        finally:
            self._in_hand[mine.client] -= 1
            if not self._in_hand[mine.client]:
                del self._in_hand[mine.client]
            self._let_go(mine.client)

    async def close_left(self) -> None:
        """Close the clients that no work uses any more."""
        while self._left:
            await self._left.pop().aclose()

    async def close(self) -> None:
        """Close all clients, those of work that did not end too."""
        for client in {*self._left, *self._in_hand, self._now.client}:
            await client.aclose()

    def _let_go(self, client: Client) -> None:
        in_use = client is self._now.client or client in self._in_hand
        if not in_use and client not in self._left:
            self._left.append(client)
