"""One sentence that a journalist would accept as the headline of a development or of its change."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import assert_never

from monitor.alert.date_words import day_words, when_words
from monitor.alert.money_words import amount_words, sum_words
from monitor.model.development import Change, Development, Party
from monitor.model.watchlist import Kind

MOST_NAMES = 4

_AID = {
    "proposed": ("considers giving", "to"),
    "pledged": ("pledges", "to"),
    "approved": ("approves", "for"),
    "delivered": ("delivers", "to"),
    "refused": ("refuses to give", "to"),
}
_SANCTION = {
    "proposed": ("proposes", "against"),
    "imposed": ("imposes", "on"),
    "lifted": ("lifts", "on"),
    "refused": ("rejects", "on"),
}
_AGREEMENT = {
    "proposed": "proposes",
    "reached": "reaches",
    "rejected": "rejects",
    "suspended": "suspends",
    "violated": "violates",
}
_MEETING = {
    "planned": ("to meet", "planned"),
    "held": ("meets", "held"),
    "cancelled": ("calls off a meeting with", "called off"),
}
_PLAIN = frozenset(
    {"aid", "ban", "deal", "goods", "grant", "helpers", "loan", "meeting", "money", "peace"}
    | {"sanctions", "talks", "flow", "licence", "market", "mission", "retaliation", "rights"}
)
"""Objects that say no more than the type of a development does."""
_MEANS = frozenset({"frozen-assets", "joint-debt"})
"""Objects that are where help comes from, not what is given."""
_MANNERS = frozenset({"military", "humanitarian"})


def names(parties: tuple[Party, ...]) -> str:
    """Return the names as a list in words, at most four, then how many others."""
    told = list(dict.fromkeys(p.name for p in parties))
    if len(told) > MOST_NAMES:
        told = [*told[: MOST_NAMES - 1], f"{len(told) - MOST_NAMES + 1} others"]
    if len(told) < 2:
        return "".join(told)
    return f"{', '.join(told[:-1])} and {told[-1]}"


def summary(
    kind: Kind, development: Development, changes: tuple[Change, ...], attribution: str | None
) -> str:
    """Return the sentence for an alert of this kind."""
    said = statement(development)
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
        case Kind.NEW | Kind.SOURCE:
            return said
        case _:
            assert_never(kind)


def statement(development: Development) -> str:
    """Return what happened, in one clause, from the slots alone."""
    words = _STATEMENTS.get(development.type, _other)(development)
    return words[:1].upper() + words[1:]


def _several(parties: tuple[Party, ...]) -> bool:
    return len({p.name for p in parties}) > 1


def _verb(phrase: str, parties: tuple[Party, ...]) -> str:
    """Return the phrase as it follows the names: `pledges` after one, `pledge` after several."""
    word, space, rest = phrase.partition(" ")
    stem = word.removesuffix("es" if word == "reaches" else "s")
    return f"{stem}{space}{rest}" if _several(parties) else phrase


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _things(development: Development) -> list[str]:
    """Return the objects that say something of their own, in words, at most three."""
    told = [o for o in development.objects if o not in _PLAIN and not o.startswith("package-")]
    return [o.replace("-", " ") for o in told][:3]


def _topic(development: Development) -> str:
    things = _listed(_things(development))
    return f" ({things})" if things else ""


def _aid(development: Development) -> str:
    giver = names(development.actors) or "An unnamed giver"
    recipient = names(development.counterparts)
    means = [o.replace("-", " ") for o in development.objects if o in _MEANS]
    if means and development.status == "refused":
        return f"{giver} {_disagrees(development, _listed(means))}"
    verb, towards = _AID.get(development.status, ("gives", "to"))
    goods = _sum_or_count(development) or _kind_of_help(development, means)
    end = f" {towards} {recipient}" if recipient else ""
    return f"{giver} {_verb(verb, development.actors)} {goods}{end}"


def _disagrees(development: Development, means: str) -> str:
    """Return that the means of a pledge are not agreed on: it says nothing of other help."""
    does = "do" if _several(development.actors) else "does"
    recipient = names(development.counterparts)
    end = f" for {recipient}" if recipient else ""
    amount = _sum_or_count(development)
    return f"{does} not agree to use {means}{end}" + (f" ({amount})" if amount else "")


def _sum_or_count(development: Development) -> str:
    if development.amount:
        return amount_words(development.amount)
    return f"{development.count.value:,} {development.count.of}" if development.count else ""


def _kind_of_help(development: Development, means: list[str]) -> str:
    manners = [o for o in development.objects if o in _MANNERS]
    things = [t for t in _things(development) if t not in (*means, *manners)]
    if things:
        return _listed(things)
    source = f" from {_listed(means)}" if means else ""
    return f"{' '.join((*manners, 'help'))}{source}"


def _meeting(development: Development) -> str:
    verb, state = _MEETING.get(development.status, ("meets", development.status))
    sides = (names(development.actors), names(development.counterparts))
    where = f" in {development.place}" if development.place else ""
    day = _day(development)
    if development.forum:
        return f"{_forum(development.forum, development.parties)} {state}{where}{day}"
    if all(sides) and development.status != "cancelled":
        return f"{sides[0]} {_verb(verb, development.actors)} {sides[1]}{where}{day}"
    parties = names(development.parties)
    return f"Meeting{f' of {parties}' if parties else ''} {state}{where}{day}"


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
    return f" {'in' if when.exact is None else 'on'} {when_words(when)}"


def _sanction(development: Development) -> str:
    giver, target = names(development.actors), names(development.counterparts)
    verb, towards = _SANCTION.get(development.status, ("", "on"))
    noun = _package(development)
    end = f"{f' {towards} {target}' if target else ''}{_topic(development)}"
    if giver and verb:
        return f"{giver} {_verb(verb, development.actors)} {noun}{end}"
    return f"{giver}{': ' if giver else ''}{noun}{end} {development.status}"


def _package(development: Development) -> str:
    """Return `sanctions`, or which package of them it is."""
    for word in development.objects:
        number = word.removeprefix("package-")
        if number != word and number.isdecimal():
            return f"{_ordinal(int(number))} sanctions package"
    return "sanctions"


def _ordinal(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _agreement(development: Development) -> str:
    """Return who agrees; of what one of two sides may have done alone, only that it was done."""
    what = " ".join((*_things(development)[:1], "agreement"))
    verb = _AGREEMENT.get(development.status)
    one_sided = not (development.actors and development.counterparts)
    parties = development.parties
    if verb and parties and (one_sided or development.status == "reached"):
        article = "an" if what[0] in "aeiou" else "a"
        return f"{names(parties)} {_verb(verb, parties)} {article} {what}"
    between = f" {'between' if _several(parties) else 'of'} {names(parties)}" if parties else ""
    return f"{what}{between} {development.status}"


def _other(development: Development) -> str:
    what = f"{development.type.replace('_', ' ')} {development.status}"
    towards = names(development.counterparts)
    end = f" – {towards}" if towards else ""
    return f"{names(development.actors) or 'Unnamed parties'}: {what}{end}"


_STATEMENTS = {
    "aid_pledge": _aid,
    "meeting": _meeting,
    "sanction": _sanction,
    "agreement": _agreement,
}


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
