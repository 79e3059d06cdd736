"""Warnings about a watchlist: what in it can never match, decides nothing, or reaches nobody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.app.config.document import Document, Steps
from monitor.app.config.hiding_words import hides
from monitor.app.config.problems import Problem
from monitor.app.config.shapes_watchlist import WatchlistShape
from monitor.model.actor import ActorId, Registry
from monitor.model.condition import (
    Condition,
    Group,
    Joint,
    MinAmount,
    Near,
    NoSum,
    Reach,
    Says,
    Sum,
    Takes,
    Types,
    Within,
)
from monitor.model.nature import Natures
from monitor.model.watchlist import Kind, Watchlist

NEVER = "it is read, and tells nothing"
_USELESS = "it is read, and changes nothing"
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_MOST_COMPARED = 300
"""So many words of one list are held against each other: it takes the square of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a watchlist is held against; None: not known, and not asked for.

    `families`: of how many publishers the sources are.
    """

    registry: Registry | None = None
    natures: Natures | None = None
    families: int | None = None


def of_watchlist(
    watchlist: Watchlist, shape: WatchlistShape, document: Document, around: Around
) -> Iterator[Problem]:
    """Give the doubts about one watchlist, of which `shape` is how it was written."""
    for key, words in (("developments", watchlist.developments), ("on", shape.on)):
        if words is not None and not words:
            told = f"{key} is empty: this watchlist can never match"
            yield document.warning((key,), told, consequence=NEVER)
    yield from _of_kinds(watchlist, document)
    yield from _of_origins(watchlist, document, around)
    for parts in _together(watchlist.condition):
        for part in parts:
            yield from _stars(part, document)
        yield from _of_parts(parts, document, around)


def _of_kinds(watchlist: Watchlist, document: Document) -> Iterator[Problem]:
    on, confirm_at = watchlist.on, watchlist.confirm_at
    if confirm_at is None and Kind.CONFIRMED in on:
        place: Steps = ("on", on.index(Kind.CONFIRMED))
        told = "confirmed is never told without confirm_at"
        yield document.warning(place, told, hint="add confirm_at: 2", consequence=_USELESS)
    if confirm_at is None:
        return
    if Kind.CONFIRMED not in on:
        told = "confirm_at: `on` does not name confirmed"
        hint = "add confirmed to `on`"
        yield document.warning(("confirm_at",), told, hint=hint, consequence=_USELESS)
    elif confirm_at <= watchlist.min_origins:
        told = "confirm_at is not more than min_origins"
        becomes = "`confirmed` follows `new` at once"
        yield document.warning(("confirm_at",), told, consequence=becomes)


def _of_origins(watchlist: Watchlist, document: Document, around: Around) -> Iterator[Problem]:
    """Give the doubts about more origins than there are publishers among the sources."""
    families = around.families
    if not families:
        return
    wanted: tuple[tuple[str, int | None], ...] = (
        ("min_origins", watchlist.min_origins),
        ("confirm_at", watchlist.confirm_at),
    )
    for key, number in wanted:
        if number is not None and number > families:
            there_are = "is 1 publisher" if families == 1 else f"are {families} publishers"
            yield document.warning(
                (key,),
                f"{key}: {number} origins are wanted, and there {there_are} among the sources",
                consequence="it is reached only by articles that credit others",
            )


def _together(condition: Condition) -> Iterator[list[Condition]]:
    """Give the conditions that must hold together: of the whole, then of each choice in it."""
    parts = list(_flat(condition))
    yield parts
    for part in parts:
        if isinstance(part, Group):
            for choice in part.parts:
                yield from _together(choice)


def _flat(condition: Condition) -> Iterator[Condition]:
    """Give what must hold for the condition, taken apart as far as that goes."""
    if not isinstance(condition, Group):
        yield condition
    elif condition.joint is Joint.ALL:
        for part in condition.parts:
            yield from _flat(part)
    else:
        yield condition
        for part in condition.parts if condition.joint is Joint.NONE else ():
            if isinstance(part, Says | Takes) and part.joint is Joint.ANY:
                yield replace(part, joint=Joint.NONE)


def _of_parts(parts: list[Condition], document: Document, around: Around) -> Iterator[Problem]:
    says = [part for part in parts if isinstance(part, Says)]
    takes = [part for part in parts if isinstance(part, Takes)]
    for part in says:
        yield from _hidden_words(part, document)
        for other in says:
            if other.joint is Joint.NONE and part.joint is not Joint.NONE:
                yield from _excluded_words(part, other, document)
    for taking in takes:
        for other_taking in takes:
            if other_taking.joint is Joint.NONE and taking.joint is not Joint.NONE:
                yield from _excluded_actors(taking, other_taking, document, around.registry)
    if around.natures is not None:
        yield from _of_money(parts, document, around.natures)


def _stars(condition: Condition, document: Document) -> Iterator[Problem]:
    """Give the words with a * that opens no end of theirs: only the last one does."""
    if not isinstance(condition, Says | Near):
        return
    below: Steps = ("words",) if isinstance(condition, Near) else ()
    for number, word in enumerate(condition.words):
        place = (*steps(condition.path), *below, number)
        stem = word.text.rstrip("*")
        if not stem:
            told = f'"{word.text}" is found in nearly every text: no letter stands before the *'
            yield document.warning(place, told)
        elif "*" in stem:
            told = f'"{word.text}": a * opens the end of the whole, and nothing before it'
            becomes = "it is found only where a text writes a * there"
            yield document.warning(place, told, consequence=becomes)


def _hidden_words(says: Says, document: Document) -> Iterator[Problem]:
    """Give the words that decide nothing beside another of the same list: in `all` those that
    another has in it, else those that another finds already.
    """
    words = says.words[:_MOST_COMPARED]
    for number, word in enumerate(words):
        for other_number, other in enumerate(words):
            broad, narrow = (word, other) if says.joint is Joint.ALL else (other, word)
            if number == other_number or not hides(broad, narrow):
                continue
            if number < other_number and hides(narrow, broad):
                continue
            told = f'"{word.text}" is found by "{other.text}" already'
            if says.joint is Joint.ALL:
                told = f'"{word.text}" is asked for by "{other.text}" already'
            yield document.warning((*steps(says.path), number), told, consequence=_USELESS)
            break


def _excluded_words(says: Says, none: Says, document: Document) -> Iterator[Problem]:
    """Give the words that can be found only where others are, which must not be there."""
    if none.within not in {Within.ARTICLE, says.within}:
        return
    lost = [
        (number, word, by)
        for number, word in enumerate(says.words)
        if (by := next((other for other in none.words if hides(other, word)), None)) is not None
    ]
    yield from _lost(
        [(number, word.text, by.text) for number, word, by in lost], says, none, document
    )


def _excluded_actors(
    takes: Takes, none: Takes, document: Document, registry: Registry | None
) -> Iterator[Problem]:
    """Give the actors that take part only for others, who must not take part."""
    if registry is None or none.role not in {type(none.role).PARTY, takes.role}:
        return
    lost = [
        (number, str(actor), str(by))
        for number, actor in enumerate(takes.actors)
        if (by := _covering(actor, none, registry)) is not None
    ]
    yield from _lost(lost, takes, none, document)


def _covering(actor: ActorId, none: Takes, registry: Registry) -> ActorId | None:
    """Return which of the others takes part whenever the actor does."""
    above = registry.upward(actor, None)[1 if none.reach is Reach.BELOW else 0 :]
    return next((other for other in none.actors if other in above), None)


def _lost(
    lost: list[tuple[int, str, str]], part: Says | Takes, none: Says | Takes, document: Document
) -> Iterator[Problem]:
    """Give what cannot be: nothing at all if one of `all`, or each of `any`, is excluded."""
    asked = len(part.words) if isinstance(part, Says) else len(part.actors)
    never = part.joint is Joint.ALL or len(lost) == asked
    for number, word, by in lost:
        line, column = document.where((*steps(none.path), _index(none, by)))
        same = "stands under" if word == by else f'is found only with "{by}", which stands under'
        end = ": this watchlist can never match" if never else ""
        told = f'"{word}" {same} {none.path} at {line}:{column}{end}'
        becomes = NEVER if never else _USELESS
        yield document.warning((*steps(part.path), number), told, consequence=becomes)
        if never:
            return


def _index(part: Says | Takes, word: str) -> int:
    words = (
        [w.text for w in part.words] if isinstance(part, Says) else [str(a) for a in part.actors]
    )
    return words.index(word)


def _of_money(parts: list[Condition], document: Document, natures: Natures) -> Iterator[Problem]:
    """Give the sums that are asked of types without any."""
    kinds = next((part for part in parts if isinstance(part, Types)), None)
    if kinds is None or any("amount" in natures.of(kind).slots for kind in kinds.types):
        return
    named = ", ".join(kinds.types)
    for part in parts:
        if isinstance(part, MinAmount):
            told = f"{part.path} tests nothing: no sum is read of {named}"
            yield document.warning(steps(part.path), told, consequence="all of them pass")
        elif isinstance(part, Sum | NoSum):
            told = f"{part.path}: no sum is read of {named}: this can never match"
            yield document.warning(steps(part.path), told, consequence=NEVER)


def steps(path: str) -> Steps:
    """Return the steps of a condition's path, such as `where.any[1].keywords.all`."""
    return tuple(word or int(number) for word, number in _STEP.findall(path))
