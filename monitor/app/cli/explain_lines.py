"""A road as lines for a reader: stage by stage, each passed or failed, and why."""

from collections.abc import Iterator
from typing import assert_never

from monitor.alert.render.bundle import bundle_subject
from monitor.app.cli.deliveries_printing import second
from monitor.app.cli.explain_telling import mention_lines, told_lines
from monitor.app.cli.explain_words import Line, Sign, joined, said, several
from monitor.app.explain.facts import Like, Polled, Road, Target
from monitor.app.explain.record import fetched_of
from monitor.app.explain.result import result
from monitor.detect.lexicon.language import code_of
from monitor.model.article import Article, Copy, Original, Revision
from monitor.model.health import counted_words
from monitor.model.page import Reason
from monitor.model.restraint import Bundle
from monitor.model.verdict import Sifted, Trace
from monitor.model.visit import Coming, Fetched, Outcome, Visit

_GOOD = frozenset({"told", "source"})
_SAID = {
    "listed": "it gave its list",
    "not_modified": "the server said: not modified",
    "same": "it gave the same list as before, byte by byte",
}
_NEVER_READ = frozenset({Outcome.PUT_OFF, Outcome.UNAVAILABLE, Outcome.BURIED})


def road_lines(road: Road, *, coloured: bool) -> Iterator[Line]:
    """Give the lines of a road, what came of it first."""
    yield from _heading(road)
    match road.target:
        case Target.SOURCE:
            for polled in road.listing:
                yield from _polled(polled)
        case Target.BUNDLE:
            if road.bundle is not None:
                yield from _bundle(road, road.bundle)
        case Target.ALERT | Target.ARTICLE | Target.PAGE:
            yield from _article_road(road, coloured=coloured)
        case _:
            assert_never(road.target)


def _heading(road: Road) -> Iterator[Line]:
    end = result(road)
    title = road.trace.article.title if road.trace is not None else None
    yield Line(words=said(title or road.url or road.asked, "bold"))
    about = road.trace.article.id if road.trace is not None else None
    where = joined(road.url if title else None, about)
    if where:
        yield Line(words=said(where, "dim"))
    sign = Sign.PASSED if end.word in _GOOD else Sign.FAILED
    yield Line(sign=sign, words=said(f"{end.words}.", "bold"))
    if road.tried:
        words = "Its page was read just now. Nothing was stored, and nobody was told."
        yield Line(sign=Sign.NOTED, words=said(words, "yellow"))
    yield Line(words=said(""))


def _article_road(road: Road, *, coloured: bool) -> Iterator[Line]:
    trace = road.trace
    yield from _found(road)
    yield from _fetched(fetched_of(road), trace)
    if trace is not None:
        yield from _read(trace.article)
        yield from _likeness(trace, road.like)
        yield from _sifted(trace)
        yield from mention_lines(road, trace, coloured=coloured)
    if road.before:
        words = "an earlier state of the page made these; `monitor explain ID` tells its road"
        yield Line(words=said(""))
        yield Line(sign=Sign.NOTED, head="before", words=said(words))
        for told in road.before:
            yield from told_lines(told, depth=1)
    if road.visit is not None:
        if trace is not None:
            yield Line(words=said(""))
        yield from _visit(road.visit, trace)
    if road.alert is not None and not _is_shown(road):
        yield Line(words=said(""))
        if trace is None:
            words = "the road of its article is no longer kept"
            yield Line(sign=Sign.NOTED, head="article", words=said(words))
        yield from told_lines(road.alert, depth=0)
        yield from several("why", road.alert.alert.why)


def _is_shown(road: Road) -> bool:
    """Return whether the alert that was asked for stands among those of its article."""
    told = road.alert.alert.id if road.alert is not None else None
    decisions = road.trace.decisions if road.trace is not None else ()
    return any(told in one.alerts for one in decisions)


