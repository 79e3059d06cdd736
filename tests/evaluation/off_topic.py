"""Replay general news under the shipped watchlists, and print every alert for a person to judge.

    off_topic.py DATA

`off_topic.yaml` holds what a reader judged: which pages are on the topic of a watchlist, by what
the pages are about and not by what was told of them, and which alerts there are right. An alert on
any other page is a false one, also where nobody has looked.
"""

import asyncio
import gzip
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.evaluation.labelled import Records, articles_of, replayed, shipped_rules

JUDGED = Path(__file__).parent / "off_topic.yaml"
SENTENCE = 300
"""How much of a sentence is printed, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OffTopic:
    """What a replay of general pages told; `lines` has one entry for each alert."""

    pages: int
    pages_off_topic: int
    counts: dict[str, int]
    lines: tuple[str, ...]

    @property
    def alerts_per_thousand(self) -> float:
        """Return how many alerts a thousand pages caused, right or wrong."""
        return round(1000 * sum(self.counts.values()) / self.pages, 2)

    @property
    def false_per_thousand(self) -> float:
        """Return how many alerts a thousand pages off the topics of all watchlists caused that
        told nothing that there is.
        """
        return round(1000 * self.counts.get("off topic", 0) / self.pages_off_topic, 2)

    @property
    def beside_per_thousand(self) -> float:
        """Return how many alerts they caused in all, right ones too."""
        right = self.counts.get("right, off topic", 0)
        return round(1000 * right / self.pages_off_topic + self.false_per_thousand, 2)

    def __str__(self) -> str:
        told = ", ".join(f"{n} {what}" for what, n in sorted(self.counts.items())) or "no alert"
        return (
            f"off topic: {self.alerts_per_thousand} alerts per 1,000 pages ({told}); "
            f"{self.false_per_thousand} false ones per 1,000 of {self.pages_off_topic} pages "
            f"off the topics, {self.beside_per_thousand} with those that are right there"
        )


def judgement(alert: dict[str, Any], judged: dict[str, Any]) -> str:
    """Return what a reader says of an alert: right, wrong, not looked at, off topic, or right on a
    page that is off the topic.
    """
    place = alert["evidence"][0]
    told = f"{alert['kind']} {alert['development']['type']} {place['start']}"
    page = judged["pages"].get(place["article"])
    if page is None or not set(page["topics"]) & set(alert["watchlists"]):
        right = told in judged["beside"].get(place["article"], ())
        return "right, off topic" if right else "off topic"
    if told in (page.get("right") or ()):
        return "right"
    return "wrong" if told in (page.get("wrong") or ()) else "not looked at"


def _line(alert: dict[str, Any], says: str, url: str) -> str:
    place, development = alert["evidence"][0], alert["development"]
    sentence = " ".join(place["sentence"].split())[:SENTENCE]
    return (
        f"{says} | {'+'.join(alert['watchlists'])} {alert['kind']} {development['type']} "
        f"{place['start']} | {alert['summary']}\n    {place['article']} {place['published']} "
        f"{url}\n    “{sentence}”"
    )


def run(root: Path) -> OffTopic:
    """Replay the pages; the shipped watchlists decide what is told."""
    with gzip.open(root / "data" / "news" / "general_2012_2020.jsonl.gz", "rt") as file:
        rows = [json.loads(line) for line in file]
    rows.sort(key=lambda row: row.get("date") or "")
    _, alerts = asyncio.run(replayed(shipped_rules(), articles_of([_record(r) for r in rows])))
    judged = YAML(typ="safe").load(JUDGED)
    urls = {row["id"]: row.get("url") or "" for row in rows}
    return _summed(alerts, judged, urls)


def _summed(alerts: Records, judged: dict[str, Any], urls: dict[str, str]) -> OffTopic:
    told = [(alert, judgement(alert, judged)) for alert in alerts]
    return OffTopic(
        pages=len(urls),
        pages_off_topic=len(urls) - len(judged["pages"]),
        counts=dict(Counter(says for _, says in told)),
        lines=tuple(_line(a, says, urls[a["evidence"][0]["article"]]) for a, says in told),
    )


def _record(row: dict[str, Any]) -> dict[str, object]:
    fields = {
        "id": row["id"],
        "url": row.get("url"),
        "outlet": row.get("source"),
        "published": row.get("date") or None,
        "title": row.get("title"),
        "text": row.get("full_text") or row.get("text"),
        "language": row.get("lang"),
    }
    return {name: value for name, value in fields.items() if value}


if __name__ == "__main__":
    found = run(Path(sys.argv[1]))
    print("\n".join((*found.lines, str(found))))
