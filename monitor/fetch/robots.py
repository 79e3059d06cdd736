"""Robots: what a site's robots.txt allows us (RFC 9309)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from protego import Protego

from monitor.fetch.request import AGENT
from monitor.fetch.robots_groups import own_lines
from monitor.fetch.robots_sieve import Sieve
from monitor.model.page import ROBOTS_BYTES, Answer, NotModified, Page, Reason, Unavailable

KEPT = timedelta(hours=24)
KEPT_AT_LEAST = timedelta(hours=1)
KEPT_WHEN_UNREACHABLE = timedelta(minutes=10)
LONGEST_DELAY = timedelta(seconds=60)
MOST_AT_ONCE = 2000
"""A group of more characters than this is sieved for each URL: nine in ten have fewer."""
_NO_HOST = frozenset({Reason.NAME_UNKNOWN, Reason.UNREACHABLE, Reason.TLS, Reason.ADDRESS_REFUSED})
"""Reasons why the host itself cannot be asked: they say more than its robots.txt."""
_NOT_NOW = frozenset({Reason.TIMEOUT, Reason.SERVER_ERROR, Reason.PROTOCOL, Reason.TOO_MANY})
"""Reasons why the whole site may not answer now: it forbade nothing."""
_ALLOW_ALL = frozenset(
    {Reason.NOT_FOUND, Reason.GONE, Reason.FORBIDDEN, Reason.CLIENT_ERROR, Reason.REDIRECTS}
)


class Rules:
    """The rules of one site for this program."""

    def __init__(self, lines: str) -> None:
        self._lines = lines
        self._sieve = Sieve(lines) if len(lines) > MOST_AT_ONCE else None
        self._rules = _parsed(lines if self._sieve is None else "\n".join(self._sieve.delays()))

    @classmethod
    def parse(cls, body: bytes) -> "Rules":
        """Return the rules of a robots.txt; what is no rule, or too far down, is passed over."""
        return cls(own_lines(body[:ROBOTS_BYTES], AGENT))

    def allows(self, url: str) -> bool:
        """Return whether the URL may be asked."""
        rules = self._rules
        if self._sieve is not None:
            rules = _parsed("\n".join(self._sieve.rules(url)))
        return bool(rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> timedelta:
        """The least time between two requests that the site asks for, at most a minute."""
        seconds = self._rules.crawl_delay(AGENT) or 0.0
        return timedelta(seconds=min(seconds, LONGEST_DELAY.total_seconds()))

    @property
    def weight(self) -> int:
        """How much is remembered, in characters."""
        return len(self._lines)


def _parsed(lines: str) -> Protego:
    return Protego.parse(f"User-agent: *\n{lines}")


ANYTHING = Rules.parse(b"")
NOTHING = Rules.parse(b"User-agent: *\nDisallow: /")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Rules, why they hold, until when, and the reason to give where they refuse."""

    rules: Rules
    why: str
    until: datetime
    reason: Reason = Reason.ROBOTS


def standing(answer: Answer, *, now: datetime) -> Standing:
    """Return what an answer to the question for robots.txt means.

    A site that has none allows everything; one that cannot say allows nothing for ten minutes, or
    as long as it asks not to be asked, at most a day.
    """
    match answer:
        case Page():
            wished = KEPT if answer.max_age is None else answer.max_age
            keeps = min(max(wished, KEPT_AT_LEAST), KEPT)
            return Standing(
                rules=Rules.parse(answer.body),
                why="robots.txt does not allow it",
                until=now + keeps,
            )
        case Unavailable(reason=reason) if reason in _ALLOW_ALL:
            return Standing(rules=ANYTHING, why="there is no robots.txt", until=now + KEPT)
        case Unavailable(reason=reason, detail=detail, retry_at=retry_at):
            until = now + KEPT_WHEN_UNREACHABLE
            return Standing(
                rules=NOTHING,
                why=detail if reason in _NO_HOST else f"robots.txt cannot be had: {detail}",
                until=until if retry_at is None else min(max(until, retry_at), now + KEPT),
                reason=reason if reason in _NO_HOST | _NOT_NOW else Reason.ROBOTS,
            )
        case NotModified():
            why = "robots.txt was not sent"
            return Standing(rules=NOTHING, why=why, until=now + KEPT_WHEN_UNREACHABLE)
        case _:
            assert_never(answer)
