"""One sentence that a journalist would accept as the headline of a development or of its change."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import assert_never

from monitor.alert.date_words import day_words, when_words
from monitor.alert.money_words import amount_words, sum_words
from monitor.alert.wording import worded
from monitor.model.development import Casualties, Change, Development, Party
from monitor.model.nature import Nature
from monitor.model.watchlist import Kind

MOST_NAMES = 4
PACKAGE = "package-"


def names(parties: tuple[Party, ...]) -> str:
    """Return the names as a list in words, at most four, then how many others."""
    told = list(dict.fromkeys(p.name for p in parties))
    if len(told) > MOST_NAMES:
        told = [*told[: MOST_NAMES - 1], f"{len(told) - MOST_NAMES + 1} others"]
    if len(told) < 2:
        return "".join(told)
    return f"{', '.join(told[:-1])} and {told[-1]}"


def summary(
    kind: Kind,
    development: Development,
    nature: Nature,
    changes: tuple[Change, ...],
    attribution: str | None,
) -> str:
    """Return the sentence for an alert of this kind."""
    said = statement(development, nature)
    told = "; ".join(_change(c) for c in changes)
    match kind:
        case Kind.UPDATE:
            return f"Update: {said}: {told}"
        case Kind.CONTESTED:
            source = f" by {attribution}" if attribution else ""
            return f"Contested{source}: {said}: {told}"
        case Kind.CONFIRMED:
            return f"Confirmed by {len(development.origins)} independent origins: {said}"
        case Kind.OVERDUE:
            return f"Overdue, nothing reported: {said}"
        case Kind.WITHDRAWN:
            return f"Withdrawn: {said}"
        case Kind.NEW | Kind.SOURCE | Kind.DELIVERY:
            return said
        case _:
            assert_never(kind)


def statement(development: Development, nature: Nature) -> str:
    """Return what happened, in one clause, from the slots alone."""
    sides = {"actors": development.actors, "parties": development.parties}
    several = {name for name, side in sides.items() if len({p.name for p in side}) > 1}
    said = worded(development.status, nature.summary, facts(development, nature), several=several)
    told = said or _plain(development, nature)
    return told[:1].upper() + told[1:]


def facts(development: Development, nature: Nature) -> dict[str, str]:
    """Return what is known of the development, in words, by the names that wordings use."""
    both = development.actors and development.counterparts
    things = _things(development, nature)
    means = [words(o) for o in development.objects if o in nature.labels.means]
    manners = [o for o in development.objects if o in nature.labels.manners]
    return {
        "actors": names(development.actors),
        "counterparts": names(development.counterparts),
        "parties": names(development.parties),
        "both": names(development.parties) if both else "",
        "sum": _sum_or_count(development),
        "count": _count(development),
        "casualties": casualties_words(development.casualties),
        "place": development.place or "",
        "day": _day(development),
        "forum": _forum(development.forum, development.parties) if development.forum else "",
        "number": _package(development),
        "things": _listed(things),
        "thing": things[0] if things else "",
        "goods": _listed([t for t in things if t not in (*means, *manners)]),
        "means": _listed(means),
        "manners": " ".join(manners),
        "result": development.result or "",
    }


def words(label: str) -> str:
    """Return the label of an object as it is said."""
    return label.replace("-", " ")


def casualties_words(toll: Casualties | None) -> str:
    """Return the toll in words: `12 killed, 30 injured`; nothing where none is known."""
    told = ((toll.killed, "killed"), (toll.injured, "injured")) if toll else ()
    return ", ".join(f"{n:,} {what}" for n, what in told if n is not None)


def _listed(told: list[str]) -> str:
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def _things(development: Development, nature: Nature) -> list[str]:
    """Return the objects that say something of their own, in words, at most three."""
    plain = nature.labels.plain
    told = [o for o in development.objects if o not in plain and not o.startswith(PACKAGE)]
    return [words(o) for o in told][:3]


def _sum_or_count(development: Development) -> str:
    return amount_words(development.amount) if development.amount else _count(development)


def _count(development: Development) -> str:
    return f"{development.count.value:,} {development.count.of}" if development.count else ""


def _forum(forum: str, parties: tuple[Party, ...]) -> str:
    """Return the forum by its name, as a summit where it has a party's, and who else is there."""
    hosts = {p for p in parties if forum.casefold().startswith(p.name.casefold())}
    guests = names(tuple(p for p in parties if p not in hosts))
    summit = forum if " " in forum.removeprefix(_longest(hosts)) or not hosts else f"{forum} summit"
    return f"{summit} {'with' if hosts else 'of'} {guests}" if guests else summit


def _longest(parties: set[Party]) -> str:
    return max((p.name for p in parties), key=len, default="")


def _day(development: Development) -> str:
    when = development.when
    if when is None:
        return ""
    return f"{'in' if when.exact is None else 'on'} {when_words(when)}"


def _package(development: Development) -> str:
    """Return which package of its kind it is: `19th`; nothing where it has no number."""
    for word in development.objects:
        number = word.removeprefix(PACKAGE)
        if number != word and number.isdecimal():
            return _ordinal(int(number))
    return ""


def _ordinal(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _plain(development: Development, nature: Nature) -> str:
    """Return the sentence of a type or status without wordings."""
    what = f"{nature.noun} {development.status}"
    towards = names(development.counterparts)
    end = f" – {towards}" if towards else ""
    return f"{names(development.actors) or 'Unnamed parties'}: {what}{end}"


def _change(change: Change) -> str:
    before, after = value_words(change.before), value_words(change.after)
    return f"{change.field} {before} → {after}"


def value_words(value: str) -> str:
    """Return a value of a change in words: `90000000000 EUR` as `€90bn`, `2025-12-20` as
    `20 December 2025`, others as they are.
    """
    number, _, unit = value.partition(" ")
    try:
        if len(unit) == 3 and unit.isupper():
            return sum_words(Decimal(number), unit)
        return day_words(date.fromisoformat(value))
    except (InvalidOperation, ValueError):
        return value
