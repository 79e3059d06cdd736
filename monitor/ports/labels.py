"""Labels that people gave to developments, stored in one step with what follows from them."""

from dataclasses import dataclass
from typing import Protocol

from monitor.model.alert import AlertId
from monitor.model.development import Development, DevelopmentId, Keyed
from monitor.model.feedback import Label, LabelId


@dataclass(frozen=True, slots=True, kw_only=True)
class Heeded:
    """What follows from an opinion: developments as they stand then (each version one above the
    stored one), the label that is `given`, those that are `undone`, and the alerts that are not
    sent any more where they were not tried yet, with the reason.
    """

    developments: tuple[Keyed, ...]
    given: Label | None = None
    undone: tuple[LabelId, ...] = ()
    unsent: tuple[AlertId, ...] = ()
    detail: str = ""


class Labels(Protocol):
    """The labels that stand."""

    async def heed(self, heeded: Heeded) -> bool:
        """Store all of it in one step; False if a development was changed since it was read
        (nothing is stored then).
        """
        ...

    async def labels(self, *, limit: int) -> tuple[Label, ...]:
        """Return the labels that were given last and stand, newest first."""
        ...

    async def stored(self, development: DevelopmentId) -> Development | None:
        """Return the development as stored, though it lives on in another."""
        ...

    async def beginning(self, start: str, *, limit: int) -> tuple[DevelopmentId, ...]:
        """Return the ids of developments that begin so, in their order."""
        ...
