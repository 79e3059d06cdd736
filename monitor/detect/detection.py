"""What an article says happened: gate → sight → cast → heads → slots → consolidation."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from monitor.detect.belongings import Setting
from monitor.detect.bounds import MOST_DRAFTS, affordable
from monitor.detect.cast import cast
from monitor.detect.consolidate import consolidated
from monitor.detect.counts import casualties, counts
from monitor.detect.dollars import outlet_dollar
from monitor.detect.draft import Draft
from monitor.detect.frames import heads
from monitor.detect.free_cast import free_cast
from monitor.detect.free_frames import free_heads
from monitor.detect.gate import Gate, plain
from monitor.detect.hints import firmest
from monitor.detect.lexicon.entries import Lexicon, Sides
from monitor.detect.lexicon.language import FREE, Language
from monitor.detect.lexicon.reading import build
from monitor.detect.money import amounts
from monitor.detect.names import NameIndex, NameSpan, article_names
from monitor.detect.participants import Company
from monitor.detect.participation import with_participants
from monitor.detect.place import PlaceIndex
from monitor.detect.recalled import recalled
from monitor.detect.sight import Sight, sight
from monitor.detect.slots import drafts_of
from monitor.detect.spoken_of import after_names, after_people
from monitor.detect.unclaimed import Purse, with_sums
from monitor.detect.undated import without_guesses
from monitor.detect.verifier import Verifier
from monitor.detect.verifier_features import Scene
from monitor.detect.when import dates
from monitor.detect.who import Spoken, Who
from monitor.model.actor import ActorId, ActorKind, Registry
from monitor.model.article import Article, Sentence
from monitor.model.development import Freshness, Mention, Party, TypeId

EPOCH = date(1970, 1, 1)
"""The day that relative dates of an undated article are read from; they are dropped afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """All that detection looks things up in; built once, for one language."""

    names: NameIndex
    places: PlaceIndex
    lexicon: Lexicon
    gate: Gate
    registry: Registry
    countries: Mapping[str, Party]
    verifier: Verifier = field(default_factory=Verifier)

    @classmethod
    def build(
        cls,
        registry: Registry,
        *,
        lexicon_data: Mapping[str, object],
        places: PlaceIndex,
        sought: Container[str] | None = None,
    ) -> "Tools":
        """Return the tools for a registry and lexicon documents (plain data) that detect the
        `sought` types (None: all); raises `LexiconError`.
        """
        lexicon = build(lexicon_data, sought)
        return cls(
            names=NameIndex.build(registry, lexicon.language),
            places=places,
            lexicon=lexicon,
            gate=Gate(lexicon),
            registry=registry,
            countries={
                actor.name: Party(id=actor.id, name=actor.name, text=actor.name)
                for actor in registry.actors.values()
                if actor.kind is ActorKind.STATE
            },
        )


def detect(article: Article, *, tools: Tools) -> tuple[Mention, ...]:
    """Return at most one mention for each development that the article tells, ordered by the start
    of its evidence.

    The article's sentences must be cut; dates are read against its published day (unknown: no date
    is resolved).
    """
    return mentions_of(article, drafts_in(article, tools=tools))


