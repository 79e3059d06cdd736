"""Replay the story of a loan and of talks in Miami: what is told of each labelled development.

    loan_story.py DATA

Forty dated excerpts in six languages. A label says only that an article tells a development; which
of our types and words belong to it is written here, so that decisions find their label. What no
label asks for is printed as well: alerts of background, or of acts that the labeller passed over.
"""

import asyncio
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.app.backtest import Silence, in_order
from monitor.model.article import Original
from monitor.model.development import Party
from monitor.model.verdict import VERDICT_WORDS, Judged
from monitor.pipeline.judging import Judging, Told
from tests.evaluation.labelled import articles_of, shipped_rules

# Each label's type, and a pattern that its development's headline matches.
LABELS = {
    "EU-COMMIT-OCT": ("aid_pledge", r"European|Brussels"),
    "GENEVA-FRAMEWORK": ("agreement", r"Ukraine|United States"),
    "UMEROV-MIAMI-PLANNED": ("meeting", r"Umerov|Ukraine"),
    "MOSCOW-MEETING": ("meeting", r"Putin"),
    "BERLIN-PLANNED": ("meeting", r"Zelen|Ukraine"),
    "BERLIN-DAY1": ("meeting", r"Zelen|Ukraine|Berlin"),
    "BERLIN-DAY2": ("meeting", r"Zelen|Ukraine|Berlin"),
    "BERLIN-STATEMENT": ("statement", r""),
    "ZELENSKY-BRUSSELS": ("meeting", r"Zelen|Brussels|European"),
    "ZELENSKY-DEWEVER-MEETING": ("meeting", r"Wever"),
    "EU-SUMMIT-OPENS": ("meeting", r"European|Brussels"),
    "EU-LOAN-90BN": ("aid_pledge", r"90,000,000,000|European"),
    "DMITRIEV-REACTS": ("statement", r"Dmitriev"),
    "MIAMI-PLANNED": ("meeting", r"Dmitriev|Florida|Miami|Russia"),
    "UMEROV-MIAMI-DEC19": ("meeting", r"Umerov|Ukraine"),
    "DMITRIEV-MIAMI": ("meeting", r"Dmitriev"),
    "TRILATERAL-REJECTED": ("meeting", r"cancelled"),
    "WITKOFF-CONSTRUCTIVE": ("meeting", r"Witkoff|Ukraine"),
    "MOSCOW-TRIP-PLANNED": ("meeting", r"Putin"),
    "LOAN-FRAMEWORK-COUNCIL": ("aid_pledge", r""),
    "LOAN-HUNGARY-BLOCKS": ("aid_pledge", r""),
    "LOAN-TWO-ACTS": ("aid_pledge", r""),
    "VDL-KYIV-PLEDGE": ("aid_pledge", r""),
    "LOAN-FIRST-PAYOUT-DATE": ("aid_pledge", r""),
    "LOAN-HUNGARY-LIFTS": ("aid_pledge", r""),
}


@dataclass(slots=True)
class Told4Label:
    """What became of one labelled development over its articles."""

    articles: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    ids: set[str] = field(default_factory=set)
    silent: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """The replay: a line for each article, and what was told of each label."""

    lines: list[str] = field(default_factory=list)
    labels: dict[str, Told4Label] = field(default_factory=lambda: defaultdict(Told4Label))
    alerts: Counter[str] = field(default_factory=Counter)
    likeness: Counter[str] = field(default_factory=Counter)
    unasked: list[str] = field(default_factory=list)

    def take(self, row: dict[str, Any], told: Told) -> None:
        """Note what became of one article."""
        self.alerts.update(str(alert.kind) for alert in told.alerts)
        self.likeness[type(told.likeness).__name__.lower()] += 1
        like = "" if isinstance(told.likeness, Original) else f" [{self._like(told)}]"
        labels = " ".join(row["developments"])
        self.lines.append(f"{row['id']} {row['date'][:10]} {row['lang']} {labels}{like}")
        left = [(VERDICT_WORDS[type(j.verdict)], j) for j in told.judged]
        self.lines += [f"    {word} {_headline(j)} ({j.after.id[-6:]})" for word, j in left]
        for label in row["developments"]:
            self._label(label, row["id"], left)
        self.unasked += [
            f"{row['id']} {word}: {_headline(judged)}"
            for word, judged in left
            if word != "background" and not any(_fits(n, judged) for n in row["developments"])
        ]

    @staticmethod
    def _like(told: Told) -> str:
        return f"{type(told.likeness).__name__.lower()} of {told.likeness.of}"

    def _label(self, name: str, article: str, left: list[tuple[str, Judged]]) -> None:
        found = self.labels[name]
        found.articles += 1
        mine = [(word, judged) for word, judged in left if _fits(name, judged)]
        found.verdicts.update(word for word, _ in mine)
        found.ids.update(judged.after.id for _, judged in mine)
        if not mine:
            found.silent.append(article)

    def __str__(self) -> str:
        rows = [
            f"{name:<26}{told.articles:>3} articles, {len(told.ids)} ids: "
            + (", ".join(f"{n} {w}" for w, n in told.verdicts.most_common()) or "nothing")
            + (f"; nothing in {' '.join(told.silent)}" if told.silent else "")
            for name, told in self.labels.items()
        ]
        counts = ", ".join(f"{n} {kind}" for kind, n in self.alerts.most_common())
        likes = ", ".join(f"{n} {kind}" for kind, n in self.likeness.most_common())
        head = f"the loan story: alerts: {counts or 'none'}; articles: {likes}"
        return "\n".join((head, *rows, *(f"no label asks for {line}" for line in self.unasked)))


def _headline(judged: Judged) -> str:
    """Return the told state in short."""
    told = judged.after
    sides = " → ".join(", ".join(p.name for p in side) for side in _sides(judged) if side)
    sums = f"{told.amount.value:,.0f} {told.amount.currency}" if told.amount else ""
    facts = (sides, sums, told.place, told.forum, told.when)
    return f"{told.type} {told.status}: " + "; ".join(str(fact) for fact in facts if fact)


def _sides(judged: Judged) -> tuple[tuple[Party, ...], ...]:
    return judged.after.actors, judged.after.counterparts


def _fits(label: str, judged: Judged) -> bool:
    kind, form = LABELS[label]
    return judged.mention.type == kind and re.search(form, _headline(judged)) is not None


async def replay(root: Path) -> Story:
    """Replay the excerpts under the watchlist that asks for everything."""
    data = root / "data" / "stories" / "miami_loan_stream.jsonl.gz"
    with gzip.open(data, "rt") as file:
        rows = {row["id"]: row for row in map(json.loads, file)}
    everything = root / "evaluation" / "everything.yaml"
    memory = ThrowawayMemory()
    judging = Judging(rules=shipped_rules((everything,)), memory=memory, journal=Silence())
    story = Story()
    for now, article in in_order(articles_of([_record(row) for row in rows.values()])):
        for held in await memory.held(now):
            story.alerts.update(f"{a.kind}" for a in await judging.release(held, now=now))
        story.take(rows[article.id], await judging.take_in(article, now=now))
    return story


def _record(row: dict[str, Any]) -> dict[str, object]:
    fields = {
        "id": row["id"],
        "url": row["url"],
        "outlet": row["source"],
        "published": row["date"],
        "title": row["title"],
        "text": row["text"],
        "language": row["lang"],
    }
    return {name: value for name, value in fields.items() if value}


if __name__ == "__main__":
    found = asyncio.run(replay(Path(sys.argv[1])))
    print("\n".join((*found.lines, "", str(found))))
