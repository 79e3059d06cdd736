"""The words of one sentence, with what was found of them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.detect.lexicon.entries import Entry, Lexicon, Part
from monitor.detect.lexicon.language import Language
from monitor.detect.names import NameSpan
from monitor.model.development import TypeId


@dataclass(frozen=True, slots=True)
class Hit:
    """A lexicon entry at the tokens `at` up to `end`."""

    at: int
    end: int
    entry: Entry

    @property
    def part(self) -> Part:
        """Return what the word does for its type."""
        return self.entry.group.part


@dataclass(slots=True)
class Sight:
    """The words of one sentence; positions are token numbers, `starts` and `ends` offsets into
    `text`.

    `kinds` are the kinds of each
    function word. `clauses` numbers the clause of each token; a comma starts none, a subordinating
    word or a pause does,
    and a full stop inside a quotation parts them by `HARD`. `conditional` are the tokens that lay a
    condition ("if").
    """

    text: str
    offset: int
    number: int
    lexicon: Lexicon
    starts: list[int]
    ends: list[int]
    words: list[str]
    kinds: list[frozenset[str]]
    clauses: list[int]
    commas: list[int]
    hits: dict[TypeId, list[Hit]]
    names: tuple[tuple[int, int, NameSpan], ...] = ()
    governors: dict[int, Hit] = field(default_factory=dict)
    verbs: frozenset[int] = frozenset()
    finite: frozenset[int] = frozenset()
    past: frozenset[int] = frozenset()
    roles: dict[int, int] = field(default_factory=dict)
    titles: frozenset[int] = frozenset()
    conditional: Sequence[int] = ()
    marked: dict[str, list[Hit]] = field(default_factory=dict)
    language: Language = field(init=False)

    def __post_init__(self) -> None:
        """Keep what is known of the language beside its types at hand."""
        self.language = self.lexicon.language

    def of(self, kind: TypeId, *parts: Part) -> list[Hit]:
        """Return the hits of a type that are one of the parts, in reading order."""
        return [hit for hit in self.hits.get(kind, ()) if hit.entry.group.part in parts]

    def marks(self, kind: str) -> list[Hit]:
        """Return the hits of the language's own group of that name."""
        return self.marked.get(kind, [])

    def token_at(self, offset: int) -> int:
        """Return the number of the token that starts at or after an offset into the sentence."""
        return bisect_left(self.starts, offset)

    def between(self, first: int, second: int) -> str:
        """Return the text from the end of one token to the start of another."""
        return self.text[self.ends[first] : self.starts[second]]
