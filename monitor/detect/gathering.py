"""Weighed drafts of an article, gathered to acts: the surest opens the first act, what is likely
told anew joins its act, and what probably adds none opens none.
"""

from collections.abc import Callable, Sequence

from monitor.detect.draft import Draft

Kin = Callable[[Draft, Draft], float]
"""The probability (0 to 1) that two drafts of one type tell one act."""


def gathered(drafts: Sequence[Draft], kin: Kin, *, opens: float, joins: float) -> list[list[Draft]]:
    """Return the acts that drafts tell, each as its drafts, the surest first.

    A draft opens an act if the probability that it is told and is none of the acts before reaches
    `opens`; else it joins the act that it most likely tells, if that likelihood reaches `joins`;
    else it is left out. A loose draft comes after the others and opens none.
    """
    acts: list[list[Draft]] = []
    for draft in sorted(drafts, key=lambda one: (one.loose, -one.sure, one.sentence, one.head)):
        alike = [
            max(kin(one, draft) for one in act) if _of_type(act, draft) else 0.0 for act in acts
        ]
        likeliest = max(alike, default=0.0)
        if not draft.loose and draft.sure * (1 - likeliest) >= opens:
            acts.append([draft])
        elif likeliest >= joins:
            acts[alike.index(likeliest)].append(draft)
    return acts


def _of_type(act: Sequence[Draft], draft: Draft) -> bool:
    return act[0].event.id == draft.event.id
