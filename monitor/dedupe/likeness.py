"""How alike two texts are, told from fingerprints: copy, revision or a text of its own.

Sentences decide what is new: one that stands word for word in the other text was judged with it,
one that does not is new, be it for a single figure. MinHash weighs texts whose sentences were
touched: how much they have in common (Jaccard), and how much of the shorter stands in the longer
(containment). The bounds were chosen on half of the pairs of
`tests/evaluation/copies.py`, which prints what they reach on the other half.
"""

from dataclasses import dataclass

from monitor.model.article import Copy, Fingerprint, Likeness, Original, Remembered, Revision

ALIKE = 0.4  # least Jaccard of a revision
HELD = 0.6  # least containment of one
RESEMBLING = 0.1  # least Jaccard with it: below, containment is guessed from a few values
SHARED = 0.5  # least share of either text's sentences that a revision has in common
SUPPORTED = (
    0.55  # least containment with it: an outlet repeats its own background, and its furniture
)


def likeness(
    address: str | None, mine: Fingerprint, neighbours: tuple[Remembered, ...]
) -> Likeness:
    """Return what the text is beside its neighbours, seen before; the earliest copied wins.

    `address` is canonical, as are those of the neighbours; of the states of a page the latest comes
    first among them.
    """
    measured = [Near.of(mine, address, one) for one in neighbours]
    latest = next((one for one in measured if one.same_page), None)
    if latest is not None:
        return _later_state(mine, latest)
    near = sorted(measured, key=Near.age)
    for one in near:
        if one.contained:
            return Copy(of=one.seen.article, origin=one.seen.origin, why=one.why())
    alike = [one for one in near if one.alike]
    if not alike:
        return Original(why=_why_original(near))
    nearest = max(alike, key=lambda one: one.of_mine)
    return Revision(
        of=nearest.seen.article,
        origin=nearest.seen.origin,
        changed=_changed(mine, alike),
        same_page=False,
        why=nearest.why(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A neighbour measured: Jaccard, how much of the shorter text stands in the longer (None: it is
    not known), and the shares of either text's sentences in the other.
    """

    seen: Remembered
    same_page: bool
    same_text: bool
    jaccard: float
    containment: float | None
    of_mine: float
    of_theirs: float

    @classmethod
    def of(cls, mine: Fingerprint, address: str | None, seen: Remembered) -> "Near":
        """Return how near the remembered text is."""
        theirs = seen.fingerprint
        jaccard = _jaccard(mine.signature, theirs.signature)
        return cls(
            seen=seen,
            same_page=address is not None and address == seen.url,
            same_text=mine.content == theirs.content,
            jaccard=jaccard,
            containment=_containment(jaccard, mine.runs, theirs.runs),
            of_mine=_share(mine.sentences, theirs.sentences),
            of_theirs=_share(theirs.sentences, mine.sentences),
        )

    def age(self) -> tuple[bool, float]:
        """Return what sorts the earliest first, and what has no date last."""
        published = self.seen.published
        return published is None, published.at.timestamp() if published else 0.0

    @property
    def contained(self) -> bool:
        """Return whether nothing in the text is new."""
        return self.same_text or self.of_mine == 1

    @property
    def alike(self) -> bool:
        """Return whether one is a rewrite of the other, or holds it."""
        if self.jaccard >= ALIKE or self.contained or self.of_theirs == 1:
            return True
        held = 1.0 if self.containment is None else self.containment
        if max(self.of_mine, self.of_theirs) >= SHARED:
            return held >= SUPPORTED
        return self.containment is not None and held >= HELD and self.jaccard >= RESEMBLING

    def why(self) -> tuple[str, ...]:
        """Return what was measured, in words."""
        other = f"{self.seen.article} ({self.seen.outlet or 'unknown outlet'})"
        shares = f"{self.of_mine:.0%} of the sentences stand in {other}"
        measured = f"Jaccard {self.jaccard:.2f}"
        if self.containment is not None:
            measured += f", containment {self.containment:.2f}"
        return (shares, f"{self.of_theirs:.0%} of its own here", measured)


def _later_state(mine: Fingerprint, latest: Near) -> Copy | Revision:
    """Return what the page is beside its latest state: one that goes back has changed too."""
    before = latest.seen
    if latest.same_text:
        return Copy(of=before.article, origin=before.origin, why=("the same page, unchanged",))
    changed = _changed(mine, [latest])
    return Revision(
        of=before.article,
        origin=before.origin,
        changed=changed,
        same_page=True,
        why=(f"the same page, {len(changed)} of {len(mine.sentences)} sentences changed",),
    )


def _changed(mine: Fingerprint, seen: list[Near]) -> tuple[int, ...]:
    """Return the numbers of the sentences that stand in none of these texts."""
    known = {"", *(one for near in seen for one in near.seen.fingerprint.sentences)}
    return tuple(number for number, one in enumerate(mine.sentences) if one not in known)


def _why_original(near: list[Near]) -> tuple[str, ...]:
    if not near:
        return ("no text seen before is near",)
    return max(near, key=lambda one: one.jaccard).why()


def _share(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Return which share of my sentences stands in theirs, 0 for none at all."""
    said = [one for one in mine if one]
    known = set(theirs)
    return sum(one in known for one in said) / len(said) if said else 0.0


def _jaccard(mine: tuple[int, ...], theirs: tuple[int, ...]) -> float:
    if not mine or len(mine) != len(theirs):
        return 0.0
    return sum(a == b for a, b in zip(mine, theirs, strict=True)) / len(mine)


def _containment(jaccard: float, mine: int, theirs: int) -> float | None:
    """Return the share of the shorter text's runs of words that stand in the longer, as the Jaccard
    tells it; None if the length of one was not remembered.
    """
    if not mine or not theirs:
        return None
    both = jaccard / (1 + jaccard) * (mine + theirs)
    return min(1.0, both / min(mine, theirs))
