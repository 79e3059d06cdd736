"""What is kept of the road of an article, so that it can be told later what truly happened."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.alert.compose import unheard
from monitor.judge.judging import Arrival
from monitor.model.alert import Alert
from monitor.model.article import Article, Original, Remembered
from monitor.model.verdict import (
    VERDICT_WORDS,
    Decision,
    Heard,
    Hearing,
    Hold,
    Judged,
    Neighbour,
    Sifted,
    Trace,
)
from monitor.model.visit import Coming, Outcome, Visit
from monitor.ports import Task

MOST_HEARINGS = 100
"""So many watchlists' answers are kept of a mention, those nearest to an alert first."""


def decision_of(
    article: Article, judged: Judged, heard: Sequence[Hearing], told: Sequence[Alert]
) -> Decision:
    """Return what is kept of a judged mention of the article: what was `told`, and by whom it was
    `heard`.
    """
    return Decision(
        article=article.id,
        mention=judged.mention,
        verdict=VERDICT_WORDS[type(judged.verdict)],
        development=judged.after.id,
        why=(*judged.mention.why, *judged.verdict.why),
        compared=judged.compared,
        among=judged.among,
        hearings=_nearest(heard),
        unheard=unheard(judged),
        alerts=tuple(alert.id for alert in told),
    )


def trace_of(
    decisions: tuple[Decision, ...],
    arrival: Arrival,
    neighbours: Sequence[Remembered],
    worth: Sifted | None,
    task: Task | None,
) -> Trace:
    """Return the road of the article as it is stored."""
    return Trace(
        article=arrival.article,
        likeness=arrival.likeness,
        decisions=decisions,
        at=arrival.now,
        coming=_coming(task, stale=arrival.stale) if task is not None else None,
        neighbour=_neighbour(arrival, neighbours),
        sifted=worth,
    )


def released_trace(
    trace: Trace,
    judged: Judged,
    heard: Sequence[Hearing],
    told: Sequence[Alert],
    now: datetime,
) -> Trace | None:
    """Return the trace of the article with what came of its mention that was held; None if it has
    none such (any more), and for what is overdue.
    """
    held = VERDICT_WORDS[Hold]
    decisions = tuple(
        replace(
            one,
            hearings=_nearest(heard),
            unheard=None,
            alerts=tuple(alert.id for alert in told),
            released=now,
        )
        if (one.development, one.verdict) == (judged.after.id, held)
        else one
        for one in trace.decisions
    )
    return replace(trace, decisions=decisions) if decisions != trace.decisions else None


def visit_of_article(task: Task, remembered: Remembered, trace: Trace) -> Visit | None:
    """Return the visit that leads from the URL that was listed to the article, where that stands
    under another; None where it does not.
    """
    find = task.find
    if remembered.url == find.url:
        return None
    return Visit(
        url=find.url,
        source=find.source,
        found_at=find.found_at,
        at=trace.at,
        outcome=Outcome.FOLLOWED if trace.article.entry else Outcome.READ,
        tries=task.deliveries,
        article=trace.article.id,
    )


def _coming(task: Task, *, stale: bool) -> Coming:
    return Coming.of(task.find, tries=task.deliveries, stale=stale, fetched=task.fetched)


def _neighbour(arrival: Arrival, neighbours: Sequence[Remembered]) -> Neighbour | None:
    like = arrival.likeness
    if isinstance(like, Original):
        return None
    like_it = (
        Neighbour(url=one.url, outlet=one.outlet, published=one.published)
        for one in neighbours
        if one.article == like.of
    )
    return next(like_it, None)


def _nearest(hearings: Sequence[Hearing]) -> tuple[Hearing, ...]:
    """Return the hearings that are kept, in their order: of too many those that told, then those
    that missed least.
    """
    if len(hearings) <= MOST_HEARINGS:
        return tuple(hearings)
    ranked = sorted(hearings, key=lambda one: (one.heard is not Heard.TOLD, one.misses))
    kept = {one.watchlist for one in ranked[:MOST_HEARINGS]}
    return tuple(one for one in hearings if one.watchlist in kept)
