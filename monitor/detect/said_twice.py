"""One sentence read two ways: drafts of it that are one act all the same."""

from collections.abc import Sequence
from datetime import timedelta

from monitor.detect.draft import Draft
from monitor.detect.in_common import alike, days_apart, opposite, some_party
from monitor.detect.lexicon.entries import Sameness, Sides
from monitor.model.actor import Registry

WEEK = timedelta(days=7)


def said_twice(bundle: Sequence[Draft], draft: Draft, registry: Registry) -> bool:
    """Return whether a draft of the bundle reads the draft's own sentence another way."""
    return any(
        one.sentence == draft.sentence
        and one.event.id == draft.event.id
        and (_one_sum(one, draft) or _one_meeting(one, draft, registry))
        for one in bundle
    )


def _one_sum(one: Draft, other: Draft) -> bool:
    """Return whether a sentence tells one figure twice, be it read in two currencies."""
    if one.amount is None or other.amount is None:
        return False
    return one.amount.value == other.amount.value and not opposite(one, other)


def _one_meeting(one: Draft, other: Draft, registry: Registry) -> bool:
    """Return whether a sentence tells one meeting twice: somebody in common, nobody known who
    differs, and one day, be it a weekday read forwards and backwards.
    """
    if one.event.sides is not Sides.MUTUAL or one.event.sameness is not Sameness.OCCASION:
        return False
    if one.status != other.status and (one.when is None or other.when is None):
        return False
    if days_apart(one, other) and not a_week_apart(one, other):
        return False
    return some_party(one, other, registry) and not (
        _others(one, other, registry) and _others(other, one, registry)
    )


def _others(one: Draft, other: Draft, registry: Registry) -> bool:
    """Return whether the one names somebody of the registry who is none of the other's parties."""
    known = [p for p in one.parties if p.id is not None]
    return any(not any(alike(p, q, registry) for q in other.parties) for p in known)


def a_week_apart(one: Draft, other: Draft) -> bool:
    """Return whether both are dated, a week from each other: one weekday, read as the last and as
    the next one.
    """
    if one.when is None or other.when is None:
        return False
    return abs(one.when.first - other.when.first) == WEEK
