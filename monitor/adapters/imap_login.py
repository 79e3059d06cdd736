"""What a mailbox is entered with: a password, or an access token that is renewed from outside."""

from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path

from monitor.errors import MonitorError
from monitor.model.source import Source

TOKEN_BYTES = 16_384
"""A token is no longer than this."""
_MOST_SAID = 100


class LoginRefused(MonitorError):  # noqa: N818 - named after what happened
    """The server does not let the user in, or not safely; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A user's secret, and how it is presented: a password (PLAIN) or an access token (XOAUTH2)."""

    user: str
    secret: str = field(repr=False)
    is_token: bool = False

    @property
    def mechanism(self) -> str:
        """Return what SASL calls the way of presenting it."""
        return "XOAUTH2" if self.is_token else "PLAIN"

    @property
    def words(self) -> bytes:
        """Return what the server is told, as SASL has it."""
        if self.is_token:
            return f"user={self.user}\1auth=Bearer {self.secret}\1\1".encode()
        return f"\0{self.user}\0{self.secret}".encode()

    def hidden(self, text: str) -> str:
        """Return the text without the secret, should a server say it again."""
        for secret in (self.secret, b64encode(self.words).decode()):
            text = text.replace(secret, "…")
        return text


class Presenting:
    """Answers the challenges of a server with the key."""

    def __init__(self, key: Key) -> None:
        self._key = key
        self._told = ""

    def __call__(self, challenge: bytes) -> bytes:
        """Return the answer; a server that refuses a token says why, and is to be told nothing."""
        if not self._key.is_token or not challenge:
            return self._key.words
        self._told = challenge.decode("utf-8", "replace")[:_MOST_SAID]
        return b""

    def refusal(self, said: str) -> LoginRefused:
        """Return that the key was refused with these words."""
        if not self._key.is_token:
            return LoginRefused(f"the mail server refused the login: {said}")
        why = f"{said}; {self._told}" if self._told else said
        return LoginRefused(f"the mail server refused the access token (is it renewed?): {why}")


def key_of(source: Source, user: str) -> Key:
    """Return what the mailbox is entered with as of now; raises `LoginRefused` without any.

    The file of a token is read at each login: who renews the token writes it there.
    """
    if source.token_file is not None:
        return Key(user=user, secret=_token(Path(source.token_file)), is_token=True)
    if not source.password:
        raise LoginRefused("the mailbox has no password: give password_file or token_file")
    return Key(user=user, secret=source.password)


def _token(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            content = stream.read(TOKEN_BYTES + 1)
    except OSError as error:
        raise LoginRefused(
            f"the token_file {file.name} cannot be read: {error.strerror}"
        ) from error
    token = content.decode("ascii", "replace").strip()
    if not token or len(content) > TOKEN_BYTES or not (token.isascii() and token.isprintable()):
        raise LoginRefused(f"the token_file {file.name} holds no token: one line of plain letters")
    return token
