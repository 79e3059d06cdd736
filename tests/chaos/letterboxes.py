"""Receivers in a process of their own, as unreliable as they are asked to be, with a ledger.

`python -m tests.chaos.letterboxes FOLDER SEED` prints the ports of its HTTP and SMTP server, and
serves until its standard input ends. Files in FOLDER are its switches: while `faulty` is there,
three of ten sends fail, one of these after it has arrived; `/slow` answers nothing until `healed`
is there.
"""

import asyncio
import json
import os
import random  # noqa: TID251 - chance is the point of it; the seed is given
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from aiosmtpd.smtp import SMTP, Envelope, Session

UNTAKEN, ANSWER_LOST = 0.2, 0.1
DESK, MAIL, SLOW = "desk", "mail", "slow"
LEDGER = "ledger"


class Entry(NamedTuple):
    """One send that reached a receiver, at a moment (s of the epoch); `content`: a hash of what it
    told; not `taken`: it was refused, or never answered.
    """

    at: float
    receiver: str
    name: str
    taken: bool
    content: str


@dataclass
class Letterboxes:
    """All receivers; each fails in ways of its own."""

    folder: Path
    dice: random.Random
    ledger: int = field(init=False)

    def __post_init__(self) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self.ledger = os.open(self.folder / LEDGER, flags, 0o600)

    def drawn(self) -> tuple[bool, bool]:
        """Return whether a send is taken, and whether that is said."""
        drawn = self.dice.random() if (self.folder / "faulty").exists() else 1.0
        if drawn < UNTAKEN:
            return False, False
        return True, drawn >= UNTAKEN + ANSWER_LOST

    def note(self, receiver: str, name: str, content: bytes, *, taken: bool) -> None:
        """Add a line to the ledger."""
        digest = sha256(content).hexdigest()[:16]
        now = time.time()  # noqa: TID251 - delays are real time
        line = f"{now} {receiver} {name} {int(taken)} {digest}\n"
        os.write(self.ledger, line.encode())


class Web(asyncio.Protocol):
    """One connection of HTTP/1.1: `POST` of webhooks, each with a `Content-Length`."""

    def __init__(self, boxes: Letterboxes) -> None:
        self.boxes, self.unread = boxes, b""

    def connection_made(self, transport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.unread += data
        while b"\r\n\r\n" in self.unread:
            head, _, rest = self.unread.partition(b"\r\n\r\n")
            first, *lines = head.decode().split("\r\n")
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
            size = int(headers["content-length"])
            if len(rest) < size:
                return
            self.unread = rest[size:]
            self.answer(first.split()[1].strip("/"), headers["webhook-id"], rest[:size])

    def answer(self, receiver: str, name: str, body: bytes) -> None:
        told = json.dumps(json.loads(body)["data"], sort_keys=True).encode()
        if receiver == SLOW and not (self.boxes.folder / "healed").exists():
            self.boxes.note(receiver, name, told, taken=False)
            return
        taken, said = self.boxes.drawn()
        self.boxes.note(receiver, name, told, taken=taken)
        if said:
            self.transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        elif self.boxes.dice.random() < 0.5:
            self.transport.write(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
        else:
            self.transport.close()


class Post:
    """What the SMTP server does with mails."""

    def __init__(self, boxes: Letterboxes) -> None:
        self.boxes = boxes

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        name = mail["Message-ID"].strip("<>").partition("@")[0]
        told = mail.get_body(("plain",)).get_content().encode()
        taken, said = self.boxes.drawn()
        self.boxes.note(MAIL, name, told, taken=taken)
        if said:
            return "250 taken"
        if self.boxes.dice.random() < 0.5:
            server.transport.close()
        return "451 not now"


async def serve(boxes: Letterboxes) -> None:
    loop = asyncio.get_running_loop()
    web = await loop.create_server(lambda: Web(boxes), "127.0.0.1", 0, backlog=1024)
    post = await loop.create_server(
        lambda: SMTP(Post(boxes), hostname="post.example"), "127.0.0.1", 0
    )
    ports = [server.sockets[0].getsockname()[1] for server in (web, post)]
    sys.stdout.write("{} {}\n".format(*ports))
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


def ledger(folder: Path) -> list[Entry]:
    """Return what has reached the receivers so far."""
    lines = (folder / LEDGER).read_text().splitlines()
    rows = (line.split(" ") for line in lines)
    return [
        Entry(float(at), receiver, name, taken == "1", content)
        for at, receiver, name, taken, content in rows
    ]


def copies(entries: Iterable[Entry]) -> Counter[str]:
    """Return how often each id was taken."""
    return Counter(entry.name for entry in entries if entry.taken)


if __name__ == "__main__":
    asyncio.run(serve(Letterboxes(Path(sys.argv[1]), random.Random(int(sys.argv[2])))))
