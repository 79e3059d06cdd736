"""Articles: text with sentences as offsets into it, and their likeness to what was seen before."""

from dataclasses import dataclass
from typing import NewType

from monitor.model.moment import Stamp

ArticleId = NewType("ArticleId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence as a half-open span of the article's text (Python string indices)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text with what its page says of it; unknown stays None. `family` names the publisher
    group; `entry` says that it is one of several on its page, which the fragment of its URL names.
    """

    id: ArticleId
    text: str
    sentences: tuple[Sentence, ...] = ()
    url: str | None = None
    outlet: str | None = None
    family: str | None = None
    credit: str | None = None
    authors: tuple[str, ...] = ()
    published: Stamp | None = None
    updated: Stamp | None = None
    title: str | None = None
    language: str | None = None
    entry: bool = False
    notes: tuple[str, ...] = ()

    def said(self, sentence: Sentence) -> str:
        """Return the words of the sentence."""
        return self.text[sentence.start : sentence.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What likeness is judged by: hash of the whole text, the marks under which it is remembered
    (`bands`: of its MinHash, and of some sentences), MinHash signature, hashes of the sentences.

    `runs`: how many different runs of words it has, 0 unknown. `sought`: further marks under which
    its neighbours may lie; they are looked up and not remembered.
    """

    content: str
    bands: tuple[str, ...]
    signature: tuple[int, ...]
    sentences: tuple[str, ...]
    runs: int = 0
    sought: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """An article seen before, as far as likeness needs it."""

    article: ArticleId
    url: str | None
    outlet: str | None
    origin: str
    published: Stamp | None
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A text of its own."""

    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The text of another article, whole or shortened; `origin` is the origin it shares."""

    of: ArticleId
    origin: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A later state of a page, or a rewrite of a text; `changed` are the numbers of the sentences
    not seen before.
    """

    of: ArticleId
    origin: str
    changed: tuple[int, ...]
    same_page: bool
    why: tuple[str, ...] = ()


Likeness = Original | Copy | Revision
