"""The keys under which developments are kept and found again, so that few have to be compared."""

from dataclasses import dataclass
from datetime import date

from monitor.judge.parties import Side, keys, side
from monitor.model.actor import Registry
from monitor.model.development import Development, Mention, Party
from monitor.model.nature import Nature, Natures, Sameness
from monitor.model.rates import Rates

MOST_KEYS = 8
ANY_FORUM = frozenset(
    {"a", "the", "of", "on", "for", "and", "summit", "conference", "meeting", "talks", "forum"}
)
"""Words of a forum's name that many forums share."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What identity is judged by besides the slots: the registry, what the types are like, rates,
    and the day of the article.
    """

    registry: Registry
    natures: Natures
    rates: Rates
    day: date

    def nature(self, told: Mention | Development) -> Nature:
        """Return what the type of the mention or development is like."""
        return self.natures.of(told.type)


def sides(parties: tuple[Party, ...], ground: Ground) -> Side:
    """Return the parties in comparable form on the day of the article."""
    return side(parties, ground.registry, ground.day)


def forum_name(forum: str) -> set[str]:
    """Return the words that tell the forum from others; none for "a summit" or "the talks"."""
    return set(forum.casefold().replace("-", " ").split()) - ANY_FORUM


def stored_keys(development: Development, ground: Ground) -> tuple[str, ...]:
    """Return the keys under which a development is kept, for `lookup_keys` of any mention of it."""
    kind = development.type
    if ground.nature(development).mutual:
        return _mutual_keys(development, ground)
    givers, takers = _ends(development, ground)
    found = [f"{kind}|{g}>{t}" for g in givers or ("?",) for t in takers or ("?",)]
    found += [f"{kind}|{g}>*" for g in givers] + [f"{kind}|*>{t}" for t in takers]
    return (*found, *_figure_keys(development), *_place_keys(development, ground))


def lookup_keys(mention: Mention, ground: Ground) -> tuple[str, ...]:
    """Return the keys that find every development which the mention can tell, and few others."""
    kind = mention.type
    if ground.nature(mention).mutual:
        return _mutual_keys(mention, ground)
    givers, takers = _ends(mention, ground)
    facts = (*_figure_keys(mention), *_place_keys(mention, ground))
    if not givers or not takers:
        ends = [f"{kind}|{g}>*" for g in givers] + [f"{kind}|*>{t}" for t in takers]
        return (*ends, *facts) or (f"{kind}|?>?",)
    pairs = [f"{kind}|{g}>{t}" for g in givers for t in takers]
    unnamed = [f"{kind}|{g}>?" for g in givers] + [f"{kind}|?>{t}" for t in takers]
    return (*pairs, *unnamed, *facts)


def _figure_keys(mention: Mention | Development) -> tuple[str, ...]:
    """Return keys of the very figures, for mentions that name nobody."""
    found = []
    if mention.amount is not None:
        found.append(f"{mention.type}|{mention.amount.value:f} {mention.amount.currency}")
    if mention.count is not None:
        found.append(f"{mention.type}|{mention.count.value} {mention.count.of}")
    return tuple(found)


def _place_keys(mention: Mention | Development, ground: Ground) -> tuple[str, ...]:
    """Return the key of the place, for events of which nobody may be named."""
    if mention.place is None or ground.nature(mention).sameness is not Sameness.OCCASION:
        return ()
    return (f"{mention.type}|@{mention.place.casefold()}",)


def _ends(mention: Mention | Development, ground: Ground) -> tuple[tuple[str, ...], ...]:
    return (
        keys(mention.actors, ground.registry, ground.day)[:MOST_KEYS],
        keys(mention.counterparts, ground.registry, ground.day)[:MOST_KEYS],
    )


def _mutual_keys(mention: Mention | Development, ground: Ground) -> tuple[str, ...]:
    """Return a key for each pair of bodies, each person, the forum, and each party at the place."""
    kind = mention.type
    bodies = keys(mention.parties, ground.registry, ground.day)[:MOST_KEYS]
    found = [f"{kind}|{a}&{b}" for n, a in enumerate(bodies) for b in bodies[n + 1 :]]
    persons = sorted(sides(mention.parties, ground).persons)
    found += [f"{kind}|{p}" for p in persons[:MOST_KEYS]]
    if mention.forum:
        found += [f"{kind}|forum|{word}" for word in sorted(forum_name(mention.forum))]
    if mention.place:
        where = mention.place.casefold()
        found += [f"{kind}|{b}@{where}" for b in bodies] + [f"{kind}|@{where}"]
    if ground.nature(mention).loose or mention.forum:
        found += [f"{kind}|{b}" for b in bodies]
    return tuple(dict.fromkeys(found)) or (f"{kind}|nobody",)
