"""Weighed drafts of an article, gathered to acts: the surest opens the first act, what likely tells
an act anew joins it, and what is doubtful either way is left out.
"""

from collections.abc import Callable, Sequence
from math import prod

from monitor.detect.draft import Draft

Kin = Callable[[Draft, Draft], float]
"""The probability (0 to 1) that two drafts of one type tell one act."""

MOST = 120
"""So many drafts of an article are gathered, the surest; no article of news comes near it."""
COMPARED = 4
"""So many drafts of an act, its surest, a further one is compared with."""


def gathered(drafts: Sequence[Draft], kin: Kin, *, opens: float, joins: float) -> list[list[Draft]]:
    """Return the acts that drafts tell, each as its drafts, the surest first.

    A draft opens an act if the probability that it is told and is none of the acts before reaches
    `opens`; else it joins the act that it most likely tells, if that likelihood reaches `joins`;
    else it is left out. That it is none of them is as likely as that it is not the first, nor the
    second, and so on. A loose draft comes after the others and opens none.
    """
    acts: list[list[Draft]] = []
    ranked = sorted(drafts, key=lambda one: (one.loose, -one.sure, one.sentence, one.head))
    for draft in ranked[:MOST]:
        alike = [
            (max(kin(one, draft) for one in act[:COMPARED]), number)
            for number, act in enumerate(acts)
            if act[0].event.id == draft.event.id
        ]
        likeliest, number = max(alike, key=lambda one: one[0], default=(0.0, None))
        other = prod(1 - likely for likely, _ in alike)
        if not draft.loose and draft.sure * other >= opens:
            acts.append([draft])
        elif number is not None and likeliest >= joins:
            acts[number].append(draft)
    return acts
