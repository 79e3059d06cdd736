"""One development that was taken for two acts, split where two of its alerts tell them."""

from dataclasses import dataclass, replace

from monitor.alert.compose import alert_id
from monitor.alert.correction import TELLING
from monitor.errors import UsageError
from monitor.judge.novelty import Telling
from monitor.judge.opinions import overlap, without
from monitor.judge.state import after, own_ids, started
from monitor.model.alert import Alert
from monitor.model.development import Development, Evidence, Told
from monitor.model.feedback import Side
from monitor.model.nature import Natures
from monitor.model.verdict import New, Trace
from monitor.ports import Labels, Ledger, Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """What is left of a development, what was told as a part of it and is its `own`, and the
    sentences that tell them.
    """

    rest: Development
    own: Development
    sides: tuple[Side, Side]


@dataclass(frozen=True, slots=True, kw_only=True)
class Splitting:
    """Finds in traces and alerts what a development was before it was told another act."""

    natures: Natures
    memory: Memory
    labels: Labels
    ledger: Ledger

    async def halves(self, known: Development, one: Alert, other: Alert) -> Halves:
        """Return the development without what the later of the two alerts told, and that.

        Raises `UsageError` where the article that it told is no longer kept, or is the one that the
        development starts with.
        """
        earlier, later = sorted((one, other), key=lambda alert: (alert.revision, alert.at))
        whole, was = later.development, await self._before(earlier, later)
        sentence = later.evidence[0]
        trace = await self.memory.trace(sentence.article)
        if trace is None or whole is None or was is None:
            raise UsageError(f"the article that {later.id} tells is no longer kept: it is too old")
        own = self._own(whole, was, trace, sentence)
        before = await self.labels.stored(own.id) if own is not None else None
        taken = before is not None and before.joined != known.id
        if own is None or own.id == known.id or taken:
            raise UsageError(f"what {later.id} tells is where {known.id} starts: it stays one")
        told = (Told(watchlist=w, revision=1, kinds=("new",)) for w in later.watchlists)
        begun = replace(own, told=tuple(told), version=0)
        rest = without(known, was, whole)
        return Halves(
            rest=replace(rest, joins=tuple(one for one in rest.joins if one.id != own.id)),
            own=begun if before is None else replace(before, joined=None),
            sides=(
                Side(development=known.id, sentence=earlier.evidence[0]),
                Side(development=own.id, sentence=sentence),
            ),
        )

    async def _before(self, earlier: Alert, later: Alert) -> Development | None:
        """Return the development as it was told last before the later alert."""
        development = later.development
        if development is not None and later.revision - 1 > earlier.revision:
            for kind in TELLING:
                between = alert_id(development.id, later.revision - 1, kind)
                found = await self.ledger.alert(between)
                if found is not None:
                    return found.development
        return earlier.development

    def _own(
        self, whole: Development, was: Development, trace: Trace, sentence: Evidence
    ) -> Development | None:
        """Return the development that the sentence tells by itself; None if it tells none."""
        article = trace.article
        mentions = tuple(decision.mention for decision in trace.decisions)
        at = next((n for n, one in enumerate(mentions) if overlap(one, sentence)), None)
        if at is None:
            return None
        origins = set(whole.origins) - set(was.origins)
        origin = min(origins, default=(article.outlet or "").casefold())
        telling = Telling(origin=origin, now=trace.at)
        verdict = New(why=("somebody said that it is no part of another one",))
        begun = started(mentions[at], own_ids(mentions, article)[at], telling)
        nature = self.natures.of(whole.type)
        return after(verdict, mentions[at], begun, article, telling, nature)
