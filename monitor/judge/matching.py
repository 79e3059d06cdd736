"""Which open development each mention of one article tells: the strongest pairs first, no
development twice.
"""

from dataclasses import dataclass

from monitor.judge.blocking import Ground
from monitor.judge.identity import Same, compare
from monitor.model.development import Development, DevelopmentId, Mention

STRONGEST = 100_000
"""Outranks whatever slots may have in common."""


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
    pairs: list[tuple[int, int, int, str]] = []
    refusals: dict[int, list[str]] = {}
    for m, mention in enumerate(mentions):
        for d, development in enumerate(open_ones):
            outcome = (
                Same(STRONGEST, "told by the same sentence before")
                if development.id == own[m]
                else compare(mention, development, ground)
            )
            if isinstance(outcome, Same):
                pairs.append((-outcome.strength, m, d, outcome.why))
            elif mention.type == development.type:
                refusals.setdefault(m, []).append(
                    f"not development {development.id}: {outcome.why}"
                )
    found: dict[int, Match] = {}
    taken: set[int] = set()
    for _, m, d, why in sorted(pairs):
        if m not in found and d not in taken:
            taken.add(d)
            found[m] = Match(open_ones[d], (f"the same as development {open_ones[d].id}: {why}",))
    return tuple(
        found.get(m, Match(None, tuple(refusals.get(m, ()))[:5])) for m in range(len(mentions))
    )
