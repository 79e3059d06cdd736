"""Which drafts of a sentence stay where words of many meanings tell some of them."""

from collections.abc import Sequence

from monitor.detect.draft import Draft


def firmest(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of a sentence without the hints of a type that a firmer one tells, and of
    its hints the one of which most is told.
    """
    firm = [draft for draft in drafts if not draft.hint]
    best = {draft.event.id: draft for draft in sorted(drafts, key=lambda d: d.worth) if draft.hint}
    told = {draft.event.id for draft in firm}
    return firm + [draft for kind, draft in best.items() if kind not in told]
