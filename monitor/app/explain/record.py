"""A road as one JSON document.

```
target, kind (article, page, alert, bundle, source), result, summary, tried, at, url
found       source, kind, url, title, at, tries, looks, stale        null: nobody listed it
visit       at, outcome, reason, detail, tries, next_look, article    null: none is kept
queued, seen
fetched     asked, url, at, bytes, content_type, moved_to             null: the list carried it
article     id, url, title, outlet, authors, published, updated, language, letters, sentences, notes
likeness    kind (original, copy, revision), why, changed, same_page,
            of: article, title, url, outlet, published, read_at
detection   language, sentences, drafts
judged_at
mentions[]  what `detect` writes, and: sentence, marks[] (start, end, label), verdict, development,
            summary, among, compared[] (development, summary, same, why), unheard, released,
            watchlists[] (name, answer, kind, misses, conditions[]: path, held, why), alerts[] (ids)
alerts[]    as webhooks carry them, those that an earlier state of the page made too, and:
            receivers, at, deliveries[] (as `monitor deliveries --json`), would_wait (by receiver:
            reason, until, detail; for a page that was tried)
bundle      as webhooks carry it
sources[]   id, kind, outlet, url, enabled, polled, said, problem, entries, due, health, since, why,
            pages (tried, failed, walled, unanswered)
```

Times are RFC 3339 in UTC; what is not known is null. Names are only ever added.
"""

from collections.abc import Mapping

from monitor.alert.record import Record, alert_record, bundle_record, mention_record
from monitor.alert.tracking import delivery_record
from monitor.app.explain.facts import Like, Polled, Road, Told
from monitor.app.explain.result import result
from monitor.app.telemetry.redaction import redacted
from monitor.detect.explaining import Mark
from monitor.model.article import Article, Copy, Likeness, Original, Revision
from monitor.model.development import DevelopmentId
from monitor.model.moment import rfc3339
from monitor.model.restraint import Gather, Hold
from monitor.model.verdict import Decision, Hearing, Sifted, Trace
from monitor.model.visit import Coming, Fetched, Visit

_KINDS: dict[type, str] = {Original: "original", Copy: "copy", Revision: "revision"}


def road_record(road: Road) -> Record:
    """Return the road as the document above."""
    end = result(road)
    trace = road.trace
    coming = trace.coming if trace is not None else None
    asked = (road.alert,) if road.alert is not None else ()
    told = (*asked, *road.told, *road.before)
    return {
        "target": road.asked,
        "kind": str(road.target),
        "result": end.word,
        "summary": end.words,
        "tried": road.tried,
        "at": rfc3339(road.now),
        "url": road.url,
        "found": _found(coming, road.visit),
        "visit": _visit(road.visit) if road.visit is not None else None,
        "queued": road.waits,
        "seen": rfc3339(road.seen) if road.seen is not None else None,
        "fetched": _fetched(fetched_of(road)),
        "article": _article(trace.article) if trace is not None else None,
        "likeness": _likeness(trace.likeness, road.like) if trace is not None else None,
        "detection": _sifted(trace.sifted) if trace is not None else None,
        "judged_at": rfc3339(trace.at) if trace is not None else None,
        "mentions": _mentions(road, trace) if trace is not None else [],
        "alerts": [_told(one) for one in {one.alert.id: one for one in told}.values()],
        "bundle": bundle_record(road.bundle) if road.bundle is not None else None,
        "sources": [_polled(one) for one in road.listing],
    }


def fetched_of(road: Road) -> Fetched | None:
    """Return the page that was had last, for the article or in vain."""
    coming = road.trace.coming if road.trace is not None else None
    if coming is not None and coming.fetched is not None:
        return coming.fetched
    return road.visit.fetched if road.visit is not None else None


def _found(coming: Coming | None, visit: Visit | None) -> Record | None:
    if coming is not None:
        return {
            "source": coming.source,
            "kind": str(coming.kind),
            "url": redacted(coming.listed),
            "title": coming.title,
            "at": rfc3339(coming.found_at),
            "tries": coming.tries,
            "looks": coming.looks,
            "stale": coming.stale,
        }
    if visit is None:
        return None
    unknown = dict.fromkeys(("kind", "title", "looks", "stale"))
    found = {"source": visit.source, "url": visit.url, "at": rfc3339(visit.found_at)}
    return {**unknown, **found, "tries": visit.tries}


def _visit(visit: Visit) -> Record:
    return {
        "at": rfc3339(visit.at),
        "outcome": str(visit.outcome),
        "reason": str(visit.reason) if visit.reason is not None else None,
        "detail": redacted(visit.detail),
        "tries": visit.tries,
        "next_look": rfc3339(visit.next_look) if visit.next_look is not None else None,
        "article": visit.article,
    }


