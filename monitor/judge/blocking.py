"""The keys under which developments are kept and found again, so that few have to be compared."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from monitor.judge.figures import amount_keys
from monitor.judge.parties import UNKNOWN, Company, company_of, keys
from monitor.judge.resemblance import Resemblance
from monitor.model.actor import Registry
from monitor.model.development import Development, Mention, Party
from monitor.model.nature import Nature, Natures, Sameness
from monitor.model.rates import Rates

MOST_KEYS = 8
MOST_FORUM_WORDS = 16
NEAR = timedelta(days=7)
ANY_FORUM = frozenset(
    {"a", "the", "of", "on", "for", "and", "summit", "conference", "meeting", "talks", "forum"}
)
"""Words of a forum's name that many forums share."""

_Parties = tuple[tuple[Party, ...], tuple[Party, ...]]


@dataclass(frozen=True, slots=True)
class Ground:
    """What identity is judged by besides the slots: the registry, what the types are like, rates,
    the day of the article and its text, and how resemblance is weighed.
    """

    registry: Registry
    natures: Natures
    rates: Rates
    day: date
    text: str = ""
    resemblance: Resemblance = field(default_factory=Resemblance)
    _met: dict[_Parties, Company] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def nature(self, told: Mention | Development) -> Nature:
        """Return what the type of the mention or development is like."""
        return self.natures.of(told.type)

    def company(self, told: Mention | Development) -> Company:
        """Return who takes part, in comparable form on the day of the article; the same parties are
        put into it once.
        """
        parties = told.actors, told.counterparts
        known = self._met.get(parties)
        if known is None:
            known = self._met[parties] = company_of(*parties, self.registry, self.day)
        return known


def forum_name(forum: str) -> set[str]:
    """Return the words that tell the forum from others; none for "a summit" or "the talks"."""
    return set(forum.casefold().replace("-", " ").split()) - ANY_FORUM


def named_words(told: Mention | Development) -> set[str]:
    """Return the words of the place and the parties, by which a forum is told too."""
    names = " ".join((told.place or "", *(p.name for p in told.parties)))
    return set(names.casefold().replace("-", " ").split())


def stored_keys(development: Development, ground: Ground) -> tuple[str, ...]:
    """Return the keys under which a development is kept, for `lookup_keys` of any mention of it."""
    if ground.nature(development).mutual:
        return _mutual_keys(development, ground)
    kind = development.type
    givers, given = _ends(development, ground)
    unsure = ("?",) if all(t.startswith(UNKNOWN) for t in given) else ()
    found = [f"{kind}|{g}>{t}" for g in givers or ("?",) for t in (*given, *unsure)]
    found += [f"{kind}|{g}>*" for g in givers] + [f"{kind}|*>{t}" for t in given]
    facts = _facts(development, ground)
    found += facts if _complete(development, ground) else [*facts, *_marked(facts)]
    return (*found, *_crossed(development, ground), *_place_keys(development, ground))


def lookup_keys(mention: Mention, ground: Ground) -> tuple[str, ...]:
    """Return the keys that find every development which the mention can tell, and few others."""
    if ground.nature(mention).mutual:
        return _mutual_keys(mention, ground)
    kind = mention.type
    givers, given = _ends(mention, ground)
    facts = (*_facts(mention, ground), *_place_keys(mention, ground))
    if not givers or not given:
        ends = [f"{kind}|{g}>*" for g in givers] + [f"{kind}|*>{t}" for t in given]
        return (*ends, *facts) or (f"{kind}|?>?",)
    unsure = ("*",) if all(t.startswith(UNKNOWN) for t in given) else ()
    pairs = [f"{kind}|{g}>{t}" for g in givers for t in (*given, "?", *unsure)]
    if _complete(mention, ground):
        marked, places = _marked(_facts(mention, ground)), _place_keys(mention, ground)
        facts = (*marked, *_crossed(mention, ground), *places)
    return (*pairs, *(f"{kind}|?>{t}" for t in given), *facts)


def _facts(told: Mention | Development, ground: Ground) -> tuple[str, ...]:
    """Return the keys of what is told beside the parties."""
    return (*_figure_keys(told), *_object_keys(told, ground))


