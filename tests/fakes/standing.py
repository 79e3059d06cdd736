"""A store in which deliveries stand as a test wants them, and a mail server beside it."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import anyio
from anyio.from_thread import start_blocking_portal

from monitor.adapters.clock import SystemClock
from monitor.adapters.store import open_store
from tests.contracts.delivering import Desk, stored_desk
from tests.fakes.mail_server import MailServer, mail_server

T = TypeVar("T")


def standing(redis_url: str, act: Callable[[Desk], Awaitable[T]]) -> T:
    """Do something at the desk of a store, in a loop of its own, and return what came of it."""

    async def run() -> T:
        store = await open_store(redis_url)
        try:
            return await act(stored_desk(store, SystemClock()))
        finally:
            await store.close()

    return anyio.run(run)


@contextmanager
def mails() -> Iterator[MailServer]:
    """Run a mail server in a thread of its own, for tests whose commands have their own loop."""
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(mail_server()) as up:
        yield up


def with_receivers(config: Path, *entries: str) -> Path:
    """Add receivers to the configuration, each the lines of its entry below `- name: …`."""
    path = config / "monitor.yaml"
    text = path.read_text().replace("receivers:\n  []", "receivers:")
    path.write_text(text.rstrip() + "\n" + "".join(f"  - {entry}\n" for entry in entries))
    return config