def _fetched(fetched: Fetched | None) -> Record | None:
    if fetched is None:
        return None
    return {
        "asked": redacted(fetched.asked),
        "url": redacted(fetched.url),
        "at": rfc3339(fetched.at),
        "bytes": fetched.size,
        "content_type": fetched.content_type,
        "moved_to": redacted(fetched.moved_to) if fetched.moved_to else None,
    }


def _article(article: Article) -> Record:
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "outlet": article.outlet,
        "authors": list(article.authors),
        "published": str(article.published) if article.published is not None else None,
        "updated": str(article.updated) if article.updated is not None else None,
        "language": article.language,
        "letters": len(article.text),
        "sentences": len(article.sentences),
        "notes": list(article.notes),
    }


def _likeness(likeness: Likeness, like: Like | None) -> Record:
    revision = likeness if isinstance(likeness, Revision) else None
    return {
        "kind": _KINDS[type(likeness)],
        "why": list(likeness.why),
        "changed": list(revision.changed) if revision is not None else [],
        "same_page": revision is not None and revision.same_page,
        "of": _like(like) if like is not None else None,
    }


def _like(like: Like) -> Record:
    return {
        "article": like.article,
        "title": like.title,
        "url": like.url,
        "outlet": like.outlet,
        "published": str(like.published) if like.published is not None else None,
        "read_at": rfc3339(like.read_at) if like.read_at is not None else None,
    }


def _sifted(sifted: Sifted | None) -> Record | None:
    if sifted is None:
        return None
    return {
        "language": sifted.language,
        "sentences": sifted.sentences,
        "drafts": sifted.drafts,
    }


def _mentions(road: Road, trace: Trace) -> list[Record]:
    marks = road.marks or tuple(() for _ in trace.decisions)
    pairs = zip(trace.decisions, marks, strict=True)
    return [_mention(one, found, trace.article, road.words) for one, found in pairs]


def _mention(
    decision: Decision,
    marks: tuple[Mark, ...],
    article: Article,
    words: Mapping[DevelopmentId, str],
) -> Record:
    mention, released = decision.mention, decision.released
    return {
        **mention_record(mention, decision.article),
        "sentence": article.text[mention.start : mention.end].strip(),
        "marks": [{"start": m.start, "end": m.end, "label": m.label.value} for m in marks],
        "verdict": decision.verdict,
        "why": list(decision.why),
        "development": decision.development,
        "summary": words.get(decision.development),
        "among": decision.among,
        "compared": [
            {
                "development": other.development,
                "summary": words.get(other.development),
                "same": other.same,
                "why": other.why,
            }
            for other in decision.compared
        ],
        "unheard": decision.unheard,
        "released": rfc3339(released) if released is not None else None,
        "watchlists": [_hearing(one) for one in decision.hearings],
        "alerts": list(decision.alerts),
    }


def _hearing(hearing: Hearing) -> Record:
    return {
        "name": hearing.watchlist,
        "answer": str(hearing.heard),
        "kind": hearing.kind,
        "misses": hearing.misses,
        "conditions": [
            {"path": one.path, "held": one.held, "why": one.why} for one in hearing.checked
        ],
    }


def _told(told: Told) -> Record:
    return {
        **alert_record(told.alert),
        "at": rfc3339(told.alert.at),
        "receivers": list(told.alert.receivers),
        "deliveries": [delivery_record(one) for one in told.deliveries],
        "would_wait": {name: _wait(why) for name, why in told.held.items() if why is not None},
    }


def _wait(why: Hold | Gather) -> Record:
    until = why.until if isinstance(why, Hold) else why.at
    return {"reason": str(why.reason), "until": rfc3339(until), "detail": why.detail}


def _polled(polled: Polled) -> Record:
    source, state, reads = polled.source, polled.state, polled.reads
    health = state.health
    return {
        "id": source.id,
        "kind": str(source.kind),
        "outlet": source.outlet,
        "url": redacted(source.url),
        "enabled": source.enabled,
        "polled": rfc3339(state.last_poll) if state.last_poll is not None else None,
        "said": state.said,
        "problem": redacted(state.problem) if state.problem is not None else None,
        "entries": state.entries,
        "due": rfc3339(polled.due) if polled.due is not None else None,
        "health": str(health.state) if health is not None else None,
        "since": rfc3339(health.since) if health is not None else None,
        "why": redacted(health.why) if health is not None else None,
        "pages": {
            "tried": reads.tried,
            "failed": reads.failed,
            "walled": reads.walled,
            "unanswered": reads.unanswered,
        },
    }
