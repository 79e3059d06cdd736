"""Warnings about conditions that no development of the types beside them can meet."""

from collections.abc import Iterator

from monitor.app.config.document import Document
from monitor.app.config.doubts_watchlist import NEVER, steps
from monitor.app.config.problems import Problem
from monitor.model.condition import Among, Aspect, Condition, Group, Joint, Role, Takes, Types
from monitor.model.development import TypeId
from monitor.model.nature import Natures, Sides

_SIDES = {Role.GIVER: Sides.GIVEN, Role.RECIPIENT: Sides.GIVEN, Role.TARGET: Sides.AGAINST}
_DONE = {
    Role.GIVER: "nobody gives in",
    Role.RECIPIENT: "nobody is given to in",
    Role.TARGET: "nobody is the target of",
}

Kinds = tuple[TypeId, ...]


def of_types(
    condition: Condition, document: Document, natures: Natures | None
) -> Iterator[Problem]:
    """Give the roles, statuses and types that are asked of developments which cannot have them;
    none where it is not known what types are like.
    """
    if natures is not None:
        yield from _of(condition, document, natures, tuple(natures.types))


def _of(
    condition: Condition, document: Document, natures: Natures, kinds: Kinds
) -> Iterator[Problem]:
    """Give the doubts about a condition that is asked only of these types."""
    if not isinstance(condition, Group):
        fault = _fault(condition, natures, kinds)
        if fault is not None:
            yield document.warning(steps(condition.path), fault, consequence=NEVER)
        return
    if condition.joint is Joint.NONE:  # what can never hold there hinders nothing
        return
    if condition.joint is Joint.ALL:
        for asked in [part for part in condition.parts if isinstance(part, Types)]:
            kinds, before = tuple(kind for kind in kinds if kind in asked.types), kinds
            if asked.types and before and not kinds:
                told = f"{asked.path}: none of these is among those asked for before"
                yield document.warning(steps(asked.path), told, consequence=NEVER)
    for part in condition.parts:
        yield from _of(part, document, natures, kinds)


def _fault(leaf: Condition, natures: Natures, kinds: Kinds) -> str | None:
    """Return why no development of the types meets the condition; None if one may."""
    known = [natures.of(kind) for kind in kinds]
    named = ", ".join(kinds)
    if not known:
        return None
    if isinstance(leaf, Takes) and leaf.joint is not Joint.NONE:
        sides = _SIDES.get(leaf.role)
        if sides is not None and all(nature.sides is not sides for nature in known):
            return f"{leaf.path}: {_DONE[leaf.role]} {named}: this can never hold"
    if isinstance(leaf, Among) and leaf.aspect is Aspect.STATUS:
        statuses = {status for nature in known for status in nature.statuses}
        if not statuses.intersection(leaf.values):
            return f"{leaf.path}: {named} is never {' or '.join(leaf.values)}: this can never hold"
    return None
