"""The development as it stands after a mention was judged."""

from collections import Counter
from dataclasses import replace
from hashlib import sha256
from typing import Any, TypeVar, assert_never

from monitor.judge.expectation import expected
from monitor.judge.novelty import NAME_BREAK, Telling, claims
from monitor.judge.sources import sourced, told_fields
from monitor.judge.withdrawal import anew
from monitor.model.article import Article
from monitor.model.development import (
    Change,
    Development,
    DevelopmentId,
    Flap,
    Mention,
    Party,
)
from monitor.model.nature import Nature
from monitor.model.verdict import (
    Background,
    Confirmed,
    Contested,
    Hold,
    Known,
    New,
    Overdue,
    Update,
    Verdict,
)

T = TypeVar("T")

SLOTS = (
    "actors",
    "counterparts",
    "amount",
    "count",
    "casualties",
    "place",
    "when",
    "forum",
    "result",
)
MOST_REMEMBERED = 60
UNKNOWN_OUTLET = "unknown outlet"


def development_id(mention: Mention, article: Article, ordinal: int) -> DevelopmentId:
    """Return the id of a development first met here: the same whenever it is judged again.

    It stands for the words of the sentence at its place: a page that is corrected there tells
    another one. `ordinal` tells apart the acts of one type that one sentence states.
    """
    words = article.text[mention.start : mention.end]
    seed = f"{mention.type}|{article.id}|{mention.start}|{words}|{ordinal}"
    return DevelopmentId(sha256(seed.encode("utf-8", "replace")).hexdigest()[:16])


def own_ids(mentions: tuple[Mention, ...], article: Article) -> tuple[DevelopmentId, ...]:
    """Return for each mention the id of the development that it starts, or started before."""
    spoken: Counter[tuple[str, int]] = Counter()
    found: list[DevelopmentId] = []
    for mention in mentions:
        sentence = (mention.type, mention.start)
        found.append(development_id(mention, article, spoken[sentence]))
        spoken[sentence] += 1
    return tuple(found)


def started(mention: Mention, own: DevelopmentId, telling: Telling) -> Development:
    """Return the development that the mention starts under its own id, untold."""
    return Development(
        id=own,
        type=mention.type,
        plover=mention.plover,
        status=mention.status,
        first_seen=telling.now,
        last_changed=telling.now,
        last_seen=telling.now,
    )


def after(
    verdict: Verdict,
    mention: Mention,
    development: Development,
    article: Article,
    telling: Telling,
    nature: Nature,
) -> Development:
    """Return the development with what the verdict adds; its version is one above the given one."""
    judged = _judged(verdict, mention, development, article, telling, nature)
    return replace(judged, expected_until=expected(judged, nature, telling.now))


def _judged(
    verdict: Verdict,
    mention: Mention,
    development: Development,
    article: Article,
    telling: Telling,
    nature: Nature,
) -> Development:
    if isinstance(verdict, New) and development.withdrawn is not None:
        development = anew(development)
    seen = _seen(development, article, telling, counts=not isinstance(verdict, Background))
    match verdict:
        case New():
            return _told(seen, mention, article, telling, verdict.why)
        case Hold():
            waiting = sourced(seen, mention, article, told_fields(mention))
            return replace(
                _filled(waiting, mention, nature),
                held_until=verdict.until,
                why=verdict.why,
            )
        case Update():
            return _updated(seen, verdict, mention, article, telling, nature)
        case Contested():
            return replace(
                seen,
                revision=seen.revision + 1,
                contests=seen.contests + claims(verdict),
                flaps=_flapped(seen, verdict.changes),
                last_changed=telling.now,
                why=verdict.why,
            )
        case Known() | Confirmed() | Overdue():
            return _known(seen, mention, article, nature)
        case Background():
            return _filled(seen, mention, nature) if development.revision == 0 else seen
    assert_never(verdict)


def _known(seen: Development, mention: Mention, article: Article, nature: Nature) -> Development:
    """Return the development with the gaps that the mention fills, and the sentence that did."""
    filled = _filled(seen, mention, nature)
    gained = tuple(f for f in told_fields(filled) if f not in told_fields(seen))
    return sourced(filled, mention, article, gained) if gained else filled


