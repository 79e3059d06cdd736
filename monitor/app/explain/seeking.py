"""Looks for a target in the store: a URL, the id of an article, of an alert or of a bundle."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from monitor.app.cli.alerts_finding import meant
from monitor.app.cli.looking import View
from monitor.app.config.settings import Configuration
from monitor.app.explain.facts import Like, Polled, Road, Target, Told
from monitor.dedupe.url import canonical
from monitor.errors import UsageError
from monitor.fetch.pace import host_key
from monitor.model.alert import Alert, AlertId
from monitor.model.article import ArticleId, Original
from monitor.model.development import Development, DevelopmentId
from monitor.model.health import span_words
from monitor.model.identifiers import article_id
from monitor.model.restraint import Bundle
from monitor.model.source import Source, SourceId
from monitor.model.verdict import Trace
from monitor.model.visit import Visit

MOST_RECEIVERS = 1000
MOST_LISTING = 5
"""So many sources of the host of a page are told of."""


@dataclass(frozen=True, slots=True)
class Seeking:
    """Looks for roads in the store that a view gives."""

    view: View
    configuration: Configuration

    async def url(self, url: str) -> Road:
        """Return what is known of a URL, be it nothing: then neither a trace nor a visit is in it.

        What is listed may stand under another URL: the visit leads there.
        """
        own = canonical(url)
        for source in self.configuration.sources:
            if url in {source.url, own} and source.url == url:
                return await self._source(url, source)
        visit = await self.view.visits.visit(own)
        name = visit.article if visit is not None and visit.article is not None else None
        trace = await self.view.memory.trace(name or article_id(own, ""))
        road = Road(
            target=Target.PAGE if trace is None else Target.ARTICLE,
            asked=url,
            now=self.view.clock.now(),
            url=own,
            visit=visit,
            waits=await self.view.visits.waits(own),
            seen=await self.view.visits.seen(own),
            listing=await self._listing(own, _source_of(trace, visit)),
        )
        return await self.completed(road, trace)

    async def name(self, given: str) -> Road:
        """Return the road of the article with this id, or of the alert or bundle whose id begins
        so.

        Raises `UsageError`, saying what was looked for, if nothing is found, or several are.
        """
        trace = await self.view.memory.trace(ArticleId(given)) if given else None
        if trace is not None:
            road = Road(
                target=Target.ARTICLE,
                asked=given,
                now=self.view.clock.now(),
                url=trace.article.url,
                listing=await self._listing(trace.article.url, _source_of(trace, None)),
            )
            return await self.completed(road, trace)
        message = await meant(self.view, given)
        if message is None:
            raise UsageError(self._unknown(given))
        if isinstance(message, Bundle):
            return await self._bundle(given, message)
        return await self._alert(given, message)

    async def completed(self, road: Road, trace: Trace | None) -> Road:
        """Return the road with its trace, and what the trace leads to."""
        if trace is None:
            return road
        earlier = await self.view.visits.telling(trace.article.id)
        if (
            earlier is not None
            and road.alert is not None
            and road.alert.alert.id in _alerts(earlier)
        ):
            trace, earlier = earlier, None
        alerts = _alerts(trace)
        before = _alerts(earlier) if earlier is not None else {}
        return replace(
            road,
            trace=trace,
            like=await self._like(trace),
            developments=await self._developments(trace),
            told=await self._all_told(alerts),
            before=await self._all_told(id_ for id_ in before if id_ not in alerts),
        )

    async def _all_told(self, alerts: Iterable[AlertId]) -> tuple[Told, ...]:
        found = [await self._told(id_) for id_ in alerts]
        return tuple(told for told in found if told is not None)

    async def _source(self, url: str, source: Source) -> Road:
        polled = await self._polled(source)
        now = self.view.clock.now()
        return Road(target=Target.SOURCE, asked=url, now=now, url=url, listing=(polled,))

    async def _alert(self, given: str, alert: Alert) -> Road:
        told = await self._told(alert.id)
        evidence = alert.evidence[0] if alert.evidence else None
        trace = await self.view.memory.trace(evidence.article) if evidence is not None else None
        road = Road(
            target=Target.ALERT,
            asked=given,
            now=self.view.clock.now(),
            url=evidence.url if evidence is not None else None,
            listing=await self._listing(None, _source_of(trace, None)),
            alert=told,
        )
        return await self.completed(road, trace)

    async def _bundle(self, given: str, bundle: Bundle) -> Road:
        deliveries = await self.view.ledger.deliveries(limit=MOST_RECEIVERS, alert=bundle.id)
        told = tuple(Told(alert=alert, deliveries=deliveries) for alert in bundle.alerts)
        now = self.view.clock.now()
        return Road(target=Target.BUNDLE, asked=given, now=now, bundle=bundle, told=told)

    async def _told(self, id_: AlertId) -> Told | None:
        alert = await self.view.ledger.alert(id_)
        if alert is None:
            return None
        deliveries = await self.view.ledger.deliveries(limit=MOST_RECEIVERS, alert=id_)
        return Told(alert=alert, deliveries=tuple(sorted(deliveries, key=lambda d: d.receiver)))

    async def _developments(self, trace: Trace) -> dict[DevelopmentId, Development]:
        """Return the developments that the trace names, as they are now."""
        names = dict.fromkeys(
            id_
            for one in trace.decisions
            for id_ in (one.development, *(other.development for other in one.compared))
        )
        found = [(id_, await self.view.memory.development(id_)) for id_ in names]
        return {id_: known for id_, known in found if known is not None}

    async def _like(self, trace: Trace) -> Like | None:
        """Return the article that the one of the trace copies or revises."""
        if isinstance(trace.likeness, Original):
            return None
        of = trace.likeness.of
        known = await self.view.memory.trace(of) if of != trace.article.id else None
        if known is not None:
            article = known.article
            return Like(
                article=of,
                title=article.title,
                url=article.url,
                outlet=article.outlet,
                published=article.published,
                read_at=known.at,
            )
        kept = trace.neighbour
        if kept is None:
            return Like(article=of)
        return Like(article=of, url=kept.url, outlet=kept.outlet, published=kept.published)

    async def _listing(self, url: str | None, named: SourceId | None) -> tuple[Polled, ...]:
        """Return the source that listed the article; where none did, those of the page's host."""
        found = [one for one in self.configuration.sources if one.id == named]
        if not found and url is not None:
            found = list(of_host(url, self.configuration.sources))
        return tuple([await self._polled(one) for one in found[:MOST_LISTING]])

    async def _polled(self, source: Source) -> Polled:
        polls, id_ = self.view.polls, SourceId(source.id)
        return Polled(
            source=source,
            state=await polls.state(id_),
            reads=await polls.reads(id_),
            due=await polls.due(id_),
        )

    def _unknown(self, given: str) -> str:
        kept = self.configuration.retention
        articles, alerts = span_words(kept.articles), span_words(kept.developments)
        return (
            f'nothing is known of "{given}": no article has this id, and no alert or bundle begins'
            f" so. Articles are kept for {articles}, alerts for {alerts} (`retention` in"
            " monitor.yaml). Give the URL of the page: what is not kept is read now; or pick an"
            " alert of `monitor alerts`"
        )


def of_host(url: str, sources: Iterable[Source]) -> Iterable[Source]:
    """Give the sources that are asked at the host of the URL."""
    whose = host_key(url)
    return (source for source in sources if host_key(source.url) == whose)


def _alerts(trace: Trace) -> dict[AlertId, None]:
    """Return the alerts that the mentions of a trace made, each once."""
    return dict.fromkeys(id_ for one in trace.decisions for id_ in one.alerts)


def _source_of(trace: Trace | None, visit: Visit | None) -> SourceId | None:
    """Return the source that listed what was read, or was to be."""
    if trace is not None and trace.coming is not None:
        return trace.coming.source
    return visit.source if visit is not None else None
