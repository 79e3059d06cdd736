"""The lines of a file as errors show them: secrets in them are covered, letter by letter."""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from functools import cache, cached_property
from typing import NamedTuple

from monitor.app.config.node import Node, Place
from monitor.app.config.problems import Problem

COVER = "•"
_LINE_ENDS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_ADDRESS = frozenset({"feed", "sitemap", "listing", "page", "api", "mailbox"})
_WHOLE = frozenset(
    {
        *("secret", "secrets", "password", "token", "key", "cookies", "headers"),
        *("url", "urls", "redis", "smtp", "proxy"),
    }
)
SECRET_KEYS = _WHOLE | _ADDRESS
"""Keys whose values stand in no message."""
_HOLDERS = frozenset(
    {"web", "mail", "heartbeat", "webhook", "email", "apprise", "basic", "verifier", "endpoint"}
)
"""Keys of mappings that hold secrets: a word that stands there instead may be one."""
_PRIVATE = _HOLDERS | {"receivers"}
"""Below these, an address is a secret whatever its key: that of a webhook is one."""
_URL = re.compile(r"[A-Za-z][\w+.-]*://\S+")
_OTHER_WORDS = re.compile(
    r"token|secret|passw|credential|bearer|^pass$|pwd$|^auth(?:orization)?$|(?:^|[_-]|api)keys?$",
    re.IGNORECASE,
)
"""What others call a secret: such a key is unknown here, but its value is one."""
_EXPRESSIONS = "fields"
"""Under this key, words that name addresses elsewhere name where an answer holds them."""
_LOGIN = re.compile(r"(?:(?<=//)|^)[^/?#\s\"']*@")
_QUERY = re.compile(r"[?#].*")
_SIGNING = re.compile(r"whsec_\S+")
_KEY = re.compile(r"""(?:^|[\s{,\[?])["']?([A-Za-z_][\w-]*)["']?\s*:\s+""")
_LIKE = 0.75
_TO_THE_END = 1_000_000
_KEY_WORD = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^\s:,{}\[\]][^:,{}\[\]]*")


class _Span(NamedTuple):
    """A value on a line, from its first column to the one behind it, and the key it is kept by."""

    start: int
    end: int
    key: str


class Written:
    """The text of a file, with what stands in it; of a broken one `root` is what could be read."""

    def __init__(self, text: str, root: Node, *, broken: bool = False) -> None:
        self._text = text
        self._root = root
        self._broken = broken

    def placed(self, problem: Problem, place: Place, end: Place | None) -> Problem:
        """Return the problem at the place, with its line: up to the end, or that of the line where
        it ends on another, but at least one letter; `end` None: as far as its key goes.
        """
        line, column = place
        if not 0 < line <= len(self._lines):
            return replace(problem, line=line, column=column)
        text = self._lines[line - 1]
        if end is None:
            word = _KEY_WORD.match(text, column - 1)
            last = word.end() + 1 if word is not None else column + 1
        elif end[0] < line:
            last = column + 1
        else:
            last = min(end[1] if end[0] == line else len(text) + 1, len(text.rstrip()) + 1)
        return replace(
            problem,
            line=line,
            column=column,
            end=max(last, column + 1),
            source=self.shown(line),
        )

    def shown(self, number: int) -> str:
        """Return the line with what may be secret in it covered; every letter keeps its column."""
        text = self._lines[number - 1]
        spans = self._secrets.get(number, [])
        if self._broken:
            spans = [*spans, *_unread(text), *self._below(number)]
        for span in spans:
            text = _covered(text, span)
        return _SIGNING.sub(lambda match: COVER * len(match[0]), text)

    def _below(self, number: int) -> Iterator[_Span]:
        """Give the whole line if it stands, deeper, below the key of a secret: it may be one."""
        depth = _depth(self._lines[number - 1])
        above = (line for line in reversed(self._lines[: number - 1]) if line.strip())
        around = next((line for line in above if _depth(line) < depth), "")
        for span in _unread(f"{around} "):
            yield span._replace(start=depth + 1)

    @cached_property
    def _lines(self) -> list[str]:
        return _LINE_ENDS.split(self._text)

    @cached_property
    def _secrets(self) -> dict[int, list[_Span]]:
        """The values that may be secret, by the lines on which they stand."""
        found: dict[int, list[_Span]] = {}
        for node, key in _kept_by(self._root):
            (first, column), (last, behind) = node.place, node.end or node.place
            for line in range(first, last + 1):
                start = column if line == first else 1
                end = behind if line == last else _TO_THE_END
                found.setdefault(line, []).append(_Span(start, end, key))
        return found


def _kept_by(root: Node) -> Iterator[tuple[Node, str]]:
    """Give each single value that may be secret, with the key that says so."""
    waiting: list[tuple[Node, str | None, str]] = [(root, None, "page")]
    while waiting:
        node, key, address = waiting.pop()
        match node.entries:
            case None:
                guarded = key or (address if _is_url(node.value) else None)
                if guarded is not None:
                    yield node, guarded
            case dict() as entries:
                for word, (_, part) in entries.items():
                    if word == _EXPRESSIONS:
                        continue
                    held = word if word in _HOLDERS and part.entries is None else None
                    below = "url" if word in _PRIVATE else address
                    waiting.append((part, secret_key(word) or key or held, below))
            case entries:
                waiting += [(part, key, address) for part in entries]


def _is_url(value: object) -> bool:
    return isinstance(value, str) and _URL.fullmatch(value) is not None


@cache
def secret_key(word: str) -> str | None:
    """Return the key that guards a secret, be it misspelt or what others call it; None for one that
    guards none.
    """
    if word in SECRET_KEYS:
        return word
    if word.endswith(("_file", "_files")):
        return None
    if _OTHER_WORDS.search(word) is not None:
        return "secret"
    near = get_close_matches(word.lower(), SECRET_KEYS, n=1, cutoff=_LIKE)
    return near[0] if near else _mixed_up(word)


def _mixed_up(word: str) -> str | None:
    """Return the key of which the word has all letters: in a short one that is half of them."""
    letters = sorted(word.lower())
    return next((key for key in sorted(SECRET_KEYS) if sorted(key) == letters), None)


def _unread(text: str) -> Iterator[_Span]:
    """Give what stands behind a key of a secret, whatever it is: it could not be read."""
    for match in _KEY.finditer(text):
        key = secret_key(match[1])
        if key is not None:
            yield _Span(match.end() + 1, _TO_THE_END, key)


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip())


def _covered(text: str, span: _Span) -> str:
    value = text[span.start - 1 : span.end - 1]
    return text[: span.start - 1] + _kept(value, span.key) + text[span.end - 1 :]


def _kept(value: str, key: str) -> str:
    """Return the value of the key covered; of an address the login and what is asked."""
    if key not in _ADDRESS:
        return COVER * len(value)
    return _QUERY.sub(_cover, _LOGIN.sub(_cover, value))


def _cover(match: re.Match[str]) -> str:
    return COVER * len(match[0])
