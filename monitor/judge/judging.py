"""All mentions of one article, judged against the open developments: the whole room in one
function.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import count
from typing import assert_never

from monitor.judge.blocking import Ground
from monitor.judge.matching import Match, matches
from monitor.judge.novelty import Telling, novelty
from monitor.judge.opinions import FREE, Ruling, Said, ruling, with_parties
from monitor.judge.sources import behind, evidence_of
from monitor.judge.state import after, own_ids, started
from monitor.model.article import Article, Copy, Likeness, Original, Revision
from monitor.model.development import Development, DevelopmentId, Evidence, Mention
from monitor.model.rates import Rates
from monitor.model.verdict import Contested, Judged, Update


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """How an article came: its likeness to earlier ones, its origin, when, and whether it is too
    old to be news.
    """

    article: Article
    likeness: Likeness
    origin: str
    now: datetime
    stale: bool = False


def judge(
    mentions: tuple[Mention, ...],
    arrival: Arrival,
    open_ones: tuple[Development, ...],
    ground: Ground,
    said: tuple[Said, ...] = (),
) -> tuple[Judged, ...]:
    """Return each mention with its verdict and the development after it, in the order of the
    mentions. What people `said` of its sentences is obeyed, as is what developments remember of it.
    """
    learnt = tuple(a for d in open_ones for a in d.amounts) + tuple(
        m.amount for m in mentions if m.amount is not None
    )
    ground = replace(ground, rates=Rates.from_amounts(learnt))
    own = own_ids(mentions, arrival.article)
    ruled = ruling(mentions, arrival.article, open_ones, said)
    found = matches(mentions, own, open_ones, ground, ruled)
    judged = tuple(
        _judged(mention, id_, match, arrival, ground)
        for mention, id_, match in zip(mentions, own, found, strict=True)
    )
    return judged if ruled is FREE else tuple(map(partial(_joining, ruled), count(), judged))


def _joining(ruled: Ruling, number: int, judged: Judged) -> Judged:
    """Return the mention with its parties among those of the development, if somebody said that it
    tells that one.
    """
    if (number, judged.after.id) not in ruled.bound:
        return judged
    return replace(judged, after=with_parties(judged.after, judged.mention))


def _judged(
    mention: Mention, own: DevelopmentId, match: Match, arrival: Arrival, ground: Ground
) -> Judged:
    telling = telling_of(mention, arrival)
    verdict = novelty(mention, match.development, telling, ground)
    verdict = replace(verdict, why=match.why + verdict.why)
    base = match.development or started(mention, own, telling)
    return Judged(
        mention=mention,
        verdict=verdict,
        before=match.development,
        after=after(verdict, mention, base, arrival.article, telling, ground.nature(mention)),
        evidence=_evidence(mention, arrival.article, verdict, match.development),
        compared=match.compared,
        among=match.among,
    )


def telling_of(mention: Mention, arrival: Arrival) -> Telling:
    """Return the circumstances in which the article tells the mention.

    What it repeats word for word is said by whom it repeats, however much is new around it.
    """
    likeness, repeated = arrival.likeness, settled(mention, arrival)
    first = arrival.origin
    if repeated and not isinstance(likeness, Original):
        first = likeness.origin
    return Telling(
        origin=first,
        now=arrival.now,
        settled=repeated,
        stale=arrival.stale,
        same_page=isinstance(likeness, Revision) and likeness.same_page,
    )


def settled(mention: Mention, arrival: Arrival) -> bool:
    """Return whether the evidence sentence stood in the article that this one copies or revises."""
    match arrival.likeness:
        case Original():
            return False
        case Copy():
            return True
        case Revision(changed=changed):
            spans = [arrival.article.sentences[n] for n in changed]
            return not any(s.start < mention.end and mention.start < s.end for s in spans)
    assert_never(arrival.likeness)


def _evidence(
    mention: Mention, article: Article, verdict: object, before: Development | None
) -> tuple[Evidence, ...]:
    """Return the sentence that says so and, for a change, the one that it changes or
    contradicts.
    """
    mine = evidence_of(mention, article)
    if isinstance(verdict, Update | Contested) and before is not None and before.evidence:
        return (mine, behind(before, verdict.changes[0].field))
    return (mine,)
