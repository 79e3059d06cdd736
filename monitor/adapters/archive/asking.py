"""The words of a search: what a user writes, as a question that the index understands.

    peace talks              both words, anywhere
    "peace talks"            these words in this order
    sanction*                words that begin so; "frozen ass"* a phrase of which the last does
    grain OR wheat, aid NOT loan, (grain OR wheat) AND export
    title:ceasefire          in the title alone (text: in the text alone)

Operators are written large; case and accents of words do not matter. Signs within a word part it:
`COVID-19` is looked for as a phrase of two.
"""

import re
from dataclasses import dataclass

from monitor.errors import UsageError
from monitor.extract.clean import clean_text

LONGEST = 1000
DEEPEST = 20
OPERATORS = frozenset({"AND", "OR", "NOT"})

_TOKEN = re.compile(
    r"""(?P<parenthesis>[()])
    | (?:(?P<column>title|text):)?"(?P<phrase>[^"]*)"(?P<begins>\*?)
    | (?P<word>[^\s()"]+)
    | (?P<quote>")""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    """A sign of the question as it was written, and what it means: `term` for words."""

    written: str
    term: str | None = None


def question(asked: str) -> str:
    """Return the search as an expression of FTS5.

    Raises `UsageError` that says what is wrong with it, and what to write instead.
    """
    if len(asked) > LONGEST:
        raise UsageError(f"a search has at most {LONGEST} characters; this one has {len(asked)}")
    asked = clean_text(asked)
    tokens = [token for token in map(_token, _TOKEN.finditer(asked)) if token is not None]
    if not tokens:
        raise UsageError(f"{asked!r}: there is no word or figure in it to look for")
    reading = _Reading(asked, tokens)
    expression = reading.alternatives(0)
    if reading.next is not None:
        raise reading.wrong('there is a ")" too many')
    return expression


def _token(match: re.Match[str]) -> _Token | None:
    """Return the token, None for signs that are no word: the index holds none of them."""
    written = match[0]
    if match["quote"]:
        raise UsageError(f'{match.string!r}: a quotation mark is not closed; write "peace talks"')
    if match["parenthesis"] or written in OPERATORS:
        return _Token(written=written)
    if match["phrase"] is not None:
        return _term(written, match["column"], match["phrase"], begins=bool(match["begins"]))
    column, colon, rest = written.partition(":")
    if not (colon and column in {"title", "text"} and rest):
        column, rest = "", written
    return _term(written, column, rest.removesuffix("*"), begins=rest.endswith("*"))


def _term(written: str, column: str | None, words: str, *, begins: bool) -> _Token | None:
    if "*" in words:
        raise UsageError(f"{written!r}: a * stands at the end of a word or phrase: sanction*")
    if not any(letter.isalnum() for letter in words):
        return None
    term = f'"{words}"' + (" *" if begins else "")
    return _Token(written=written, term=f"{column} : {term}" if column else term)


class _Reading:
    """Reads the tokens: OR binds less than AND (or nothing between words), NOT binds most."""

    def __init__(self, asked: str, tokens: list[_Token]) -> None:
        self._asked = asked
        self._tokens = tokens
        self._at = 0

    @property
    def next(self) -> str | None:
        """The next sign: an operator, a parenthesis, or "" for a word; None at the end."""
        if self._at == len(self._tokens):
            return None
        token = self._tokens[self._at]
        return "" if token.term is not None else token.written

    def wrong(self, what: str) -> UsageError:
        """Return the error that says what is wrong."""
        return UsageError(f"{self._asked!r}: {what}")

    def alternatives(self, depth: int) -> str:
        """Read what OR joins."""
        if depth > DEEPEST:
            raise self.wrong(f"parentheses are nested deeper than {DEEPEST}")
        parts = [self._all_of(depth)]
        while self.next == "OR":
            self._at += 1
            parts.append(self._all_of(depth))
        return _joined(parts, " OR ")

    def _all_of(self, depth: int) -> str:
        parts = [self._without(depth)]
        while self.next in {"AND", "", "("}:
            self._at += self.next == "AND"
            parts.append(self._without(depth))
        return _joined(parts, " AND ")

    def _without(self, depth: int) -> str:
        parts = [self._one(depth)]
        while self.next == "NOT":
            self._at += 1
            parts.append(self._one(depth))
        return _joined(parts, " NOT ")

    def _one(self, depth: int) -> str:
        sign = self.next
        if sign is None:
            raise self.wrong(f"a word is missing after {self._tokens[-1].written}")
        token = self._tokens[self._at]
        self._at += 1
        if token.term is not None:
            return token.term
        if sign == "(":
            inner = self.alternatives(depth + 1)
            if self.next != ")":
                raise self.wrong('a "(" is not closed')
            self._at += 1
            return inner
        if sign == "NOT":
            raise self.wrong("NOT takes away from words before it: write talks NOT football")
        raise self.wrong(f'a word is missing before "{sign}" (operators are AND, OR and NOT)')


def _joined(parts: list[str], sign: str) -> str:
    return parts[0] if len(parts) == 1 else f"({sign.join(parts)})"
