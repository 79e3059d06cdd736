"""Opinions of developments, carried out: each in one step, with the label that keeps it.

- `same`: one of the two lives on with what is known of both, the other points to it. Nobody is told
  anything of it: who was told of either was told. Alerts that were sent stay as they are.
- `different`: neither is told by the other's sentence. Two that somebody had joined are parted; of
  one that was taken for both, what the later of two alerts told becomes a development of its own.
  Nobody is told anything here either.
- `mute`: it is judged on; what would be told is kept as withdrawn, readable, and sent to nobody. So
  is what waits and was not tried yet, but for what stands in a bundle already.
- `undo` takes any of them back. What was told in between stays with the one that lived on.

A `kill -9` before or after the step leaves nothing half done.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from monitor.alert.correction import told_ids
from monitor.errors import TryLater, UsageError
from monitor.judge.blocking import Ground, stored_keys
from monitor.judge.identity import open_until
from monitor.judge.opinions import free_of, joined, muted, parted, told_apart
from monitor.model.actor import Registry
from monitor.model.alert import Alert
from monitor.model.development import Development, DevelopmentId, Keyed
from monitor.model.feedback import Label, LabelId, Opinion, Side
from monitor.model.nature import Natures
from monitor.model.rates import Rates
from monitor.pipeline.splitting import Splitting
from monitor.ports import Heeded, Journal, Labels, Ledger, Memory

MOST_TRIES = 8
"""How often it is tried because others changed a development meanwhile."""
MOST_LABELS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says something, why, and when."""

    author: str
    comment: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The development that somebody means, and the alert by which it was named, if it was."""

    development: DevelopmentId
    alert: Alert | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opining:
    """Carries out what people say of developments, whichever command or page they say it by."""

    registry: Registry
    natures: Natures
    memory: Memory
    labels: Labels
    ledger: Ledger
    journal: Journal

    async def same(self, one: Meant, other: Meant, voice: Voice) -> Label | None:
        """Join the two; None if they are one already."""
        return await self._said(lambda: self._same(one, other, voice))

    async def different(self, one: Meant, other: Meant, voice: Voice) -> Label | None:
        """Keep the two apart; None if they are so already."""
        return await self._said(lambda: self._different(one, other, voice))

    async def mute(self, one: Meant, voice: Voice) -> Label | None:
        """Tell nothing more of it; None if it is muted already."""
        return await self._said(lambda: self._mute(one, voice))

    async def undo(self, start: str) -> Label:
        """Take back the label of that id, or of the only one that begins so."""
        standing = await self.labels.labels(limit=MOST_LABELS)
        found = [label for label in standing if label.id.startswith(start)] if start else []
        if len(found) != 1:
            many = "several labels begin" if found else "no label that stands begins"
            raise UsageError(f"{many} with {start!r}; `monitor feedback list` shows them")
        (label,) = found
        await self._said(lambda: self._undone(label))
        return label

    async def _said(self, step: Callable[[], Awaitable[Heeded | None]]) -> Label | None:
        """Store what the step says, again where others changed a development meanwhile."""
        for _ in range(MOST_TRIES):
            heeded = await step()
            if heeded is None:
                return None
            if await self.labels.heed(heeded):
                self._note(heeded)
                return heeded.given
        raise TryLater("the developments were changed too often meanwhile")

    def _note(self, heeded: Heeded) -> None:
        given = heeded.given
        self.journal.note(
            "feedback.given" if given is not None else "feedback.undone",
            opinion=str(given.opinion) if given is not None else None,
            by=given.author if given is not None else None,
            developments=tuple(keyed.development.id for keyed in heeded.developments),
            undone=heeded.undone,
        )

    async def _same(self, one: Meant, other: Meant, voice: Voice) -> Heeded | None:
        first, second = await self._known(one), await self._known(other)
        if first.id == second.id:
            return None
        if first.type != second.type:
            told = f"{first.id} is a development of type {first.type}, {second.id} of {second.type}"
            raise UsageError(f"{told}: only two of one type can be the same")
        for known in (first, second):
            if known.withdrawn is not None:
                raise UsageError(f"{known.id} was taken back: nothing can be the same as it")
        ids = {known.id for known in (first, second)}
        undone = tuple(a.label for d in (first, second) for a in d.apart if a.of in ids)
        labels = tuple(LabelId(name) for name in dict.fromkeys(undone))
        facts = free_of(first, *labels), free_of(second, *labels)
        label = _label(Opinion.SAME, (_side(first, one), _side(second, other)), facts, voice)
        found = (*joined(*facts, label), *await self._freed((first, second), *labels))
        return Heeded(developments=tuple(map(self._keyed, found)), given=label, undone=labels)

    async def _different(self, one: Meant, other: Meant, voice: Voice) -> Heeded | None:
        first, second = await self._known(one), await self._known(other)
        if first.id == second.id:
            label = await self._joining(one, other)
            if label is None:
                return await self._split(first, one, other, voice)
            return await self._parted_for_good(label, voice)
        if any(a.of == second.id for a in first.apart):
            return None
        sides = (_side(first, one), _side(second, other))
        label = _label(Opinion.DIFFERENT, sides, (first, second), voice)
        found = told_apart(first, second, label)
        return Heeded(developments=tuple(map(self._keyed, found)), given=label)

    async def _joining(self, one: Meant, other: Meant) -> Label | None:
        """Return the label that made one of what they mean; None if nobody said so."""
        ids = {one.development, other.development}
        if len(ids) == 1:
            return None
        standing = await self.labels.labels(limit=MOST_LABELS)
        joining = [label for label in standing if label.opinion is Opinion.SAME]
        both = (x for x in joining if ids == {side.development for side in x.sides})
        some = (x for x in joining if ids & {side.development for side in x.sides})
        return next(both, None) or next(some, None)

    async def _parted_for_good(self, label: Label, voice: Voice) -> Heeded:
        """Return what undoes the label, and keeps apart what it had joined."""
        parts = await self._parts(label)
        by_id = {part.id: part for part in parts}
        first, second = (by_id.get(side.development) for side in label.sides)
        if first is None or second is None:
            raise UsageError(f"undo label {label.id} first: more was joined with it since")
        given = _label(Opinion.DIFFERENT, label.sides, (first, second), voice)
        by_id |= {d.id: d for d in told_apart(first, second, given)}
        found = tuple(map(self._keyed, by_id.values()))
        return Heeded(developments=found, given=given, undone=(label.id,))

    async def _split(self, known: Development, one: Meant, other: Meant, voice: Voice) -> Heeded:
        """Return what makes a development of its own of what the later alert told."""
        if one.alert is None or other.alert is None or one.alert.id == other.alert.id:
            raise UsageError(f"both are {known.id}: name two alerts of it that tell two things")
        splitting = Splitting(
            natures=self.natures, memory=self.memory, labels=self.labels, ledger=self.ledger
        )
        halves = await splitting.halves(known, one.alert, other.alert)
        label = _label(Opinion.DIFFERENT, halves.sides, (known,), voice)
        found = told_apart(halves.rest, halves.own, label)
        return Heeded(developments=tuple(map(self._keyed, found)), given=label)

    async def _mute(self, one: Meant, voice: Voice) -> Heeded | None:
        known = await self._known(one)
        if known.muted is not None:
            return None
        label = _label(Opinion.MUTE, (_side(known, one),), (known,), voice)
        return Heeded(
            developments=(self._keyed(muted(known, label)),),
            given=label,
            unsent=told_ids(known),
            detail=label.why,
        )

    async def _undone(self, label: Label) -> Heeded:
        found = await self._parts(label)
        return Heeded(developments=tuple(map(self._keyed, found)), undone=(label.id,))

    async def _parts(self, label: Label) -> tuple[Development, ...]:
        """Return the developments of the label as they stand without it."""
        if label.opinion is Opinion.SAME:
            return await self._parted(label)
        sides = [await self.memory.development(side.development) for side in label.sides]
        known = {d.id: free_of(d, label.id) for d in sides if d is not None}
        if label.opinion is Opinion.DIFFERENT and len(label.facts) == 1 and len(known) == 2:
            first, second = known.values()
            return joined(first, second, label)
        return (*known.values(), *await self._freed(known.values(), label.id))

    async def _freed(
        self, known: Iterable[Development], *labels: LabelId
    ) -> tuple[Development, ...]:
        """Return those that live on in the known ones and that the labels said something of, free
        of it: else they would be muted or apart again once they are parted, by nobody's word.
        """
        ids = [one.id for living in known for one in living.joins]
        stored = [d for id_ in ids if (d := await self.labels.stored(id_)) is not None]
        freed = ((d, free_of(d, *labels)) for d in stored if d.joined is not None)
        return tuple(free for d, free in freed if free != d)

    async def _parted(self, label: Label) -> tuple[Development, ...]:
        """Return the two that the label joined, and the one that both live on in, if that is none
        of them.
        """
        stored = [await self.labels.stored(side.development) for side in label.sides]
        pointing = next((d for d in stored if d is not None and _is_joined(d, stored)), None)
        holder = await self.memory.development(label.sides[0].development)
        if pointing is None or holder is None:
            return ()
        lives_on, back = parted(holder, pointing, label)
        other = next((d for d in stored if d is not None and d.id != pointing.id), None)
        if other is None or other.id == holder.id:
            return lives_on, back
        return lives_on, back, parted(other, pointing, label)[0]

    async def _known(self, meant: Meant) -> Development:
        known = await self.memory.development(meant.development)
        if known is None:
            raise UsageError(f"{meant.development} is no longer stored: it is too old")
        return known

    def _keyed(self, development: Development) -> Keyed:
        """Return the development as it is stored: in its next version."""
        stored = replace(development, version=development.version + 1)
        if stored.joined is not None:
            return Keyed(development=stored, keys=())
        ground = Ground(self.registry, self.natures, Rates(), stored.first_seen.date())
        return Keyed(
            development=stored,
            keys=stored_keys(stored, ground),
            until=open_until(stored, ground),
        )


def _is_joined(one: Development, among: list[Development | None]) -> bool:
    return any(d is not None and one.joined == d.id for d in among)


def _side(known: Development, meant: Meant) -> Side:
    """Return the side of a label: the sentence of the alert that was named, else the first one of
    the development.
    """
    told = meant.alert.evidence if meant.alert is not None else known.evidence
    if not told:
        raise UsageError(f"nothing was told of {known.id} yet")
    return Side(development=known.id, sentence=told[0])


def _label(
    opinion: Opinion, sides: tuple[Side, ...], facts: tuple[Development, ...], voice: Voice
) -> Label:
    about = "|".join(side.development for side in sides)
    seed = f"{opinion}|{about}|{voice.author}|{voice.at.isoformat()}"
    return Label(
        id=LabelId(sha256(seed.encode()).hexdigest()[:12]),
        opinion=opinion,
        sides=sides,
        facts=facts,
        author=voice.author,
        comment=voice.comment,
        at=voice.at,
    )