def _seen(
    development: Development, article: Article, telling: Telling, *, counts: bool
) -> Development:
    """Return the development with one more article (and outlet and origin, if it counts) that tells
    it.
    """
    outlet = article.outlet or UNKNOWN_OUTLET
    return replace(
        development,
        version=development.version + 1,
        last_seen=max(development.last_seen, telling.now),
        outlets=_with(development.outlets, outlet) if counts else development.outlets,
        origins=_with(development.origins, telling.origin) if counts else development.origins,
        articles=_with(development.articles, article.id)[-MOST_REMEMBERED:],
    )


def _with(values: tuple[T, ...], value: T) -> tuple[T, ...]:
    return values if value in values else (*values, value)


def _told(
    seen: Development, mention: Mention, article: Article, telling: Telling, why: tuple[str, ...]
) -> Development:
    """Return the development first told by this mention: its slots, older ones fill the gaps."""
    fresh = replace(
        sourced(seen, mention, article, told_fields(mention)),
        **_either(mention, seen),
        status=mention.status,
        attribution=mention.attribution or seen.attribution,
        objects=tuple(sorted({*seen.objects, *mention.objects})),
        revision=seen.revision + 1,
        held_until=None,
        last_changed=telling.now,
        why=why,
    )
    return _figures(fresh, mention)


def _either(one: Mention | Development, other: Mention | Development) -> dict[str, Any]:
    """Return the slots of the one, and those of the other where the one has none."""
    return {slot: getattr(one, slot) or getattr(other, slot) for slot in SLOTS}


def _figures(development: Development, mention: Mention) -> Development:
    """Return the development with the mention's figures among those ever told of it."""
    amounts, counts = development.amounts, development.counts
    if mention.amount is not None:
        amounts = _with(amounts, mention.amount)[-MOST_REMEMBERED:]
    if mention.count is not None:
        counts = _with(counts, mention.count)[-MOST_REMEMBERED:]
    return replace(development, amounts=amounts, counts=counts)


def _filled(development: Development, mention: Mention, nature: Nature) -> Development:
    """Return the development with its unknown slots filled from the mention."""
    filled = replace(
        development,
        **_either(development, mention),
        plover=development.plover or mention.plover,
        objects=development.objects or mention.objects,
    )
    if nature.mutual:
        filled = replace(filled, counterparts=_joined(filled, mention))
    return _figures(filled, mention)


def _joined(development: Development, mention: Mention) -> tuple[Party, ...]:
    """Return the counterparts with parties that only this mention names."""
    known = {p.id or p.name for p in development.parties}
    new = tuple(p for p in mention.parties if p.id is not None and p.id not in known)
    return (*development.counterparts, *new)[:12]


def _updated(
    seen: Development,
    verdict: Update,
    mention: Mention,
    article: Article,
    telling: Telling,
    nature: Nature,
) -> Development:
    fields = tuple(c.field for c in verdict.changes)
    changed = replace(
        _filled(sourced(seen, mention, article, fields), mention, nature),
        **{c.field: getattr(mention, c.field) for c in verdict.changes if c.field != "parties"},
        revision=seen.revision + 1,
        flaps=_flapped(seen, verdict.changes),
        last_changed=telling.now,
        why=verdict.why,
    )
    return _figures(_replaced(changed, verdict.changes), mention)


def _replaced(development: Development, changes: tuple[Change, ...]) -> Development:
    """Return the development without the parties whose place others took."""
    gone = {n for c in changes if c.field == "parties" for n in c.before.split(NAME_BREAK)}
    return replace(
        development,
        actors=tuple(p for p in development.actors if p.name not in gone),
        counterparts=tuple(p for p in development.counterparts if p.name not in gone),
    )


def _flapped(development: Development, changes: tuple[Change, ...]) -> tuple[Flap, ...]:
    counts = {flap.field: flap.changes for flap in development.flaps}
    for change in changes:
        counts[change.field] = counts.get(change.field, 0) + 1
    return tuple(Flap(field=field, changes=n) for field, n in counts.items())