def _found(road: Road) -> Iterator[Line]:
    coming = road.trace.coming if road.trace is not None else None
    if road.tried:
        yield _unlisted(road)
    elif coming is not None:
        yield _listed(coming)
    elif road.visit is not None:
        words = f"listed by {road.visit.source}, polled at {second(road.visit.found_at)}"
        yield Line(sign=Sign.PASSED, head="found", words=said(words))
    elif road.trace is not None:
        words = "how it was found was not kept then"
        yield Line(sign=Sign.NOTED, head="found", words=said(words))
    if road.waits and road.visit is None:
        words = "it is queued, or in hand: it is read at its turn"
        yield Line(sign=Sign.NOTED, head="waits", words=said(words))
    if road.trace is None and road.visit is None and road.seen is not None:
        words = f"its URL counts as seen since {second(road.seen)}: it is read again if its list"
        words += " says that it was changed; `--now` reads it now"
        yield Line(sign=Sign.NOTED, head="seen", words=said(words))
    for polled in road.listing if coming is None or road.tried else ():
        yield from _polled(polled)


def _listed(coming: Coming) -> Line:
    title = f", as “{coming.title}”" if coming.title else ""
    words = f"listed by {coming.source} ({coming.kind}), polled at {second(coming.found_at)}{title}"
    if coming.looks:
        words += f"; looked at again, the {coming.looks + 1}. time"
    if coming.tries > 1:
        words += f"; had at the {coming.tries}. try"
    return Line(sign=Sign.PASSED, head="found", words=said(words))


def _unlisted(road: Road) -> Line:
    if road.seen is not None or road.waits:
        words = "listed before, and read now because it was asked for"
        return Line(sign=Sign.NOTED, head="found", words=said(words))
    if road.listing:
        names = ", ".join(polled.source.id for polled in road.listing)
        words = f"by nobody yet: {names}, asked at this host, did not list it"
    else:
        words = "by nobody: no source of sources.yaml is asked at this host (`monitor sources add`)"
    return Line(sign=Sign.FAILED, head="found", words=said(words))


def _polled(polled: Polled) -> Iterator[Line]:
    source, state, reads = polled.source, polled.state, polled.reads
    words = joined(f"{source.id} ({source.kind})", source.outlet, source.url)
    yield Line(sign=Sign.NOTED, head="source", words=said(words))
    if not source.enabled:
        yield Line(depth=1, sign=Sign.FAILED, words=said("it is not enabled, so nobody asks it"))
    if state.last_poll is None:
        yield Line(depth=1, sign=Sign.FAILED, head="polled", words=said("never yet"))
    else:
        answer = state.problem or _SAID.get(state.said or "", "")
        entries = counted_words(state.entries, "entry") if state.entries is not None else ""
        told = joined(second(state.last_poll), answer, entries.replace("entrys", "entries"))
        sign = Sign.FAILED if state.problem else Sign.PASSED
        yield Line(depth=1, sign=sign, head="polled", words=said(told))
    if polled.due is not None:
        words = f"at {second(polled.due)}"
        yield Line(depth=1, sign=Sign.NOTED, head="next poll", words=said(words))
    health = state.health
    if health is not None:
        words = f"{health.state} since {second(health.since)}: {health.why}"
        sign = Sign.FAILED if health.state.is_trouble else Sign.PASSED
        yield Line(depth=1, sign=sign, head="health", words=said(words))
    if reads.tried:
        words = f"{reads.tried - reads.failed} of the last {reads.tried} could be read"
        yield Line(depth=1, sign=Sign.NOTED, head="articles", words=said(words))


def _fetched(fetched: Fetched | None, trace: Trace | None) -> Iterator[Line]:
    if fetched is None:
        if trace is not None and trace.coming is not None:
            words = "no page was asked: the list carried the text"
            yield Line(sign=Sign.NOTED, head="fetched", words=said(words))
        return
    size = counted_words(fetched.size, "byte")
    words = joined(second(fetched.at), fetched.content_type, size)
    yield Line(sign=Sign.PASSED, head="fetched", words=said(words))
    if fetched.url != fetched.asked:
        good = " for good" if fetched.moved_to else ""
        words = f"from {fetched.asked} to {fetched.url}{good}"
        yield Line(depth=1, sign=Sign.NOTED, head="redirected", words=said(words))


def _read(article: Article) -> Iterator[Line]:
    letters = f"{len(article.text):,} letters"
    told = joined(
        article.outlet,
        f"published {article.published}" if article.published is not None else "undated",
        letters,
        counted_words(len(article.sentences), "sentence"),
        code_of(article.language),
    )
    yield Line(sign=Sign.PASSED, head="read", words=said(told))
    if article.authors:
        words = ", ".join(article.authors)
        yield Line(depth=1, sign=Sign.NOTED, head="by", words=said(words))
    yield from several("note", article.notes)


