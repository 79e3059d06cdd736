"""Mailboxes of newsletters over IMAP: read on from a position, and nothing is marked as read."""

import imaplib
import re
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from ipaddress import ip_address

import anyio
from anyio import CapacityLimiter

from monitor.adapters.imap import (
    Account,
    Dialling,
    FolderMissing,
    Line,
    Patience,
    TooMuch,
    account,
    folder_name,
)
from monitor.adapters.imap_login import Key, LoginRefused, key_of
from monitor.adapters.net import AddressRefused, Guard, NameUnknown
from monitor.discover.mail import mail
from monitor.errors import Unreadable
from monitor.extract.clean import clean_line
from monitor.fetch.charset import charset
from monitor.model.dates import stamp
from monitor.model.page import Reason, Unavailable
from monitor.model.source import Candidate, Listed, PollState, Source
from monitor.ports import Journal, Offload

MOST_MAILS = 50
"""So many mails are taken in one look, the first included: that is the baseline."""
MAIL_BYTES = 1_500_000
"""Of a longer mail only the beginning is read."""
MOST_ADDRESSES = 4
SESSIONS = 4
FAILURES_BORNE = 3
"""A mail at which so many sessions in a row broke off is passed over."""
_LONGEST_DETAIL = 160
_POSITION = re.compile(r"([0-9]{1,10}):([0-9]{1,10})")
_NUMBER = re.compile(rb"[0-9]{1,10}")
_UID = re.compile(rb"\bUID ([0-9]{1,10})\b")
_SIZE = re.compile(rb"\bRFC822\.SIZE ([0-9]{1,15})\b")
_DATE = re.compile(rb'\bINTERNALDATE "([^"]{1,40})"')
_BODY = re.compile(rb"\bBODY\[\]")
_PROTOCOL = (imaplib.IMAP4.error, ValueError, LookupError, AttributeError, TypeError)