def _marked(keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of what tells too few parties to be another act than whoever is named."""
    return tuple(f"{key}!" for key in keys)


def _complete(told: Mention | Development, ground: Ground) -> bool:
    """Return whether both sides are known: only who shares one of them, or tells it the other way
    round, can tell the act.
    """
    company = ground.company(told)
    return company.actors.known and company.takers.known


def _crossed(told: Mention | Development, ground: Ground) -> tuple[str, ...]:
    """Return keys of the figures with each body, for what tells the sides the other way round."""
    company = ground.company(told)
    bodies = sorted(company.actors.bodies | company.takers.bodies)
    return tuple(f"{key}@{body}" for key in _figure_keys(told) for body in bodies[:MOST_KEYS])


def _figure_keys(told: Mention | Development) -> tuple[str, ...]:
    """Return keys of the very figures, for mentions that name nobody, or nobody known."""
    found: list[str] = []
    earlier = told.amounts if isinstance(told, Development) else (told.replaces,)
    for amount in (told.amount, *earlier):
        if amount is not None:
            found += [f"{told.type}|{key}" for key in amount_keys(amount)]
    if told.count is not None:
        found.append(f"{told.type}|{told.count.value} {told.count.of}")
    return tuple(dict.fromkeys(found))


def _object_keys(told: Mention | Development, ground: Ground) -> tuple[str, ...]:
    """Return keys of the special objects in the months of the act, for mentions that name nobody,
    or nobody known.
    """
    special = sorted(set(told.objects) - ground.nature(told).labels.general)
    months = _months(told, ground)
    return tuple(f"{told.type}|={t}#{month}" for t in special[:MOST_KEYS] for month in months)


def _place_keys(told: Mention | Development, ground: Ground) -> tuple[str, ...]:
    """Return the key of the place, for events of which nobody may be named."""
    if told.place is None or ground.nature(told).sameness is not Sameness.OCCASION:
        return ()
    return (f"{told.type}|@{told.place.casefold()}",)


def _months(told: Mention | Development, ground: Ground) -> tuple[str, ...]:
    """Return the months in which it may be told or take place."""
    days = [ground.day, ground.day - NEAR]
    if told.when is not None:
        days += [told.when.first, told.when.last]
    return tuple(dict.fromkeys(f"{day:%Y-%m}" for day in days))


def _ends(told: Mention | Development, ground: Ground) -> tuple[tuple[str, ...], ...]:
    company = ground.company(told)
    return keys(company.actors)[:MOST_KEYS], keys(company.takers)[:MOST_KEYS]


def _mutual_keys(told: Mention | Development, ground: Ground) -> tuple[str, ...]:
    """Return a key for each pair of bodies, each person, the forum, the place, and each party in
    its months: `!` where it is the only one named.
    """
    kind, company = told.type, ground.company(told).all
    bodies = keys(company)[:MOST_KEYS]
    found = [f"{kind}|{a}&{b}" for n, a in enumerate(bodies) for b in bodies[n + 1 :]]
    found += [f"{kind}|{p}" for p in sorted(company.persons)[:MOST_KEYS]]
    if told.forum:
        words = sorted(forum_name(told.forum) | named_words(told))
        found += [f"{kind}|forum|{word}" for word in words[:MOST_FORUM_WORDS]]
    found += _place_keys(told, ground)
    if ground.nature(told).loose:
        loose = [*(f"{kind}|{b}" for b in bodies), *_object_keys(told, ground)]
        several = sum(not b.startswith(UNKNOWN) for b in bodies) > 1
        found += _by_company(told, loose, alone=not several)
    else:
        found += _months_of_parties(told, bodies, ground)
    return tuple(dict.fromkeys(found)) or (f"{kind}|nobody",)


def _months_of_parties(
    told: Mention | Development, bodies: tuple[str, ...], ground: Ground
) -> list[str]:
    found = [f"{told.type}|{b}#{month}" for b in bodies for month in _months(told, ground)]
    return _by_company(told, found, alone=len(bodies) == 1)


def _by_company(told: Mention | Development, keys: list[str], *, alone: bool) -> list[str]:
    """Return the keys so that what names several parties meets by them only what names one, or a
    forum: other parties of several are other acts.
    """
    if isinstance(told, Development):
        return [*keys, *(_marked(keys) if alone or told.forum else ())]
    return keys if alone or told.forum else list(_marked(keys))
