"""The parts of a mail, before it is plain text or HTML: every word of them is harmless as text."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from monitor.model.alert import Alert

_MARKS = frozenset('“"„«‘')


class Tone(StrEnum):
    """What a letter or an entry of it means to its reader; it gives the colour."""

    NEWS = "news"
    CHANGE = "change"
    ASSURANCE = "assurance"
    DOUBT = "doubt"
    ALARM = "alarm"
    CALM = "calm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A fact that changed, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence of the evidence: what it stands for, who wrote it when, and where to read it."""

    label: str
    sentence: str
    source: str
    link: str | None

    @property
    def said(self) -> str:
        """Return the sentence in quotation marks, unless it opens with some of its own."""
        return self.sentence if self.sentence[:1] in _MARKS else f"“{self.sentence}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """What a reader may say of an alert, in words, and the address that says it."""

    words: str
    link: str


Offer = Callable[[Alert], tuple[Say, ...]]
"""Returns what may be said of an alert."""


def no_offer(_: Alert) -> tuple[Say, ...]:
    """Offer nothing to say."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One development (or source, or receiver) of a bundle: what was told of it last, its sentence,
    what was told of it `earlier`, oldest first, and what may be said of it.
    """

    tone: Tone
    word: str
    byline: str
    heading: str
    quote: Quote | None = None
    earlier: tuple[str, ...] = ()
    say: tuple[Say, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Entries of a bundle that belong together, and what they have in common."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The parts of a mail, in reading order.

    `word` says its kind, `byline` how urgent it is and who asked for it; `lead` is what is to be
    known before all else. `columns` head the differences; two quotes are for standing side by side,
    the older one first. `facts` are pairs of name and value, `ground` heads the reasons; `say` is
    what may be said of it.
    """

    tone: Tone
    word: str
    byline: str
    heading: str
    lead: str = ""
    columns: tuple[str, str, str] = ("What changed", "Before", "Now")
    differences: tuple[Difference, ...] = ()
    quotes: tuple[Quote, ...] = ()
    groups: tuple[Group, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    ground: str = "Why you get this"
    reasons: tuple[str, ...] = ()
    say: tuple[Say, ...] = ()
    closing: str