def mentions_of(article: Article, drafts: Iterable[Draft]) -> tuple[Mention, ...]:
    """Return the mentions that the drafts of an article are told as."""
    mentions = [_mention(draft, article.sentences) for draft in drafts]
    if article.published is None:
        mentions = [without_guesses(m, article.text[m.start : m.end]) for m in mentions]
    return tuple(mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the frames find in an article, before it is weighed: drafts, the sentences as seen by
    their numbers, what stands around the drafts, and the names and possible parties by sentence.
    """

    drafts: list[Draft]
    sights: Mapping[int, Sight]
    scene: Scene
    names: Mapping[int, tuple[NameSpan, ...]]
    casts: Mapping[int, tuple[Who, ...]]
    article: Article

    def purse(self, language: Language) -> Purse:
        """Return what is said around the drafts of money."""
        return Purse(
            sentences=[self.article.said(sentence) for sentence in self.article.sentences],
            sights=self.sights,
            named={
                number: frozenset(span.actor for span in spans if span.actor is not None)
                for number, spans in self.names.items()
            },
            registry=self.scene.registry,
            language=language,
            home=outlet_dollar(self.article, language.money),
        )

    def company(self) -> Company:
        """Return who is named around the drafts."""
        return Company(
            title=self.scene.title,
            names=self.names,
            casts=self.casts,
            sights=self.sights,
            drafts=self.drafts,
            registry=self.scene.registry,
        )


def drafts_in(article: Article, *, tools: Tools) -> list[Draft]:
    """Return the drafts of an article, one for each act that it tells."""
    found = found_in(article, tools=tools)
    return told_in(found, tools=tools) if found is not None else []


def told_in(found: Found, *, tools: Tools) -> list[Draft]:
    """Return what is told of all that the frames found, one draft for each act."""
    drafts = tools.verifier.verified(found.drafts, found.sights, found.scene)
    acts, others = tools.verifier.gathered(drafts, found.sights, tools.registry)
    if acts:
        acts = with_participants(acts, found.company(), tools.verifier)
        acts = with_sums(acts, found.purse(tools.lexicon.language))
    told = consolidated(others, tools.registry, about=_about(found.names, tools), acts=acts)
    return [d for d in recalled(told, tools.registry) if not _of_nobody(d)]


def _of_nobody(draft: Draft) -> bool:
    """Return whether a measure against somebody names nobody, nowhere: none can tell what it is."""
    return draft.event.sides is Sides.AGAINST and not (
        draft.parties or draft.place or draft.casualties
    )


def found_in(article: Article, *, tools: Tools) -> Found | None:
    """Return what the frames find in an article; None if no word of any type stands in it."""
    article = affordable(replace(article, text=plain(article.text)))
    candidates = tools.gate.candidates(article)
    if not candidates:
        return None
    names = _by_sentence(article, tools)
    base = article.published.day if article.published is not None else EPOCH
    home = outlet_dollar(article, tools.lexicon.language.money)
    spoken = Spoken()
    drafts: list[Draft] = []
    sights: dict[int, Sight] = {}
    casts: dict[int, tuple[Who, ...]] = {}
    for number, sentence in enumerate(article.sentences):
        mine = names.get(number, ())
        worth = candidates.get(number)
        kinds = worth.kinds(named=_anybody(mine)) if worth is not None else None
        if not kinds or len(drafts) >= MOST_DRAFTS:
            spoken = after_names(spoken, mine, tools.registry)
            continue
        seen = sights[number] = sight(
            article.said(sentence),
            offset=sentence.start,
            number=number,
            lexicon=tools.lexicon,
            names=mine,
        )
        free = seen.language.order == FREE
        people = free_cast(seen, tools.registry) if free else cast(seen, tools.registry, spoken)
        casts[number] = people
        found = _drafts(seen, people, kinds, tools, (base, len(article.sentences), home))
        drafts += found
        spoken = after_people(spoken, people, found)
    scene = Scene.of(article, drafts, tools.registry)
    return Found(
        drafts=drafts, sights=sights, scene=scene, names=names, casts=casts, article=article
    )


def _anybody(names: Iterable[NameSpan]) -> bool:
    """Return whether somebody of the registry is named as one who can act."""
    return any(span.actor is not None and not span.compound for span in names)


def _about(names: Mapping[int, tuple[NameSpan, ...]], tools: Tools) -> Party | None:
    """Return the state that the article names most often, or None."""
    counted: Counter[str] = Counter(
        span.actor
        for spans in names.values()
        for span in spans
        if span.actor is not None and tools.registry.actors[span.actor].name in tools.countries
    )
    if not counted:
        return None
    return tools.countries[tools.registry.actors[ActorId(counted.most_common(1)[0][0])].name]


def _by_sentence(article: Article, tools: Tools) -> dict[int, tuple[NameSpan, ...]]:
    spans = article_names(article.text, article.sentences, tools.names)
    found: dict[int, list[NameSpan]] = {}
    number = 0
    for span in spans:
        while number + 1 < len(article.sentences) and (article.sentences[number].end <= span.start):
            number += 1
        found.setdefault(number, []).append(span)
    return {n: tuple(s) for n, s in found.items()}


def _drafts(
    seen: Sight,
    people: tuple[Who, ...],
    kinds: frozenset[TypeId],
    tools: Tools,
    frame: tuple[date, int, str | None],
) -> list[Draft]:
    if seen.text.rstrip(" \"”'").endswith("?"):
        return []
    paid = any("amount" in tools.lexicon.types[kind].slots for kind in kinds)
    paying = paid and seen.language.shapes.sum.search(seen.text) is not None
    sums = amounts(seen.text, seen.language, home_currency=frame[2]) if paying else ()
    reach = [(seen.token_at(money.start), seen.token_at(money.end)) for money in sums]
    tokens = [(at, end) for at, end in reach if at < len(seen.words)]
    told = free_heads if seen.language.order == FREE else heads
    found = [
        (event, head)
        for kind, event in tools.lexicon.types.items()
        if kind in kinds
        for head in told(seen, people, event, tools.registry, tokens)
    ]
    if not found:
        return []
    asked = frozenset[str]().union(*(event.slots for event, _ in found))
    setting = Setting(
        base=frame[0],
        of=frame[1],
        registry=tools.registry,
        dates=dates(seen.text, seen.language, base=frame[0]),
        sums=sums,
        counts=counts(seen.text, seen.language) if paid and "count" in asked else (),
        toll=casualties(seen.text, seen.language) if "casualties" in asked else None,
        places=cache(lambda: tools.places.places(seen.text, seen.language)),
        countries=tools.countries,
    )
    drafts = [d for event, head in found for d in drafts_of(seen, people, event, head, setting)]
    captioned = drafts and seen.language.shapes.captioned.search(seen.text)
    return [] if captioned else firmest(drafts)


def _mention(draft: Draft, sentences: tuple[Sentence, ...]) -> Mention:
    sentence = sentences[draft.sentence]
    fresh = Freshness.BACKGROUND if draft.total else draft.freshness
    return Mention(
        type=draft.event.id,
        plover=draft.plover or draft.event.nature.plover,
        status=draft.status,
        start=sentence.start,
        end=sentence.end,
        actors=draft.actors,
        counterparts=draft.counterparts,
        amount=draft.amount,
        count=draft.count,
        casualties=draft.casualties,
        result=draft.result,
        place=draft.place,
        when=draft.when,
        attribution=draft.attribution,
        freshness=fresh,
        objects=draft.objects,
        forum=draft.forum,
        reworded=draft.reworded,
        replaces=draft.replaces,
        denied=draft.denied,
        why=draft.why,
    )
