"""Which open development each mention of one article tells: the strongest pairs first, no
development twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.judge.blocking import Ground
from monitor.judge.identity import Different, Same, compare
from monitor.model.development import Development, DevelopmentId, Mention

STRONGEST = 100_000
"""Outranks whatever slots may have in common."""
MOST_REFUSALS = 5
"""So many developments are told of that a mention does not tell."""


@dataclass(frozen=True, slots=True)
class Match:
    """A development that fits the mention, and what decided; None and the reasons where none
    does.
    """

    development: Development | None
    why: tuple[str, ...]


def matches(
    mentions: tuple[Mention, ...],
    own: tuple[DevelopmentId, ...],
    open_ones: tuple[Development, ...],
    ground: Ground,
) -> tuple[Match, ...]:
    """Return for each mention, in order, the development that it tells.

    Two mentions of one article are two acts: they never share a development. A mention tells the
    development that it started itself (its `own`), whatever its slots say.
    """
    pairs: list[tuple[int, int, int, Same]] = []
    refusals: dict[int, list[tuple[DevelopmentId, Different]]] = {}
    for m, mention in enumerate(mentions):
        for d, development in enumerate(open_ones):
            outcome = (
                Same(STRONGEST, "told by the same sentence before")
                if development.id == own[m]
                else compare(mention, development, ground)
            )
            if isinstance(outcome, Same):
                pairs.append((-outcome.strength, m, d, outcome))
            elif mention.type == development.type:
                refusals.setdefault(m, []).append((development.id, outcome))
    found: dict[int, Match] = {}
    taken: set[int] = set()
    for _, m, d, same in sorted(pairs, key=lambda pair: pair[:3]):
        if m not in found and d not in taken:
            taken.add(d)
            why = f"the same as development {open_ones[d].id}: {same.why}"
            found[m] = Match(open_ones[d], (why,))
    return tuple(
        found[m] if m in found else Match(None, _refused(refusals.get(m, ())))
        for m in range(len(mentions))
    )


def _refused(refusals: Sequence[tuple[DevelopmentId, Different]]) -> tuple[str, ...]:
    return tuple(f"not development {id_}: {one.why}" for id_, one in refusals[:MOST_REFUSALS])
