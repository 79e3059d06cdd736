"""Developments as people want them judged: what was joined leads to the one that it lives on in,
and a replay obeys the labels that it is given.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from monitor.judge.opinions import Said, is_side, muted, overlap
from monitor.model.article import ArticleId
from monitor.model.development import Development, DevelopmentId, Evidence
from monitor.model.feedback import Label, Opinion
from monitor.ports import Memory


async def open_ones(
    memory: Memory, keys: tuple[str, ...], since: date | None, sought: tuple[DevelopmentId, ...]
) -> tuple[Development, ...]:
    """Return the developments under the keys, and those sought by their ids, each once.

    A sentence that is read anew may have started one before under keys that it no longer has.
    """
    related = await memory.related(keys, since) if keys else ()
    found = {d.id: d for d in related if d.joined is None}
    for id_ in dict.fromkeys((*(d.joined for d in related if d.joined is not None), *sought)):
        known = found.get(id_) or await memory.development(id_)
        if known is not None:
            found[known.id] = known
    return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Obeying:
    """The labels that a replay obeys. A daemon needs none: in its store developments remember what
    people said of them.

    In a replay a development may start elsewhere, and so have another id than the one that a label
    names. What is meant is told by the sentence of each side: its article, and where it stands in
    that (or its very words, elsewhere). Of two that are one, whichever sentence comes second tells
    the development that the first one told; of two that are not, it tells another one. So the
    replay shows what would have been told had this been known at once; what was muted is so from
    when somebody said it.
    """

    labels: tuple[Label, ...] = ()

    async def said(self, article: ArticleId, memory: Memory) -> tuple[Said, ...]:
        """Return what the labels say of sentences of the article, beside what is known by now."""
        found: list[Said] = []
        for label in self.labels:
            if label.opinion not in {Opinion.SAME, Opinion.DIFFERENT}:
                continue
            for mine, theirs in (label.sides, label.sides[::-1]):
                if mine.sentence.article != article:
                    continue
                id_ = await _teller(theirs.sentence, memory)
                if id_ is not None:
                    said = Said(opinion=label.opinion, sentence=mine.sentence, development=id_)
                    found.append(said)
        return tuple(found)

    def heeded(self, developments: Iterable[Development], now: datetime) -> tuple[Development, ...]:
        """Return the developments, muted where somebody had said so by that moment."""
        labels = [x for x in self.labels if x.opinion is Opinion.MUTE and x.at <= now]
        return tuple(_heeding(development, labels) for development in developments)


def _heeding(development: Development, labels: Iterable[Label]) -> Development:
    label = next((one for one in labels if is_side(development, one)), None)
    if label is None or development.muted is not None:
        return development
    return muted(development, label)


async def _teller(sentence: Evidence, memory: Memory) -> DevelopmentId | None:
    """Return the development that the sentence told; None if it was not read yet."""
    trace = await memory.trace(sentence.article)
    decisions = trace.decisions if trace is not None else ()
    return next((d.development for d in decisions if overlap(d.mention, sentence)), None)