def _likeness(trace: Trace, like: Like | None) -> Iterator[Line]:
    likeness = trace.likeness
    match likeness:
        case Original():
            yield Line(sign=Sign.PASSED, head="new text", words=said("; ".join(likeness.why)))
            return
        case Copy():
            yield Line(sign=Sign.FAILED, head="copy", words=said("; ".join(likeness.why)))
        case Revision(changed=changed):
            what = "a later state of its page" if likeness.same_page else "a rewrite"
            new = f"{counted_words(len(changed), 'sentence')} of it not seen before"
            sign = Sign.PASSED if changed else Sign.FAILED
            words = joined(what, new, "; ".join(likeness.why))
            yield Line(sign=sign, head="revision", words=said(words))
        case _:
            assert_never(likeness)
    if like is not None:
        title = f"“{like.title}”" if like.title else None
        when = f"published {like.published}" if like.published is not None else None
        read = f"read {second(like.read_at)}" if like.read_at is not None else None
        words = joined(title, like.outlet, when, read, like.url, like.article)
        yield Line(depth=1, sign=Sign.NOTED, head="of", words=said(words))


def _sifted(trace: Trace) -> Iterator[Line]:
    if trace.coming is not None and trace.coming.stale:
        words = "it came too late to be news: all of it is background"
        yield Line(sign=Sign.FAILED, head="stale", words=said(words))
    if trace.sifted is not None:
        yield _gate(trace.sifted, trace)
    elif not trace.decisions:
        words = "nothing that it mentions is of a type that is sought"
        yield Line(sign=Sign.FAILED, head="mentions", words=said(words))


def _gate(sifted: Sifted, trace: Trace) -> Line:
    if sifted.sentences is None:
        words = f"nothing detects in the language {code_of(sifted.language) or 'that it is in'}"
        return Line(sign=Sign.FAILED, head="gate", words=said(words))
    if not sifted.sentences:
        words = (
            "not passed: no sentence has words that may tell an act of the types that are sought"
        )
        return Line(sign=Sign.FAILED, head="gate", words=said(words))
    of = counted_words(len(trace.article.sentences), "sentence")
    told = len(trace.decisions)
    words = f"passed by {sifted.sentences} of {of}: {sifted.drafts} possible, {told} told"
    sign = Sign.PASSED if told else Sign.FAILED
    return Line(sign=sign, head="gate", words=said(words))


def _visit(visit: Visit, trace: Trace | None) -> Iterator[Line]:
    if visit.outcome in {Outcome.READ, Outcome.FOLLOWED} and trace is not None:
        words = f"it stands under {trace.article.url}, and was listed as {visit.url}"
        yield Line(sign=Sign.NOTED, head="listed as", words=said(words))
        return
    tries = f"the {visit.tries}. try" if visit.tries > 1 else None
    why = visit.detail if visit.reason is Reason.ROBOTS else visit.words
    head = "read" if visit.fetched is not None else "fetched"
    if trace is not None:
        head = "looked again" if visit.at >= trace.at else "looked first"
    words = joined(second(visit.at), why, tries)
    good = visit.outcome in {Outcome.UNCHANGED, Outcome.NOT_MODIFIED, Outcome.FOLLOWED}
    yield Line(sign=Sign.PASSED if good else Sign.FAILED, head=head, words=said(words))
    if trace is not None and visit.at < trace.at:
        return
    if visit.next_look is not None:
        words = f"at {second(visit.next_look)}"
        yield Line(depth=1, sign=Sign.NOTED, head="next look", words=said(words))
    elif visit.outcome in _NEVER_READ:
        words = "only if its list says that it was changed; `--now` tries it now"
        yield Line(depth=1, sign=Sign.NOTED, head="next look", words=said(words))


def _bundle(road: Road, bundle: Bundle) -> Iterator[Line]:
    words = joined(str(bundle.reason), bundle.receiver, second(bundle.at), bundle_subject(bundle))
    yield Line(sign=Sign.PASSED, head="bundle", words=said(words))
    for told in road.told:
        yield from told_lines(told, depth=1)
