"""Which open development each mention of one article tells: the strongest pairs first, no
development twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest

from monitor.judge.blocking import Ground
from monitor.judge.identity import Different, Same, compare
from monitor.judge.opinions import FREE, Ruling
from monitor.model.development import Development, DevelopmentId, Mention
from monitor.model.verdict import Compared

STRONGEST = 100_000
"""Outranks whatever slots may have in common."""
MOST_REFUSALS = 5
"""So many developments are told of that a mention does not tell."""
MOST_COMPARED = 4
"""So many of those that a mention was held against are kept to explain it, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Match:
    """A development that fits the mention, and what decided; None and the reasons where none
    does. `compared`: the likeliest of the `among` developments of its type that it was held
    against.
    """

    development: Development | None
    why: tuple[str, ...]
    compared: tuple[Compared, ...] = ()
    among: int = 0


def matches(
    mentions: tuple[Mention, ...],
    own: tuple[DevelopmentId, ...],
    open_ones: tuple[Development, ...],
    ground: Ground,
    ruled: Ruling = FREE,
) -> tuple[Match, ...]:
    """Return for each mention, in order, the development that it tells.

    Two mentions of one article are two acts: they never share a development. A mention tells the
    development that it started itself (its `own`), whatever its slots say; then what people said of
    it is `ruled`.
    """
    pairs: list[tuple[int, int, int, Same]] = []
    refusals: dict[int, list[tuple[DevelopmentId, Different]]] = {}
    for m, mention in enumerate(mentions):
        for d, development in enumerate(open_ones):
            outcome = _settled(m, own[m], development, ruled)
            outcome = outcome or compare(mention, development, ground)
            if isinstance(outcome, Same):
                pairs.append((-outcome.strength, m, d, outcome))
            elif mention.type == development.type:
                refusals.setdefault(m, []).append((development.id, outcome))
    fits: dict[int, list[tuple[DevelopmentId, Same]]] = {}
    told: dict[int, tuple[Development, Same]] = {}
    taken: set[int] = set()
    for _, m, d, same in sorted(pairs, key=lambda pair: pair[:3]):
        fits.setdefault(m, []).append((open_ones[d].id, same))
        if m not in told and d not in taken:
            taken.add(d)
            told[m] = (open_ones[d], same)
    return tuple(
        _match(told.get(m), fits.get(m, ()), refusals.get(m, ())) for m in range(len(mentions))
    )


def _settled(
    number: int, own: DevelopmentId, development: Development, ruled: Ruling
) -> Same | Different | None:
    """Return what is certain whatever the slots of the mention say; None if nothing is."""
    if own == development.id or any(own == one.id for one in development.joins):
        return Same(STRONGEST, "told by the same sentence before")
    if (number, development.id) in ruled.barred:
        return Different("somebody said that it is another one")
    if (number, development.id) in ruled.bound:
        return Same(STRONGEST, "somebody said that it is the same")
    return None


def _match(
    told: tuple[Development, Same] | None,
    fits: Sequence[tuple[DevelopmentId, Same]],
    refusals: Sequence[tuple[DevelopmentId, Different]],
) -> Match:
    among = len(fits) + len(refusals)
    compared = tuple(_compared(fits, refusals))
    if told is None:
        return Match(None, _refused(refusals), compared, among)
    development, same = told
    why = f"the same as development {development.id}: {same.why}"
    return Match(development, (why,), compared, among)


def _compared(
    fits: Sequence[tuple[DevelopmentId, Same]],
    refusals: Sequence[tuple[DevelopmentId, Different]],
) -> Iterator[Compared]:
    """Give the likeliest developments: those that fit by their strength, then the nearest."""
    left = MOST_COMPARED - len(fits)
    for id_, same in fits[:MOST_COMPARED]:
        yield Compared(development=id_, same=True, why=same.why)
    for id_, other in nlargest(left, refusals, key=lambda one: one[1].nearness):
        yield Compared(development=id_, same=False, why=other.why)


def _refused(refusals: Sequence[tuple[DevelopmentId, Different]]) -> tuple[str, ...]:
    return tuple(f"not development {id_}: {one.why}" for id_, one in refusals[:MOST_REFUSALS])
