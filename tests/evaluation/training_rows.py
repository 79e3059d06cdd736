"""What labelled news says of the drafts that the frames find in it: the rows to train a verifier
with.
"""

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from monitor.dedupe.url import canonical
from monitor.detect.detection import Found, Tools, found_in
from monitor.detect.draft import Draft
from monitor.detect.in_common import opposed
from monitor.detect.kinship import kinship
from monitor.detect.lexicon.entries import Sides
from monitor.detect.participants import candidates
from monitor.detect.verifier_features import features
from monitor.extract.record import from_record

TYPES = ("aid_pledge", "meeting", "agreement", "sanction")
NEWS = "news"
Mention = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A draft as the frames left it, and what the labels say of it (None: nothing).

    `group` is what must not lie on both sides of a check: the week of real news, or a file.
    """

    group: str
    article: str
    kind: str
    features: tuple[str, ...]
    states: bool | None
    new: bool | None
    status: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two drafts of an article that state something, and whether it is the same."""

    group: str
    article: str
    features: tuple[str, ...]
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """Who may take part in a labelled act, whether it does, and of an act with two sides whether it
    is of those who act.
    """

    group: str
    article: str
    features: tuple[str, ...]
    takes: bool
    acts: bool | None


@dataclass(slots=True, kw_only=True)
class Lessons:
    """What is learnt from: drafts, pairs of them, and who may take part in them."""

    rows: list[Row] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    takers: list[Taker] = field(default_factory=list)


def scorer(root: Path):
    """Return the module that scores detections, for its rule of what a span states."""
    path = root / "evaluation" / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def labelled(file: Path, tools: Tools, score, lessons: Lessons) -> None:
    """Add the drafts of one labelled file, their pairs and their possible parties to the lessons,
    and print how many labelled mentions have a draft.
    """
    articles, _, _ = score.load_gold([file])
    met, told = set(), set()
    for gold in articles.values():
        record = {k: gold[k] for k in ("id", "url", "outlet", "title", "text") if gold.get(k)}
        record |= {"published": gold["date"], "language": gold["lang"]}
        article = from_record(record, canonical=canonical)
        told |= {(gold["id"], m["dev"]) for m in gold["mentions"] if not m.get("doubt")}
        found = found_in(article, tools=tools)
        if found is None:
            continue
        stated: list[tuple[Draft, Mention]] = []
        group = _group(file, gold["date"])
        for draft in (d for d in found.drafts if d.event.id in TYPES):
            span = article.sentences[draft.sentence]
            if not score.touched(gold, span.start, span.end):
                continue
            sure, doubtful = score.candidates(gold, draft.event.id, span.start, span.end)
            met |= {(gold["id"], m["dev"]) for m in sure}
            meant = _meant(draft, sure, score)
            stated += [(draft, meant)] if meant is not None else []
            lessons.rows.append(
                _row(draft, found, (group, gold["id"]), sure, meant, asked=not doubtful)
            )
        lessons.pairs += _pairs(stated, found, tools, (group, gold["id"]))
        lessons.takers += _takers(stated, found, (group, gold["id"]), score)
    print(f"{file.stem}: {len(met)} of {len(told)} mentions have a candidate")


def _group(file: Path, day: str) -> str:
    """Return the week of real news: what one week tells must not be known from another file."""
    real = file.parent.name == NEWS or file.parent.parent.name == "gold"
    if not real or not day:
        return file.stem
    year, week, _ = date.fromisoformat(day[:10]).isocalendar()
    return f"{year} week {week}"


def _row(
    draft: Draft,
    found: Found,
    place: tuple[str, str],
    sure: list[Mention],
    meant: Mention | None,
    *,
    asked: bool,
) -> Row:
    fresh = {m["freshness"] for m in sure} if meant is None else {meant["freshness"]}
    return Row(
        group=place[0],
        article=place[1],
        kind=draft.event.id,
        features=features(draft, found.sights[draft.sentence], found.scene),
        states=bool(sure) if sure or asked else None,
        new=fresh == {"new"} if len(fresh) == 1 else None,
        status=meant["status"] if meant is not None else None,
    )


def _meant(draft: Draft, sure: list[Mention], score) -> Mention | None:
    """Return the labelled mention that a draft most likely means; None where a sentence states
    several and nothing that is shared tells which.
    """
    if len(sure) == 1:
        return sure[0]
    parties = [{"name": p.name, "text": p.text} for p in draft.parties]
    money = draft.amount and {"value": draft.amount.value, "currency": draft.amount.currency}

    def likeness(mention: Mention) -> tuple[bool, int]:
        stated = mention.get("amount")
        alike = score.same_money(stated, money) or not (stated or money)
        shared = score.names_score(mention["actors"] + mention["counterparts"], parties)
        return alike, shared[0] + shared[2]

    *_, second, best = sorted(map(likeness, sure)) if sure else (None, None)
    if best is None or best == second or not best[1]:
        return None
    return max(sure, key=likeness)


def _pairs(
    stated: list[tuple[Draft, Mention]], found: Found, tools: Tools, place: tuple[str, str]
) -> Iterator[Pair]:
    stated = sorted(stated, key=lambda one: (one[0].sentence, one[0].head))
    for (one, mine), (other, theirs) in combinations(stated, 2):
        if one.event.id != other.event.id or opposed(one, other):
            continue
        seen = (found.sights[one.sentence], found.sights[other.sentence])
        yield Pair(
            group=place[0],
            article=place[1],
            features=kinship((one, other), seen, tools.registry),
            same=mine["dev"] == theirs["dev"],
        )


def _takers(
    stated: list[tuple[Draft, Mention]], found: Found, place: tuple[str, str], score
) -> Iterator[Taker]:
    """Yield the candidates of each draft whose mention is labelled with its parties."""
    company = found.company()
    for draft, mention in stated:
        if not (mention["actors"] or mention["counterparts"]):
            continue
        mutual = draft.event.sides is Sides.MUTUAL
        for one in candidates(draft, company):
            told = {"name": one.party.name, "text": one.party.text}
            acts, meant = (
                any(score.same_name(name, told) for name in mention[side])
                for side in ("actors", "counterparts")
            )
            yield Taker(
                group=place[0],
                article=place[1],
                features=one.features,
                takes=acts or meant,
                acts=acts if acts != meant and not mutual else None,
            )
