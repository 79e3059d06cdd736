"""What labelled news says of mentions and the developments known before them: the rows to train
the resemblance with.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.app.backtest import Silence, in_order
from monitor.dedupe.url import canonical
from monitor.extract.record import from_record
from monitor.judge.blocking import Ground
from monitor.judge.identity import outcome_of, within_reach
from monitor.judge.pair import Pair
from monitor.judge.resemblance import Resemblance
from monitor.judge.traits import features, words_of
from monitor.model.article import Article
from monitor.model.development import Development, DevelopmentId, Mention
from monitor.model.rates import Rates
from monitor.pipeline.judging import Judging
from monitor.pipeline.rules import Rules
from tests.evaluation.training_rows import TYPES

COMMON = 1_500
Labelled = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A mention and a development, and whether the labels say that it tells it. `group`: the file,
    which must not lie on both sides of a check.
    """

    group: str
    article: str
    features: tuple[str, ...]
    same: bool


def common_words(files: Iterable[Path], score) -> tuple[str, ...]:
    """Return the words that most sentences of labelled news have, by the stems and names that
    traits know.
    """
    counted: Counter[str] = Counter()
    for file in files:
        for article in score.load_gold([file])[0].values():
            for start, end in article["sentences"]:
                counted.update(words_of(article["text"][start:end]))
    return tuple(sorted(word for word, _ in counted.most_common(COMMON)))


def rows_of(file: Path, rules: Rules, score, common: frozenset[str]) -> list[Row]:
    """Return each pair that a replay of a labelled file by rules alone comes upon."""
    articles, _, _ = score.load_gold([file])
    return asyncio.run(_replayed(file.stem, articles, rules, score, common))


async def _replayed(
    group: str, articles: dict[str, Labelled], rules: Rules, score, common: frozenset[str]
) -> list[Row]:
    by_rules = replace(rules, resemblance=Resemblance())
    judging = Judging(rules=by_rules, memory=ThrowawayMemory(), journal=Silence())
    meant: dict[DevelopmentId, str | None] = {}
    known: dict[DevelopmentId, Development] = {}
    rows: list[Row] = []
    for now, article in in_order(map(_article, articles.values())):
        told = await judging.take_in(article, now=now)
        ground = Ground(rules.registry, rules.natures, Rates(), now.date(), article.text)
        stated = list(_stated(articles[article.id], [j.mention for j in told.judged], score))
        for judged, act in zip(told.judged, stated, strict=True):
            if act is not None:
                rows += [
                    Row(
                        group=group,
                        article=article.id,
                        features=_crossed(judged.mention, one, ground, common),
                        same=meant[one.id] == act,
                    )
                    for one in known.values()
                    if one.type == judged.mention.type and within_reach(judged.mention, one, ground)
                ]
        for judged, act in zip(told.judged, stated, strict=True):
            known[judged.after.id] = judged.after
            meant.setdefault(judged.after.id, act)
    return rows


def _article(gold: Labelled) -> Article:
    record = {k: gold[k] for k in ("id", "url", "outlet", "title", "text") if gold.get(k)}
    record |= {k: gold[k] for k in ("family", "credit") if gold.get(k)}
    record |= {"published": gold["date"], "language": gold["lang"]}
    return from_record(record, canonical=canonical)


def _stated(gold: Labelled, mentions: Iterable[Mention], score) -> Iterator[str | None]:
    """Yield the labelled act that each mention tells; None where it tells none, or a doubtful
    one.
    """
    taken: set[tuple[str, str]] = set()
    for mention in mentions:
        sure, _ = score.candidates(gold, mention.type, mention.start, mention.end)
        if mention.type not in TYPES or not sure:
            yield None
            continue
        sides = {
            side: [{"name": p.name, "text": p.text} for p in getattr(mention, side)]
            for side in ("actors", "counterparts")
        }
        money = mention.amount and {
            "value": mention.amount.value,
            "currency": mention.amount.currency,
        }
        row = {"article": gold["id"], "amount": money, **sides}
        best = score.closest(row, sure, taken, mention.freshness == "new")
        taken.add((gold["id"], best["dev"]))
        yield str(best["dev"])


def _crossed(
    mention: Mention, development: Development, ground: Ground, common: frozenset[str]
) -> tuple[str, ...]:
    """Return the features of a pair, each once more as of its type alone."""
    pair = Pair.of(mention, development, ground)
    names = features(pair, outcome_of(pair), common)
    return (*names, *(f"{mention.type}:{name}" for name in names))
