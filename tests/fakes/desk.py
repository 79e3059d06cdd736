"""A webhook receiver on loopback that keeps a ledger of what reaches it."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.newsroom import LOOPBACK, Quiet, served
from tests.fakes.payload import faults

Record = dict[str, Any]
SECRET = "whsec_Y2FuYXJ5LXdlYmhvb2stc2VjcmV0"


@dataclass
class Desk:
    """What came: `tried` counts how often each webhook-id was sent, `taken` how often it was kept.

    `status` says what is answered to a webhook-id; a status below 600 with `kept` is stored even
    if it is no success, as by a receiver whose answer gets lost. `faults`: where what was kept is
    not as the JSON Schema of the payload says.
    """

    port: int = 0
    status: Callable[[str], tuple[int, bool]] = lambda _: (204, True)
    tried: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    alerts: dict[str, Record] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    hangs: threading.Event = field(default_factory=threading.Event)
    release: threading.Event = field(default_factory=threading.Event)
    came: threading.Condition = field(default_factory=threading.Condition)

    @property
    def url(self) -> str:
        """Where the receiver takes webhooks; the address itself holds a secret."""
        return f"http://{LOOPBACK}:{self.port}/hook?token=canary-url-token"

    def take(self, name: str, body: bytes) -> int:
        """Note an attempt and return the status that is answered."""
        with self.came:
            self.tried[name] += 1
            status, kept = self.status(name)
            if kept:
                self.taken[name] += 1
                told = json.loads(body)
                self.faults += faults(told)
                self.alerts[name] = told["data"]
            self.came.notify_all()
        return status

    def until(self, so: Callable[["Desk"], bool], *, limit: float = 30) -> bool:
        """Wait until it is so, looking whenever something comes; return whether it is."""
        with self.came:
            return self.came.wait_for(lambda: so(self), limit)


@contextmanager
def desk() -> Iterator[Desk]:
    """Run a receiver while the block lasts; while `hangs` is set it answers nothing.

    Raises `AssertionError` at the end if something came that is not as the shipped schema says.
    """
    kept = Desk()

    class Answering(Quiet):
        def do_POST(self) -> None:  # noqa: N802 - the name is the library's
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = kept.take(self.headers["webhook-id"], body)
            if kept.hangs.is_set():
                kept.release.wait(60)
                self.close_connection = True
                return
            self.tell(status, "text/plain", b"")

    with served(Answering) as server:
        kept.port = server.server_port
        try:
            yield kept
        finally:
            kept.release.set()
    assert kept.faults == []
