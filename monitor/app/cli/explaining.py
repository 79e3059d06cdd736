"""What `monitor detect --explain` shows: each decision with its trace, for readers and programs."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import rich_click as click

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.alert.date_words import when_words
from monitor.alert.money_words import amount_words
from monitor.alert.record import mention_record
from monitor.alert.summary import casualties_words
from monitor.app.backtest import BEGINNING, Silence
from monitor.app.cli.base import complain
from monitor.app.config.settings import Configuration
from monitor.app.lexicon import story_level
from monitor.app.rules import rules_of, tools_by_language
from monitor.detect.explaining import Account, Doubted, Label, Mark, Weighing, explained
from monitor.detect.lexicon.language import USUAL
from monitor.model.article import Article
from monitor.model.development import Mention, Party
from monitor.model.verdict import VERDICT_WORDS, Judged
from monitor.pipeline.judging import Judging

COLOURS: dict[Label, dict[str, Any]] = {
    Label.TRIGGER: {"fg": "red", "bold": True},
    Label.PARTY: {"fg": "cyan"},
    Label.AMOUNT: {"fg": "green"},
    Label.COUNT: {"fg": "green"},
    Label.CASUALTIES: {"fg": "green"},
    Label.WHEN: {"fg": "yellow"},
    Label.PLACE: {"fg": "magenta"},
    Label.ATTRIBUTION: {"fg": "blue"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One article: how each of its mentions came about and was judged, and what was left out."""

    article: Article
    accounts: tuple[tuple[Account, Judged], ...]
    doubts: tuple[Doubted, ...]


async def explanations(
    configuration: Configuration, articles: Iterable[Article]
) -> AsyncIterator[Explained]:
    """Yield each article as explained, judged against those before it; no watchlist is asked."""
    tools_in = tools_by_language(configuration)
    rules = rules_of(replace(configuration, watchlists=()))
    rules = replace(rules, tools=tools_in(USUAL) or rules.tools, tools_in=tools_in)
    judging = Judging(rules=rules, memory=ThrowawayMemory(), journal=Silence())
    now = BEGINNING
    for article in articles:
        tools = rules.tools_for(article)
        if tools is None:
            complain(f"{article.id}: {story_level(article.language)}")
            continue
        now = article.published.at if article.published is not None else now
        accounts, doubts = explained(article, tools=tools)
        told = await judging.take_in(article, now=now)
        pairs = tuple(zip(accounts, told.judged, strict=True))
        yield Explained(article=article, accounts=pairs, doubts=doubts)


def explained_records(one: Explained) -> Iterator[dict[str, object]]:
    """Give the record of each mention, with its verdict and its trace under `explained`."""
    for account, judged in one.accounts:
        mention = account.mention
        yield {
            **mention_record(mention, one.article.id),
            "explained": {
                "frame": account.frame,
                "marks": [
                    {"start": m.start, "end": m.end, "label": m.label.value} for m in account.marks
                ],
                "names": [
                    {"text": n.text, "id": n.actor, "name": n.name, "via": n.via.value}
                    for n in account.names
                ],
                "told": _weighing_record(account.told),
                "fresh": _weighing_record(account.fresh),
                "verdict": VERDICT_WORDS[type(judged.verdict)],
                "development_id": judged.after.id,
                "judged": list(judged.verdict.why),
            },
        }
    for doubt in one.doubts:
        yield {
            "article": one.article.id,
            "type": doubt.type,
            "status": doubt.status,
            "start": doubt.start,
            "end": doubt.end,
            "left_out": True,
            "why": list(doubt.why),
        }


def _weighing_record(weighing: Weighing | None) -> dict[str, object] | None:
    if weighing is None:
        return None
    return {
        "probability": round(weighing.probability, 3),
        "for": [{"words": w.words, "odds": w.odds} for w in weighing.pro],
        "against": [{"words": w.words, "odds": w.odds} for w in weighing.con],
    }


def explained_lines(one: Explained, *, coloured: bool) -> Iterator[str]:
    """Give the lines for a reader; `coloured` marks words by colour, else by their labels."""
    for account, judged in one.accounts:
        mention = account.mention
        head = f"{mention.type} · {mention.status} · {mention.freshness}"
        yield f"{click.style(head, bold=True)}  {one.article.id}"
        yield f"  “{marked(one.article, mention, account.marks, coloured=coloured)}”"
        yield from _line("why", mention.why)
        yield from _line("frame", (account.frame,))
        yield from _line("names", _names(account))
        yield from _line("slots", slots_words(mention))
        yield from _weighed("told", account.told)
        yield from _weighed("news", account.fresh)
        word = VERDICT_WORDS[type(judged.verdict)]
        yield from _line(
            "judged", (f"{word}, as development {judged.after.id}", *judged.verdict.why)
        )
    for doubt in one.doubts:
        head = click.style(f"not told: {doubt.type} · {doubt.status}", dim=True)
        yield f"{head}  {one.article.id}"
        yield f"  “{one.article.text[doubt.start : doubt.end].strip()}”"
        yield from _line("why", doubt.why)


def marked(article: Article, mention: Mention, marks: Sequence[Mark], *, coloured: bool) -> str:
    """Return the sentence of the mention with its words marked."""
    parts, at = [], mention.start
    for mark in marks:
        words = article.text[mark.start : mark.end]
        parts.append(article.text[at : mark.start])
        if coloured:
            parts.append(click.style(words, **COLOURS[mark.label]))
        else:
            parts.append(f"[{mark.label}: {words}]")
        at = mark.end
    return "".join((*parts, article.text[at : mention.end])).strip()


def _line(name: str, told: Iterable[str]) -> Iterator[str]:
    words = "; ".join(told)
    if words:
        yield f"    {click.style(f'{name:<7}', dim=True)} {words}"


def _names(account: Account) -> Iterator[str]:
    for name in account.names:
        if name.actor is None:
            yield f"“{name.text}” is nobody whom actors.yaml knows"
        else:
            yield f"“{name.text}” is {name.name} ({name.actor}), by its {name.via}"


def slots_words(mention: Mention) -> Iterator[str]:
    """Give what the mention tells, slot by slot."""
    told = {
        "who": _parties(mention.actors),
        "with or to": _parties(mention.counterparts),
        "amount": amount_words(mention.amount) if mention.amount else "",
        "count": f"{mention.count.value:,} {mention.count.of}" if mention.count else "",
        "casualties": casualties_words(mention.casualties),
        "place": mention.place or "",
        "date": when_words(mention.when) if mention.when else "",
        "forum": mention.forum or "",
        "objects": ", ".join(mention.objects),
        "result": mention.result or "",
        "said by": mention.attribution or "",
    }
    for name, value in told.items():
        if value:
            yield f"{name}: {value}"


def _parties(parties: tuple[Party, ...]) -> str:
    return ", ".join(p.name if p.name == p.text else f"{p.name} (“{p.text}”)" for p in parties)


def _weighed(name: str, weighing: Weighing | None) -> Iterator[str]:
    if weighing is not None:
        pro = ", ".join(w.words for w in weighing.pro) or "nothing"
        con = ", ".join(w.words for w in weighing.con) or "nothing"
        yield from _line(
            name, (f"{weighing.probability:.2f}", f"for it: {pro}", f"against it: {con}")
        )
