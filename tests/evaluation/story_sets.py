"""How articles of one story are gathered: B-cubed on story sets of others.

A story is what an editor put together. Ours are finer on purpose: copies and rewrites of one text,
and developments (one act). So clusters that follow from them are pure and small; the figures say
how much of a story each of them holds together. Beside them stands what no gathering reaches.
"""

import asyncio
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.app.backtest import Silence, in_order
from monitor.model.article import Article, Original
from monitor.pipeline.judging import Judging
from monitor.pipeline.rules import Rules
from tests.evaluation.labelled import articles_of, shipped_rules

SETS = (
    "allsides_roundups_2021",
    "ecbplus",
    "giveme5w1h_news_cluster",
    "basil",
    "newswcl50",
    "meantime_en",
)
ALONE, COPIES, DEVELOPMENTS = "each alone", "copies, rewrites", "and developments"
Links = list[tuple[str, str]]


def clusters(names: Sequence[str], links: Links) -> dict[str, str]:
    """Return for each name one that stands for all that links lead to."""
    least = {name: name for name in names}

    def root(name: str) -> str:
        while least[name] != name:
            name = least[name]
        return name

    for one, other in links:
        first, second = sorted((root(one), root(other)))
        least[second] = first
    return {name: root(name) for name in names}


def b_cubed(told: dict[str, str], gold: dict[str, str]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 of clusters against stories."""
    both = Counter((told[name], gold[name]) for name in gold)
    of_told = Counter(told[name] for name in gold)
    of_gold = Counter(gold.values())
    precision = sum(n * n / of_told[cluster] for (cluster, _), n in both.items()) / len(gold)
    recall = sum(n * n / of_gold[story] for (_, story), n in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


async def links_of(articles: Iterable[Article], rules: Rules) -> tuple[Links, Links]:
    """Replay the articles; return which copies or rewrites which, and which share developments."""
    judging = Judging(rules=rules, memory=ThrowawayMemory(), journal=Silence())
    copies: Links = []
    shared: Links = []
    first: dict[str, str] = {}
    for now, article in in_order(articles):
        told = await judging.take_in(article, now=now)
        if not isinstance(told.likeness, Original):
            copies.append((article.id, told.likeness.of))
        for judged in told.judged:
            shared.append((first.setdefault(judged.after.id, article.id), article.id))
    return copies, shared


def _line(name: str, rows: list[dict], rules: Rules) -> str:
    articles = articles_of(
        [
            {
                "id": row["id"],
                "url": row.get("url"),
                "outlet": row.get("source"),
                "published": row.get("date") or None,
                "title": row.get("title"),
                "text": row.get("full_text") or row["text"],
                "language": row.get("lang"),
            }
            for row in rows
        ]
    )
    copies, shared = asyncio.run(links_of(articles, rules))
    gold = {row["id"]: row["story"] for row in rows}
    names = list(gold)
    cells = ""
    for links in ([], copies, copies + shared):
        precision, recall, f1 = b_cubed(clusters(names, links), gold)
        cells += f"  {precision:.3f} {recall:.3f} {f1:.3f}"
    return f"{name:<26}{len(gold):>9}{len(set(gold.values())):>9}{cells}"


def lines(root: Path) -> list[str]:
    """Return a table: of each set articles, stories, and precision, recall and F1 of clusters."""
    rules = shipped_rules((root / "evaluation" / "everything.yaml",))
    heads = "".join(f"  {head:<17}" for head in (ALONE, COPIES, DEVELOPMENTS))
    table = [f"{'B-cubed P R F1 of stories':<26}{'articles':>9}{'stories':>9}{heads}".rstrip()]
    for name in SETS:
        with gzip.open(root / "data" / "stories" / f"{name}.jsonl.gz", "rt") as file:
            rows = [json.loads(line) for line in file]
        table.append(_line(name, rows, rules))
    return table
