"""Labelled windows and streams: replayed as `monitor backtest` does, scored by their own scorer."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.app.backtest import Backtest, in_order
from monitor.app.config.loading import load
from monitor.app.rules import known_types, rules_of, tools_of
from monitor.dedupe.url import canonical
from monitor.detect.detection import Tools
from monitor.extract.record import from_record
from monitor.model.article import Article
from monitor.pipeline.rules import Rules

CONFIG = Path(__file__).parents[2] / "config"
TYPES = ("aid_pledge", "meeting", "agreement", "sanction")
TUNED, CHECKED = "tuned on", "checked"
Report = dict[str, Any]
Records = list[dict[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One kind of labelled files: what was tuned on, and what was not."""

    name: str
    folder: str
    tuned: tuple[str, ...]
    checked: tuple[str, ...]


GROUPS = (
    Group(
        name="windows",
        folder="gold/dev",
        tuned=("d1", "d2", "d3", "d4"),
        checked=("d5", "d6", "d7"),
    ),
    Group(
        name="streams",
        folder="streams/dev",
        tuned=("s01", "s02", "s03", "s04", "s05", "s06"),
        checked=("s07", "s08", "s09", "s10", "s11", "s12"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The figures of one part: pooled by their names in the table, and of each type."""

    pooled: dict[str, float | None]
    types: dict[str, dict[str, float | int | None]]


def shipped_rules(watchlists: Sequence[Path] = ()) -> Rules:
    """Return the rules of the shipped configuration, with other watchlists where some are named."""
    configuration = load(
        CONFIG, types=known_types(), watchlist_files=tuple(watchlists), environment={}
    )
    return rules_of(configuration)


def every_type() -> Tools:
    """Return what detects every shipped type, whatever the watchlists ask for."""
    return tools_of(load(CONFIG, types=known_types(), environment={}))


def articles_of(records: Sequence[dict[str, object]]) -> list[Article]:
    """Return the articles of their records."""
    return [from_record(record, canonical=canonical) for record in records]


async def replayed(rules: Rules, articles: Sequence[Article]) -> tuple[Records, Records]:
    """Replay articles by themselves and return the rows of decisions, and those of alerts."""
    decisions: Records = []
    alerts: Records = []
    async for rows, told in Backtest(rules).run(in_order(articles)):
        decisions += rows
        alerts += told
    return decisions, alerts


async def part(root: Path, files: Sequence[Path], rules: Rules, scratch: Path) -> Part:
    """Replay each file by itself, and return the score of all together.

    `root` holds the scorer; the joined rows are left in the folder `scratch`.
    """
    scorer = root / "evaluation" / "score.py"
    joined: dict[str, Records] = {"decisions": [], "alerts": []}
    for file in files:
        told = _told(scorer, file, "--articles")
        records = [json.loads(line) for line in told.split("\n") if line]
        decisions, alerts = await replayed(rules, articles_of(records))
        joined["decisions"] += decisions
        joined["alerts"] += alerts
    found: dict[str, Report] = {}
    for kind, rows in joined.items():
        written = scratch / kind
        written.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        found[kind] = json.loads(_told(scorer, *files, f"--{kind}", written, "--json"))
    return Part(
        pooled=_pooled(found["decisions"], found["alerts"]),
        types=_types(found["decisions"], found["alerts"]),
    )


def _told(*command: object) -> str:
    words = [sys.executable, *map(str, command)]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def _pooled(decisions: Report, alerts: Report) -> dict[str, float | None]:
    spurious = "spurious updates per told development"
    figures = {
        "mentions precision": decisions["all"]["precision"],
        "mentions recall": decisions["all"]["recall"],
        "new precision": decisions["all"]["new_precision"],
        "new recall": decisions["all"]["new_recall"],
        "amount right": decisions["slots"]["amount"],
        "status right": decisions["slots"]["status"],
        "identity B-cubed F1": decisions["identity_b_cubed"].get("f1"),
        "alerts precision": alerts["precision"],
        "alerts recall": alerts["recall"],
        "new alerts per told development": alerts["new_alerts_per_told_development"],
        spurious: alerts[spurious.replace(" ", "_")],
    }
    streams = alerts.get("streams")
    if streams:
        counts = streams["counts"]
        asked = counts.get("field asked")
        figures["expected alerts precision"] = streams["precision"]
        figures["expected alerts recall"] = streams["recall"]
        figures["field of a told change right"] = (
            round(counts.get("field right", 0) / asked, 3) if asked else None
        )
    return figures


def _types(decisions: Report, alerts: Report) -> dict[str, dict[str, float | int | None]]:
    names = ("gold", "precision", "recall", "gold_new", "new_precision", "new_recall")
    return {
        kind: {name: decisions[kind][name] for name in names}
        | {"alerts_recall": alerts["recall_by_type"][kind]}
        for kind in TYPES
    }
