"""Near misses of a watchlist as lines for a reader."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from monitor.app.cli.deliveries_printing import second
from monitor.app.cli.explain_telling import joined_path
from monitor.app.cli.explain_words import Line, Sign, joined, marked, said
from monitor.app.explain.near import Missed


def missed_lines(watchlist: str, since: datetime, found: Sequence[Missed]) -> Iterator[Line]:
    """Give the lines of what the watchlist missed by one condition."""
    if not found:
        words = f"{watchlist} missed nothing by one condition since {second(since)}."
        yield Line(words=said(words, "bold"))
        more = "It is kept as long as articles are (`retention`); --since looks farther back"
        yield Line(sign=Sign.NOTED, words=said(more))
        return
    many = "development" if len(found) == 1 else "developments"
    words = f"{watchlist} missed {len(found)} {many} by one condition since {second(since)}"
    yield Line(words=said(words, "bold"))
    for one in found:
        yield Line(words=said(""))
        yield from _missed(one)


def _missed(one: Missed) -> Iterator[Line]:
    mention, article, condition = one.decision.mention, one.article, one.condition
    kind = joined(mention.type, mention.status, one.decision.verdict)
    yield Line(head=second(one.near.at), words=said(f" {kind}", "bold"))
    told = marked(article.text, (), mention.start, mention.end, coloured=False)
    yield Line(depth=1, words=told)
    if condition is not None:
        words = joined_path(condition.path, condition.why)
        yield Line(depth=1, sign=Sign.FAILED, words=said(words, "red"))
    where = joined(article.outlet, article.title, article.url, article.id)
    yield Line(depth=1, sign=Sign.NOTED, words=said(where))
