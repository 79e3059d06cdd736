"""The articles of a case, replayed on a memory of their own: what came of each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from string import ascii_uppercase

from monitor.alert.hearing import hearings
from monitor.alert.uniting import united
from monitor.app.backtesting.recording import Recording, at_once
from monitor.app.backtesting.running import Quiet
from monitor.app.backtesting.steps import Step
from monitor.app.backtesting.telling import Teller
from monitor.app.config.shapes_tests import ArticleShape, CaseShape
from monitor.extract.sentences import sentences
from monitor.model.alert import Alert, AlertId
from monitor.model.article import Article, ArticleId
from monitor.model.moment import Stamp
from monitor.model.verdict import VERDICT_WORDS, Hearing, Judged
from monitor.model.watchlist import Watchlist
from monitor.pipeline.rules import Rules

BEGINNING = datetime(2026, 3, 4, 9, tzinfo=UTC)
"""When the first article arrives, where nothing else is said: a Wednesday."""
BETWEEN = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """A judged mention, and what the watchlists that are asked make of it by themselves."""

    judged: Judged
    hearings: tuple[Hearing, ...] = ()


@dataclass(slots=True, kw_only=True)
class Happened:
    """What came of one article, and of what waited until the next one arrived; `words` say how it
    was read and judged.
    """

    article: Article
    at: datetime
    words: set[str] = field(default_factory=set)
    heard: list[Mentioned] = field(default_factory=list)
    alerts: dict[AlertId, Alert] = field(default_factory=dict)

    @property
    def passes(self) -> bool:
        """Return whether time passes and nothing is read."""
        return not self.article.text


def replayed(
    case: CaseShape, rules: Rules, watchlists: tuple[Watchlist, ...], *, now: datetime
) -> tuple[Happened, ...]:
    """Return what comes of each article of the case, the first of which arrives `now`, unless it
    says otherwise.
    """
    happened = tuple(_arrivals(case, now))
    telling = _Telling(happened, watchlists)
    recording = Recording(rules, Quiet())
    for step in at_once(recording.steps((one.at, one.article) for one in happened)):
        telling.take(step)
    return happened


def _arrivals(case: CaseShape, now: datetime) -> Iterator[Happened]:
    """Yield the articles in their order; none arrives before the one above it."""
    before: datetime | None = None
    for number, shape in enumerate(case.articles):
        at = _arrival(shape, now, before)
        before = at if before is None else max(at, before)
        yield Happened(article=_article(shape, number, before), at=before)


def _arrival(shape: ArticleShape, now: datetime, before: datetime | None) -> datetime:
    if shape.now is not None:
        return shape.now.at
    if shape.after is not None:
        return (before or now) + shape.after
    if isinstance(shape.published, Stamp):
        return shape.published.at
    return now if before is None else before + BETWEEN


def _article(shape: ArticleShape, number: int, at: datetime) -> Article:
    text, language = shape.text or "", shape.language or "en"
    published = shape.published
    if isinstance(published, timedelta):
        published = Stamp(at=at + published)
    return Article(
        id=ArticleId(f"article {number + 1}"),
        text=text,
        sentences=sentences(text, language),
        url=shape.url,
        outlet=shape.outlet or f"Outlet {ascii_uppercase[number % 26]}{number // 26 or ''}",
        family=shape.family,
        credit=shape.credit,
        published=published or Stamp(at=at),
        title=shape.title,
        language=language,
    )


class _Telling:
    """Enters each step of a replay where it belongs."""

    def __init__(self, happened: tuple[Happened, ...], watchlists: tuple[Watchlist, ...]) -> None:
        self._happened = happened
        self._number = {one.article.id: n for n, one in enumerate(happened)}
        self._watchlists = watchlists
        self._teller = Teller(watchlists, lambda alert, _: self._emit(alert))
        self._here = happened[0]
        self._next = 0

    def take(self, step: Step) -> None:
        """Enter what was read and judged, and what was told of it."""
        if step.article is not None:
            self._here = self._happened[self._number[step.article]]
            self._next = self._number[step.article] + 1
        elif self._next < len(self._happened) and self._happened[self._next].passes:
            self._here = self._happened[self._next]  # what ends while time passes
        rows = self._teller.tell(step)
        if self._here.passes and step.article is not None:
            return
        mine = self._here.article.id
        words = {str(row["verdict"]) for row in rows if row["article"] == mine}
        words |= {VERDICT_WORDS[type(told.judged.verdict)] for told in step.tellings}
        self._here.words |= words
        if step.article is not None:
            self._here.words |= {step.likeness} if words else {step.likeness, "nothing"}
        for told in step.tellings:
            heard: tuple[Hearing, ...] = ()
            if told.reading is not None:
                heard = hearings(told.judged, self._watchlists, told.reading)
            self._here.heard.append(Mentioned(judged=told.judged, hearings=heard))

    def _emit(self, alert: Alert) -> None:
        """Keep an alert where it was told first; another watchlist may ask for it later."""
        where = next((one for one in self._happened if alert.id in one.alerts), self._here)
        known = where.alerts.get(alert.id)
        where.alerts[alert.id] = alert if known is None else united(known, alert)