_REASONS: tuple[tuple[type[Exception], Reason], ...] = (
    (AddressRefused, Reason.ADDRESS_REFUSED),
    (NameUnknown, Reason.NAME_UNKNOWN),
    (LoginRefused, Reason.FORBIDDEN),
    (FolderMissing, Reason.NOT_FOUND),
    (TooMuch, Reason.TOO_LARGE),
    (ssl.SSLError, Reason.TLS),
    (TimeoutError, Reason.TIMEOUT),
    (OSError, Reason.UNREACHABLE),
    *((kind, Reason.PROTOCOL) for kind in _PROTOCOL),
)
_FAULTS = tuple(kind for kind, _ in _REASONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much one look takes: bytes of mails, and seconds in which they are read."""

    bytes: int = 20_000_000
    seconds: float = 30.0


AT_ONCE = Bounds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A mail of which only the size (bytes) and the time of its arrival are known."""

    uid: int
    size: int
    received: datetime | None


@dataclass(slots=True, kw_only=True)
class Looked:
    """What a look gave so far: mails, those passed over with the reason, and how far it went."""

    validity: int = 0
    last: int = 0
    mails: list[tuple[Row, bytes]] = field(default_factory=list)
    passed: list[tuple[int, str]] = field(default_factory=list)

    @property
    def position(self) -> str:
        """How far it was read, as it is remembered."""
        return f"{self.validity}:{self.last}"

    def take(self, row: Row, content: bytes | None) -> None:
        """Note the mail, or that the server did not hand it over."""
        self.last = row.uid
        if content is None:
            self.passed.append((row.uid, "the mail server does not hand it over"))
        else:
            self.mails.append((row, content))

    def pass_over(self, row: Row, error: Exception) -> None:
        """Note that the session broke off at this mail, which is not asked for again."""
        self.last = row.uid
        self.passed.append((row.uid, f"the session broke off: {error}"[:_LONGEST_DETAIL]))


class Mailboxes:
    """The port `Collection` for mailboxes; sessions run in threads, mails are read in children."""

    def __init__(
        self,
        *,
        guard: Guard,
        tls: ssl.SSLContext,
        offload: Offload,
        journal: Journal,
        bounds: Bounds = AT_ONCE,
    ) -> None:
        """`guard` says which addresses are dialled; certificates are checked against `tls`."""
        self._guard = guard
        self._tls = tls
        self._offload = offload
        self._journal = journal
        self._bounds = bounds
        self._free = CapacityLimiter(SESSIONS)

    async def take(self, source: Source, state: PollState) -> Listed | Unavailable:
        """Return the mails that came after the position, oldest first; at first the latest ones."""
        key = None
        try:
            to = account(source.url)
            key = await anyio.to_thread.run_sync(key_of, source, to.user)
            looked = await self._looked(source, state, to, key)
        except _FAULTS as error:
            why = next(reason for kind, reason in _REASONS if isinstance(error, kind))
            return _unavailable(source, why, error, key)
        for uid, why_not in looked.passed:
            self._journal.note("mail.passed_over", source=source.id, uid=uid, reason=why_not)
        return await self._listed(source, looked)

    async def _listed(self, source: Source, looked: Looked) -> Listed:
        """Return what the mails hold; those for which there is no time are left for later."""
        end = anyio.current_time() + self._bounds.seconds
        candidates: list[Candidate] = []
        for number, (row, content) in enumerate(looked.mails):
            if number and anyio.current_time() > end:
                looked.last = looked.mails[number - 1][0].uid
                break
            candidates += await self._read(source, row, content)
        return Listed(candidates=tuple(candidates), position=looked.position)

    async def _looked(self, source: Source, state: PollState, to: Account, key: Key) -> Looked:
        patience = Patience(source.timeout.total_seconds())
        with anyio.fail_after(source.timeout.total_seconds()):
            addresses = await self._guard.addresses(to.host, to.port)
        dialling = Dialling(
            addresses=addresses[:MOST_ADDRESSES],
            tls=self._tls,
            plain_allowed=all(map(self._is_own, addresses)),
        )

        look = partial(_look, folder=to.folder, state=state, most=self._bounds.bytes)

        def session() -> Looked:
            return _session(to, key, dialling, patience, look)

        try:
            return await anyio.to_thread.run_sync(
                session, abandon_on_cancel=True, limiter=self._free
            )
        finally:
            patience.give_up()

    def _is_own(self, address: str) -> bool:
        return any(ip_address(address) in network for network in self._guard.allow)

    async def _read(self, source: Source, row: Row, content: bytes) -> tuple[Candidate, ...]:
        try:
            return await self._offload.run(
                mail, content, received=row.received, charset_of=charset, link=source.link
            )
        except Unreadable as error:
            self._journal.note("mail.passed_over", source=source.id, uid=row.uid, reason=str(error))
            return ()


def _session(
    to: Account,
    key: Key,
    dialling: Dialling,
    patience: Patience,
    look: Callable[[Line], Looked],
) -> Looked:
    """Look once, from the first word to the goodbye."""
    line = Line(to, dialling, patience)
    try:
        line.enter(key)
        return look(line)
    finally:
        line.leave()


def _look(line: Line, folder: str, state: PollState, most: int) -> Looked:
    looked = Looked()
    rows = _rows(line, folder, state.position, looked)
    asked = 0
    for row in rows:
        asked += min(row.size, MAIL_BYTES)
        if asked > most:
            break
        try:
            looked.take(row, _content(line, row))
        except _FAULTS as error:
            overfull = isinstance(error, TooMuch)
            if overfull or (not looked.mails and state.failures >= FAILURES_BORNE):
                looked.pass_over(row, error)
            elif not looked.mails:
                raise
            break
    return looked


def _rows(line: Line, folder: str, position: str | None, looked: Looked) -> list[Row]:
    """Return the mails to be asked for, oldest first; set from where they are counted."""
    answer, exists = line.select(folder_name(folder), readonly=True)
    if answer != "OK":
        raise FolderMissing(f"the mail server does not open the folder {folder}")
    looked.validity = _number(line.response("UIDVALIDITY")[1])
    known = _POSITION.fullmatch(position or "")
    if known is not None and int(known[1]) == looked.validity:
        looked.last = int(known[2])
        return _later(line, looked.last)
    looked.last = max(0, _number(line.response("UIDNEXT")[1]) - 1)
    count = _number(exists)
    if count == 0:
        return []
    first = max(1, count - MOST_MAILS + 1)
    return _described(line.fetch(f"{first}:*", "(UID RFC822.SIZE INTERNALDATE)")[1])


def _later(line: Line, last: int) -> list[Row]:
    answer, found = line.uid("SEARCH", f"UID {last + 1}:*")
    if answer != "OK":
        raise line.error("the mail server does not search")
    words = b" ".join(part for part in found if isinstance(part, bytes)).split()
    uids = sorted({int(word) for word in words if _NUMBER.fullmatch(word) and int(word) > last})
    if not uids:
        return []
    wanted = ",".join(map(str, uids[:MOST_MAILS]))
    rows = _described(line.uid("FETCH", wanted, "(UID RFC822.SIZE INTERNALDATE)")[1])
    return [row for row in rows if row.uid > last]


def _described(answer: Iterable[object]) -> list[Row]:
    rows: dict[int, Row] = {}
    for said in _heads(answer):
        uid, size, date = _UID.search(said), _SIZE.search(said), _DATE.search(said)
        if uid is not None and size is not None:
            received = stamp(date[1].decode("ascii", "replace").strip()) if date else None
            rows[int(uid[1])] = Row(
                uid=int(uid[1]), size=int(size[1]), received=received.at if received else None
            )
    return [rows[uid] for uid in sorted(rows)][-MOST_MAILS:]


def _heads(answer: Iterable[object]) -> Iterator[bytes]:
    for part in answer:
        said = part[0] if isinstance(part, tuple) else part
        if isinstance(said, bytes):
            yield said


def _content(line: Line, row: Row) -> bytes | None:
    """Return the beginning of the mail; None if the server does not hand it over."""
    _, parts = line.uid("FETCH", str(row.uid), f"(BODY.PEEK[]<0.{MAIL_BYTES}>)")
    for part in parts:
        if isinstance(part, tuple) and _BODY.search(part[0]):
            return bytes(part[1][:MAIL_BYTES])
    return None


def _number(said: Sequence[object]) -> int:
    last = said[-1] if said else None
    return int(last) if isinstance(last, bytes) and _NUMBER.fullmatch(last) else 0


def _unavailable(source: Source, why: Reason, error: Exception, key: Key | None) -> Unavailable:
    detail = str(error) or "the mail server did not answer in time"
    bare = key.hidden(detail) if key is not None else detail
    return Unavailable(url=source.url, reason=why, detail=clean_line(bare, _LONGEST_DETAIL))
