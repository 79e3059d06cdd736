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
    "proposed": ("considers giving", "considers help"),
    "pledged": ("pledges", "pledges help"),
    "approved": ("approves", "approves help"),
    "delivered": ("delivers", "delivers help"),
    "refused": ("refuses to give", "refuses help"),
}
_SANCTION = {
    "proposed": "proposes sanctions against",
    "imposed": "imposes sanctions on",
    "lifted": "lifts sanctions on",
    "refused": "rejects sanctions on",
}
_AGREEMENT = {
    "proposed": "agreement proposed",
    "reached": "agreement reached",
    "rejected": "agreement rejected",
    "suspended": "agreement suspended",
    "violated": "agreement violated",
}
_MEETING = {
    "planned": ("to meet", "meeting planned"),
    "held": ("meets", "meeting held"),
    "cancelled": ("meeting called off", "meeting called off"),
}


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


def _verb(phrase: str, parties: tuple[Party, ...]) -> str:
    """Return the phrase as it follows the names: `pledges` after one, `pledge` after several."""
    word, space, rest = phrase.partition(" ")
    several = len({p.name for p in parties}) > 1
    return f"{word.removesuffix('s')}{space}{rest}" if several else phrase


def _aid(development: Development) -> str:
    given, bare = _AID.get(development.status, ("gives", "gives help"))
    giver = names(development.actors) or "An unnamed giver"
    amount = development.amount
    goods = amount_words(amount) if amount else _goods(development)
    recipient = names(development.counterparts)
    towards = f" to {recipient}" if recipient else ""
    if goods:
        return f"{giver} {_verb(given, development.actors)} {goods}{towards}"
    return f"{giver} {_verb(bare, development.actors)}{towards}{_topic(development)}"


def _goods(development: Development) -> str:
    return f"{development.count.value:,} {development.count.of}" if development.count else ""


def _topic(development: Development) -> str:
    objects = [o.replace("-", " ") for o in development.objects]
    return f" ({', '.join(objects[:3])})" if objects else ""


def _meeting(development: Development) -> str:
    verb, noun = _MEETING.get(development.status, ("meets", "meeting"))
    sides = (names(development.actors), names(development.counterparts))
    where = f" in {development.place}" if development.place else ""
    day = _day(development)
    if development.forum:
        return f"{_forum(development.forum, development.parties)}: {noun}{where}{day}"
    if all(sides) and development.status != "cancelled":
        return f"{sides[0]} {_verb(verb, development.actors)} {sides[1]}{where}{day}"
    return f"{names(development.parties) or 'Unnamed parties'}: {noun}{where}{day}"


def _forum(forum: str, parties: tuple[Party, ...]) -> str:
    """Return the forum by its name, or as a summit of those who meet where it has their name."""
    guests = names(parties)
    if any(forum.casefold() == party.name.casefold() for party in parties):
        return f"Summit of {guests}"
    return f"{forum} of {guests}" if guests else forum


def _day(development: Development) -> str:
    when = development.when
    if when is None:
        return ""
    return f" {'in' if when.exact is None else 'on'} {when_words(when)}"


def _sanction(development: Development) -> str:
    giver = names(development.actors) or "An unnamed body"
    target = names(development.counterparts) or "an unnamed target"
    verb = _verb(_SANCTION.get(development.status, "acts against"), development.actors)
    return f"{giver} {verb} {target}{_topic(development)}"


def _agreement(development: Development) -> str:
    what = _AGREEMENT.get(development.status, "agreement")
    return f"{names(development.parties) or 'Unnamed parties'}: {what}{_topic(development)}"


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
