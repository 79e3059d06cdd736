"""A rule test of articles as they are told now, to begin with: what is wrong in it is put right."""

import json
from collections.abc import Iterator, Sequence

from monitor.app.config.shapes_tests import LONGEST, ArticleShape, CaseShape
from monitor.app.ruletests.matching import money
from monitor.app.ruletests.replaying import BEGINNING, Happened, replayed
from monitor.model.alert import Alert
from monitor.model.article import Article
from monitor.model.development import Party
from monitor.model.watchlist import Watchlist
from monitor.pipeline.rules import Rules

HEAD = "# yaml-language-server: $schema=../schema/test.schema.json\n"
_NAME = 80
_FIELDS = ("title", "outlet", "credit", "family", "url", "language", "published")
_ESCAPED = {
    code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)
}
"""What JSON leaves in quotes as it is and YAML does not."""


def drafted(articles: Sequence[Article], rules: Rules, watchlists: tuple[Watchlist, ...]) -> str:
    """Return a file of one case: the articles in the order of their dates, and the alerts that the
    watchlists tell of them.
    """
    ordered = sorted(articles, key=lambda a: a.published.at if a.published else BEGINNING)
    shape = CaseShape(name="draft", articles=[_shape(one) for one in ordered], count=0)
    happened = replayed(shape, rules, watchlists, now=BEGINNING)
    first = shape.articles[0]
    name = " ".join((first.title or first.text or "").split())[:_NAME]
    lines = ["cases:", f"  - name: {_written(name.strip())}"]
    if len(watchlists) == 1:
        lines.append(f"    watchlist: {watchlists[0].name}")
    lines.append("    articles:")
    for article, one in zip(shape.articles, happened, strict=True):
        lines += _article(article, one)
    return HEAD + "\n".join(lines) + "\n"


def _shape(article: Article) -> ArticleShape:
    """Return what of the article can stand in a test."""
    stated: dict[str, str] = {"text": article.text[:LONGEST]}
    for name in _FIELDS:
        value = getattr(article, name)
        words = " ".join(str(value).split()) if value is not None else ""
        if words and (name, words) != ("language", "en") and _fits(name, words):
            stated[name] = words
    return ArticleShape.model_validate(stated)


def _fits(name: str, words: str) -> bool:
    try:
        ArticleShape.model_validate({"text": "Any.", name: words})
    except ValueError:
        return False
    return True


def _article(shape: ArticleShape, one: Happened) -> Iterator[str]:
    lead = "      - "
    for name in _FIELDS:
        value = getattr(shape, name)
        if value is not None:
            yield f"{lead}{name}: {_written(value) if isinstance(value, str) else value}"
            lead = "        "
    yield from _text(shape.text or "", lead)
    if not one.alerts:
        yield "        alerts: none"
        return
    yield "        alerts:"
    yield from (f"          - {{{', '.join(_facts(alert))}}}" for alert in one.alerts.values())


def _text(text: str, lead: str) -> Iterator[str]:
    """Yield the lines of a block if the text can stand in one, else one quoted line."""
    lines = text.split("\n")
    if any(line[:1].isspace() or not line.isprintable() for line in lines):
        yield f"{lead}text: {_written(text)}"
        return
    yield f"{lead}text: |"
    yield from (f"          {line}".rstrip() for line in lines)


def _facts(alert: Alert) -> Iterator[str]:
    development = alert.development
    assert development is not None  # replays tell of nothing else
    yield f"kind: {alert.kind}"
    yield f"type: {development.type}"
    yield f"status: {development.status}"
    for side, parties in (
        ("actors", development.actors),
        ("counterparts", development.counterparts),
    ):
        if parties:
            yield f"{side}: [{', '.join(map(_party, parties))}]"
    if development.amount is not None:
        yield f"amount: {money(development.amount.value, development.amount.currency)}"
    if development.place is not None:
        yield f"place: {_written(development.place)}"
    if development.when is not None:
        yield f'when: "{development.when}"'
    if alert.changes:
        yield f"changes: [{', '.join(dict.fromkeys(change.field for change in alert.changes))}]"


def _party(party: Party) -> str:
    return party.id or _written(party.name)


def _written(text: str) -> str:
    """Return the text in quotes, as YAML reads it."""
    return json.dumps(text, ensure_ascii=False).translate(_ESCAPED)
