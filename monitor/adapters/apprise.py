"""Alerts over other services, as the library apprise knows them: each address by itself.

The library is the extra `apprise`. It blocks, and its addresses hold secrets: it works in children
that can be killed, nothing of its log is passed on, and an address is named by a short hash.
"""

import logging
import re
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from typing import Any

from anyio import create_task_group, move_on_after

from monitor.alert.render.chat import chat_text, chat_title, severity_of
from monitor.alert.render.harmless import line
from monitor.errors import Unreadable
from monitor.model.alert import Accepted, Partly, Refused, Response
from monitor.model.restraint import Message
from monitor.model.watchlist import AppriseTarget, Receiver, Severity
from monitor.ports import Offload

MISSING = "the package apprise is missing: pip install 'monitor[apprise]'"
_NOT_YET = frozenset({408, 425, 429})
_LONGEST_DETAIL = 400
_STATUS = re.compile(r"\berror=([1-5][0-9]{2})\b")
_TYPES = {
    Severity.LOW: "info",
    Severity.NORMAL: "info",
    Severity.HIGH: "warning",
    Severity.CRITICAL: "failure",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is sent: one line, a text, and how urgent it is in the words of apprise."""

    title: str
    text: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one service said: whether it took the note, else why not, and whether that lasts."""

    taken: bool
    why: str = ""
    lasting: bool = False


def installed() -> bool:
    """Return whether the extra is there."""
    return find_spec("apprise") is not None


def address_name(url: str) -> str:
    """Return what an address is called wherever it is named: it holds secrets."""
    return sha256(url.encode(errors="replace")).hexdigest()[:8]


class Apprise:
    """Implements the `Channel` port for addresses of apprise, each with a state of its own.

    `offload` does the sending; its children are killed at the receiver's `send_limit`. The library
    dials by itself: neither the address guard nor `network.proxy` is for it.
    """

    def __init__(self, offload: Offload) -> None:
        self._offload = offload

    async def send(
        self, message: Message, receiver: Receiver, *, reached: Collection[str] = ()
    ) -> Response:
        """Send once to each address whose name is not among those `reached`, all at the same time;
        faults are answers too.
        """
        target = receiver.target
        if not isinstance(target, AppriseTarget):
            return Refused(detail="this receiver has no addresses for apprise", lasting=True)
        if not installed():
            return Refused(detail=MISSING, lasting=True)
        urls = {address_name(url): url for url in target.urls}
        answers = {name: Answer(taken=True) for name in urls if name in reached}
        note = Note(
            title=chat_title(message), text=chat_text(message), type=_TYPES[severity_of(message)]
        )

        async def ask(name: str) -> None:
            answers[name] = await self._asked(urls[name], note, receiver)

        async with create_task_group() as tasks:
            for name in urls:
                if name not in answers:
                    tasks.start_soon(ask, name)
        return _response({name: answers[name] for name in urls})

    async def _asked(self, url: str, note: Note, receiver: Receiver) -> Answer:
        limit = receiver.send_limit.total_seconds()
        answer = Answer(taken=False, why=f"no answer within {limit:g} s")
        with move_on_after(limit):
            try:
                answer = await self._offload.of(receiver.name).run(handed_over, url, note)
            except Unreadable as error:
                answer = Answer(taken=False, why=f"the service {error}")
        return answer


def knows(url: str) -> bool:
    """Return whether the library can read the address; it is loaded for that, nothing is sent."""
    return _service(url) is not None


def handed_over(url: str, note: Note) -> Answer:
    """Send the note to one address, here and now, and return what came of it; never raises."""
    try:
        return _sent(url, note)
    except Exception as error:  # noqa: BLE001 - more than a hundred services, each with its own
        return Answer(taken=False, why=f"not sent: {type(error).__name__}")


def _sent(url: str, note: Note) -> Answer:
    service = _service(url)
    if service is None:
        return Answer(taken=False, why="apprise does not know this address", lasting=True)
    sender = _library().Apprise(asset=service.asset)
    sender.add(service)
    result = sender.notify(
        title=note.title, body=note.text, notify_type=note.type, body_format="text"
    )
    return Answer(taken=True) if result else _refused(" ".join(e.message for e in result.logs()))


def _service(url: str) -> Any:
    """Return what sends to the address; None if the library cannot read it."""
    library = _library()
    asset = library.AppriseAsset(
        app_id="monitor", app_desc="monitor", app_url="", async_mode=False, http_redirects=False
    )
    return library.Apprise.instantiate(url, asset=asset, suppress_exceptions=True)


def _library() -> Any:
    """Return the library, its log turned off: that names addresses."""
    logging.getLogger("apprise").propagate = False
    import apprise

    return apprise


def _refused(log: str) -> Answer:
    """Return what the log of an attempt says: of all its words only the status is safe."""
    found = _STATUS.search(log)
    if found is None:
        return Answer(taken=False, why="the service did not take it")
    status = int(found[1])
    lasting = status < 500 and status not in _NOT_YET
    return Answer(taken=False, why=f"HTTP {status}", lasting=lasting)


def _response(answers: dict[str, Answer]) -> Response:
    """Return what the answers of all addresses mean together, in the order of the addresses."""
    taken = tuple(name for name, answer in answers.items() if answer.taken)
    if len(taken) == len(answers):
        return Accepted(detail=f"accepted by {len(taken)}")
    refused = [
        f"address {number} ({name}): {answer.why}"
        for number, (name, answer) in enumerate(answers.items(), 1)
        if not answer.taken
    ]
    detail = line(f"accepted by {len(taken)}; {'; '.join(refused)}", _LONGEST_DETAIL)
    lasting = all(answer.lasting for answer in answers.values() if not answer.taken)
    rest = Refused(detail=detail, lasting=lasting)
    return Partly(reached=taken, rest=rest) if taken else rest
