"""How detection came to what it found in an article: for a reader, sentence by sentence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from monitor.detect.counts import casualties, counts
from monitor.detect.detection import EPOCH, Found, Tools, detect, drafts_in, found_in
from monitor.detect.draft import Draft
from monitor.detect.feature_words import in_words
from monitor.detect.money import amounts
from monitor.detect.names import NameSpan
from monitor.detect.sight import Sight
from monitor.detect.verifier_features import features
from monitor.detect.when import dates
from monitor.model.article import Article
from monitor.model.development import Mention, TypeId
from monitor.model.weights import Weights

STRONGEST = 4
"""So many features are told for and against each."""


class Label(StrEnum):
    """What marked words of a sentence are."""

    TRIGGER = "trigger"
    PARTY = "party"
    AMOUNT = "amount"
    COUNT = "count"
    CASUALTIES = "casualties"
    PLACE = "place"
    WHEN = "when"
    ATTRIBUTION = "attribution"


Marked = tuple[int, int, Label]
"""Words from and to an offset into their sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of the article, and what they are; half-open, in Python string indices."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A feature in words, and the log odds that it adds."""

    words: str
    odds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What a verifier makes of a draft: its probability (0 to 1), and the features that say most
    for it and against it.
    """

    probability: float
    pro: tuple[Weighed, ...]
    con: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How a mention came about. `names` are those of its sentence; the weighings are None where the
    verifier does not know the type.
    """

    mention: Mention
    frame: str
    marks: tuple[Mark, ...]
    names: tuple[NameSpan, ...]
    told: Weighing | None
    fresh: Weighing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubted:
    """What the frames found and nothing was made of: its sentence, and why."""

    type: TypeId
    status: str
    start: int
    end: int
    why: tuple[str, ...]


def explained(article: Article, *, tools: Tools) -> tuple[tuple[Account, ...], tuple[Doubted, ...]]:
    """Return how each mention of the article came about, in their order, and what was left out."""
    found = found_in(article, tools=tools)
    if found is None:
        return (), ()
    mentions = detect(article, tools=tools)
    drafts = drafts_in(article, tools=tools)
    accounts = tuple(
        _account(mention, draft, found, article, tools)
        for mention, draft in zip(mentions, drafts, strict=True)
    )
    return accounts, tuple(_doubts(drafts, found, article, tools))


def _place(draft: Draft) -> tuple[TypeId, int, int]:
    return draft.event.id, draft.sentence, draft.head


def _account(
    mention: Mention, draft: Draft, found: Found, article: Article, tools: Tools
) -> Account:
    raw = next(one for one in found.drafts if _place(one) == _place(draft))
    seen = found.sights[draft.sentence]
    names: tuple[str, ...] = ()
    known = draft.event.id in tools.verifier.types
    if known:
        names = features(raw, seen, found.scene)
    return Account(
        mention=mention,
        frame=f"{draft.event.id}.{draft.group}",
        marks=marks(mention, draft.head, seen, article, tools),
        names=found.names.get(draft.sentence, ()),
        told=_weighing(names, tools.verifier.mention) if known else None,
        fresh=_weighing(names, tools.verifier.fresh) if known else None,
    )


def _weighing(names: Sequence[str], weights: Weights) -> Weighing:
    odds = sorted(((weights.odds.get(name, 0.0), name) for name in names), reverse=True)
    return Weighing(
        probability=weights.probability(names),
        pro=_worded((x, name) for x, name in odds if x > 0),
        con=_worded((x, name) for x, name in reversed(odds) if x < 0),
    )


def _worded(odds: Iterator[tuple[float, str]]) -> tuple[Weighed, ...]:
    """Return the first of them, each meaning once."""
    told: dict[str, float] = {}
    for x, name in odds:
        told.setdefault(in_words(name), x)
    return tuple(Weighed(words=words, odds=x) for words, x in told.items())[:STRONGEST]


