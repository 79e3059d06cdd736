"""IMAP with bounds: one deadline for all of a session, and a limit to all that a server says.

It is the standard library's client, whose ways to dial, read and send are meant to be replaced:
asynchronous clients keep whatever a server sends, of any length.
"""

import imaplib
import socket
import ssl
import threading
import time
from base64 import b64encode
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import unquote, urlsplit

from monitor.adapters.imap_login import Key, LoginRefused, Presenting
from monitor.errors import MonitorError

LONGEST_LINE = 1_000_000
MOST_LINES = 20_000
LONGEST_LITERAL = 4_000_000
MOST_BYTES = 25_000_000
"""A server that sends more than these in a session is not listened to."""
LONGEST_GOODBYE = 2.0
_SLICE = 0.5
"""Seconds after which a wait looks whether it was given up."""
_PIECE = 65_536
_PORTS = {"imaps": 993, "imap": 143}


class TooMuch(MonitorError):  # noqa: N818 - named after what happened
    """The server said more than is listened to."""


class FolderMissing(MonitorError):  # noqa: N818 - named after what happened
    """The server has no such folder, or does not open it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A folder of a user's mails at a server."""

    host: str
    port: int
    user: str
    folder: str
    direct_tls: bool


def account(url: str) -> Account:
    """Return the account of `imaps://user@host[:port][/folder]` or `imap://…`; raises
    `ValueError`.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or not parts.username:
        raise ValueError("not imaps:// or imap://, a user and a host")
    return Account(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        user=unquote(parts.username),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        direct_tls=parts.scheme == "imaps",
    )


class Patience:
    """How long a session may take: until its deadline, or until it is given up."""

    def __init__(self, seconds: float) -> None:
        self._deadline = time.monotonic() + seconds
        self._given_up = threading.Event()

    @property
    def left(self) -> float:
        """Seconds that are left; raises `TimeoutError` when none are."""
        left = self._deadline - time.monotonic()
        if left <= 0 or self._given_up.is_set():
            raise TimeoutError("the mail server did not answer in time")
        return left

    def give_up(self) -> None:
        """Let the session end soon; called from another thread."""
        self._given_up.set()

    def shorten(self, seconds: float) -> None:
        """Leave no more than so many seconds."""
        self._deadline = min(self._deadline, time.monotonic() + seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialling:
    """How a server is reached: at addresses that were checked; `plain_allowed`: without TLS too."""

    addresses: tuple[str, ...]
    tls: ssl.SSLContext
    plain_allowed: bool


class Line(imaplib.IMAP4):
    """A connection to the account's server; whatever the server does, it ends within its bounds."""

    def __init__(self, to: Account, dialling: Dialling, patience: Patience) -> None:
        """Raises as its methods do: `OSError`, `TooMuch`, `LoginRefused`, `imaplib.IMAP4.error`."""
        self._to = to
        self._dialling = dialling
        self._patience = patience
        self._buffer = bytearray()
        self._lines = 0
        self._bytes = 0
        super().__init__(to.host, to.port)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:  # noqa: ARG002 - the signature is imaplib's
        """Dial the first address that answers, and speak TLS there if the account says so."""
        self.host, self.port = host, port
        plain = self._dialled()
        self.sock = self._wrapped(plain) if self._to.direct_tls else plain

    def _dialled(self) -> socket.socket:
        fault: OSError | None = None
        for number, address in enumerate(self._dialling.addresses):
            share = self._patience.left / (len(self._dialling.addresses) - number)
            try:
                return socket.create_connection((address, self.port), share)
            except OSError as error:
                fault = error
        raise fault or OSError("there is no address to dial")

    def _wrapped(self, plain: socket.socket) -> ssl.SSLSocket:
        try:
            plain.settimeout(self._patience.left)
            return self._dialling.tls.wrap_socket(plain, server_hostname=self._to.host)
        except BaseException:
            plain.close()
            raise

    def readline(self) -> bytes:
        """Return one line; raises `TooMuch` where it, or the number of lines, has no end."""
        self._lines += 1
        if self._lines > MOST_LINES:
            raise TooMuch(f"the mail server said more than {MOST_LINES} lines")
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched > LONGEST_LINE:
                raise TooMuch(f"a line of the mail server has over {LONGEST_LINE} bytes")
            if not self._received():
                return b""
        return self._cut_off(end + 1)

    def read(self, size: int) -> bytes:
        """Return so many bytes; raises `TooMuch` if they are too many."""
        if size > LONGEST_LITERAL:
            raise TooMuch(f"the mail server announces {size} bytes at once")
        while len(self._buffer) < size:
            if not self._received():
                raise self.abort("the mail server hung up")
        return self._cut_off(size)

    def _received(self) -> bool:
        """Wait for more bytes; return whether there are any."""
        while True:
            self.sock.settimeout(min(self._patience.left, _SLICE))
            try:
                piece = self.sock.recv(_PIECE)
            except TimeoutError:
                continue
            self._bytes += len(piece)
            if self._bytes > MOST_BYTES:
                raise TooMuch(f"the mail server said more than {MOST_BYTES} bytes")
            self._buffer += piece
            return bool(piece)

    def _cut_off(self, length: int) -> bytes:
        piece = bytes(self._buffer[:length])
        del self._buffer[:length]
        return piece

    def send(self, data: bytes) -> None:  # type: ignore[override] # no other kind of buffer is sent
        """Send all of it."""
        self.sock.settimeout(self._patience.left)
        self.sock.sendall(data)

    def shutdown(self) -> None:
        """Hang up."""
        self.sock.close()

    def enter(self, key: Key) -> None:
        """Log in, over TLS unless plain talk with these addresses is allowed."""
        if not self._to.direct_tls:
            self._secure()
        presenting = Presenting(key)
        try:
            if f"AUTH={key.mechanism}" in self.capabilities:
                self.authenticate(key.mechanism, presenting)
            elif key.is_token:
                raise LoginRefused("the mail server takes no access tokens: it offers no XOAUTH2")
            else:
                self.login(quoted(key.user), key.secret)
        except self.abort:
            raise
        except self.error as error:
            raise presenting.refusal(_words(error)) from error

    def _secure(self) -> None:
        """Go over to TLS; what was said before, or with it, is forgotten."""
        if "STARTTLS" not in self.capabilities:
            if self._dialling.plain_allowed:
                return
            raise LoginRefused("the mail server offers no TLS: the login was not sent")
        answer, _ = self.xatom("STARTTLS")
        if answer != "OK" or self._buffer:
            raise LoginRefused("the mail server does not go over to TLS")
        self.sock = self._wrapped(self.sock)
        self.untagged_responses.clear()
        _, said = self.capability()
        self.capabilities = tuple(str(said[-1] or b"", "ascii", "replace").upper().split())

    def leave(self) -> None:
        """Say goodbye if that can be done soon, and hang up."""
        self._patience.shorten(LONGEST_GOODBYE)
        try:
            self.logout()
        except (OSError, self.error, TooMuch, ValueError, LookupError):
            self.shutdown()


def _words(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    return said.decode("ascii", "replace") if isinstance(said, bytes) else str(said)


def quoted(text: str) -> str:
    """Return the text as IMAP quotes it; raises `ValueError` for what cannot be quoted."""
    if not text.isascii() or not text.isprintable():
        raise ValueError("a name has letters that cannot be sent to the mail server")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def folder_name(folder: str) -> str:
    """Return the folder's name in IMAP's own UTF-7 (RFC 3501, 5.1.3), quoted."""
    pieces = []
    for plain, letters in groupby(folder, str.isascii):
        run = "".join(letters)
        if plain:
            pieces.append(run.replace("&", "&-"))
        else:
            packed = b64encode(run.encode("utf-16-be")).decode().rstrip("=")
            pieces.append(f"&{packed.replace('/', ',')}-")
    return quoted("".join(pieces))
