"""The scorer of labelled news, as much of it as training asks: its own lies outside the project."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Object = dict[str, Any]


def load_gold(files: Iterable[Path]) -> tuple[dict[str, Object], dict[str, Object], list[Object]]:
    """Return the articles of labelled files by their ids, with their mentions."""
    articles: dict[str, Object] = {}
    for file in files:
        window = json.loads(file.read_text(encoding="utf-8"))
        for article in window["articles"]:
            articles[article["id"]] = article | {"mentions": window["mentions"][article["id"]]}
    return articles, {}, []


def touched(article: Object, start: int, end: int) -> set[int]:
    """Return the numbers of the labelled sentences that a span lies in."""
    spans = enumerate(article["sentences"])
    return {number for number, (s, e) in spans if s < end and start < e}


def candidates(
    article: Object, kind: str, start: int, end: int
) -> tuple[list[Object], list[Object]]:
    """Return the mentions of the type that a span states: the sure, and the doubtful ones."""
    hits = touched(article, start, end)
    found = [m for m in article["mentions"] if m["type"] == kind and hits & set(m["sentences"])]
    return [m for m in found if not m.get("doubt")], [m for m in found if m.get("doubt")]


def same_name(gold: str, system: Object) -> bool:
    """Return whether a party has the labelled name."""
    return gold in (system["name"], system["text"])


def names_score(gold: list[str], system: list[Object]) -> tuple[int, int, int, int]:
    """Return how many labelled names are found of how many, and how many found ones are right."""
    hit = sum(any(same_name(name, one) for one in system) for name in gold)
    right = sum(any(same_name(name, one) for name in gold) for one in system)
    return hit, len(gold), right, len(system)


def same_money(gold: Object | None, system: Object | None) -> bool:
    """Return whether two sums are told and equal."""
    return bool(gold and system and gold["value"] == system["value"])


def closest(
    row: Object, mentions: list[Object], taken: set[tuple[str, str]], fresh: bool
) -> Object:
    """Return the mention that a row most likely means: untaken, then by its parties."""
    parties = row["actors"] + row["counterparts"]
    return max(
        mentions,
        key=lambda m: (
            (row["article"], m["dev"]) not in taken,
            names_score(m["actors"] + m["counterparts"], parties)[0],
            (m["freshness"] == "new") == fresh,
        ),
    )