def _doubts(
    drafts: Sequence[Draft], found: Found, article: Article, tools: Tools
) -> Iterator[Doubted]:
    """Give what was found and not told by itself, once for each word that tells it."""
    verified = tools.verifier.verified(found.drafts, found.sights, found.scene)
    held = {_place(draft) for draft in verified}
    done = {_place(draft) for draft in drafts}
    for draft in found.drafts:
        if _place(draft) in done or (draft.bare and draft.event.id not in tools.verifier.types):
            continue
        done.add(_place(draft))
        sentence = article.sentences[draft.sentence]
        yield Doubted(
            type=draft.event.id,
            status=draft.status,
            start=sentence.start,
            end=sentence.end,
            why=(*draft.why, _left_out(draft, held, found, tools)),
        )


def _left_out(draft: Draft, held: set[tuple[TypeId, int, int]], found: Found, tools: Tools) -> str:
    if _place(draft) in held:
        return "it is told with another sentence, or may be, or lacks what its frame needs"
    names = features(draft, found.sights[draft.sentence], found.scene)
    weighing = _weighing(names, tools.verifier.mention)
    against = "; ".join(one.words for one in weighing.con) or "nothing by itself"
    return f"the verifier gives {weighing.probability:.2f} that it is told; against it: {against}"


def marks(
    mention: Mention, head: int, seen: Sight, article: Article, tools: Tools
) -> tuple[Mark, ...]:
    """Return the words of the sentence that tell the mention, in reading order, none within
    another; `head` is the token of its verb or noun.
    """
    found = [(seen.starts[head], seen.ends[head], Label.TRIGGER)]
    found += _told(mention, seen, article, tools)
    kept: list[Marked] = []
    for start, end, label in found:
        for begun, ended, _ in kept:
            if start < ended and begun < end:
                start, end = (start, begun) if start < begun else (ended, end)  # noqa: PLW2901
        words = seen.text[start:end]
        if words.strip():
            start += len(words) - len(words.lstrip())  # noqa: PLW2901
            kept.append((start, start + len(words.strip()), label))
    return tuple(
        Mark(start=seen.offset + start, end=seen.offset + end, label=label)
        for start, end, label in sorted(kept)
    )


def _told(mention: Mention, seen: Sight, article: Article, tools: Tools) -> list[Marked]:
    places = [
        (place.start, place.end, Label.PLACE)
        for place in tools.places.places(seen.text, seen.language)
        if place.name == mention.place
    ]
    return [
        *_figures(mention, seen),
        *_when(mention, seen, article),
        *_words(seen.text, (p.text for p in mention.parties), Label.PARTY),
        *places,
        *_words(seen.text, (mention.attribution or "",), Label.ATTRIBUTION),
    ]


def _figures(mention: Mention, seen: Sight) -> list[Marked]:
    told = mention.amount.value if mention.amount is not None else None
    toll = casualties(seen.text, seen.language) if mention.casualties is not None else None
    sums, numbers = amounts(seen.text, seen.language), counts(seen.text, seen.language)
    return [
        *((one.start, one.end, Label.AMOUNT) for one in sums if one.amount.value == told),
        *((one.start, one.end, Label.COUNT) for one in numbers if one.count == mention.count),
        *((one.start, one.end, Label.CASUALTIES) for one in (toll,) if one is not None),
    ]


def _when(mention: Mention, seen: Sight, article: Article) -> list[Marked]:
    base = article.published.day if article.published is not None else EPOCH
    return [
        (span.start, span.end, Label.WHEN)
        for span in dates(seen.text, seen.language, base=base)
        if str(mention.when)
        in {str(w) for w in (span.when, span.last, span.past_day, span.future_day) if w}
    ]


def _words(text: str, wanted: Iterable[str], label: Label) -> list[Marked]:
    found = [(text.find(words), words) for words in wanted if words]
    return [(at, at + len(words), label) for at, words in found if at >= 0]
