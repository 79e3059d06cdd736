"""Eleven pairs that likeness of words gets wrong: copies, changes and look-alikes, each told in
several wordings. Two small articles go down the road; what the second one is judged to be counts.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.app.backtest import Silence
from monitor.app.config.folder import shipped_folder
from monitor.app.config.loading import load
from monitor.app.rules import known_types, rules_of
from monitor.extract.sentences import sentences
from monitor.model.article import Article, ArticleId
from monitor.model.moment import Stamp
from monitor.model.verdict import VERDICT_WORDS, Judged, Update
from monitor.model.watchlist import Watchlist
from monitor.pipeline.judging import Judging, Told
from monitor.pipeline.rules import Rules

TUESDAY = datetime(2026, 3, 10, 12, tzinfo=UTC)
WRITTEN = YAML(typ="safe").load(Path(__file__).parent / "eleven_pairs.yaml")
ASIDES = (
    "The hall was quiet when the news came, and few of those who waited had slept.",
    "Shops along the river stayed open late, as they do on most days of spring.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What is told first, what is told then, and what the second is to be judged."""

    type: str
    first: str
    then: str
    hours: int
    expected: str
    fields: frozenset[str]
    beside: str | None


def tellings(group: dict) -> list:
    """Return each wording of one pair, with a name that says which."""
    return [
        pytest.param(
            Pair(
                type=group["type"],
                first=first,
                then=then,
                hours=group["hours"],
                expected=group["expected"],
                fields=frozenset(group.get("fields", ())),
                beside=group.get("beside"),
            ),
            id=f"{group['name'].replace(' ', '_')}-{f}-{t}",
        )
        for f, first in enumerate(group["first"], 1)
        for t, then in enumerate(group["then"], 1)
    ]


@pytest.fixture(scope="module")
def rules(tmp_path_factory) -> Rules:
    wanted = tmp_path_factory.mktemp("pairs") / "desk.yaml"
    types = sorted({group["type"] for group in WRITTEN["pairs"]})
    wanted.write_text(f"name: desk\ndevelopments: [{', '.join(types)}]\n", encoding="utf-8")
    shipped = shipped_folder()
    files = {"types": known_types(), "watchlist_files": (wanted,), "environment": {}}
    return replace(rules_of(load(shipped, **files)), watchlists=(Watchlist(name="desk"),))


async def told(judging: Judging, text: str, aside: str, at: datetime) -> Told:
    whole = f"{text}\n\n{aside}"
    one = Article(
        id=ArticleId(f"told-{at:%d%H}"),
        text=whole,
        sentences=sentences(whole, "en"),
        url=f"https://outlet-{at:%d%H}.example/news",
        outlet=f"Outlet {at:%d%H}",
        published=Stamp(at=at),
        language="en",
    )
    return await judging.take_in(one, now=at)


def verdict(one: Judged) -> str:
    return f"{one.mention.type} {VERDICT_WORDS[type(one.verdict)]}"


@pytest.mark.parametrize("pair", [one for group in WRITTEN["pairs"] for one in tellings(group)])
async def test_the_second_telling_is_judged_by_its_facts(rules, pair):
    judging = Judging(rules=rules, memory=ThrowawayMemory(), journal=Silence())
    before = await told(judging, pair.first, ASIDES[0], TUESDAY)
    after = await told(judging, pair.then, ASIDES[1], TUESDAY + timedelta(hours=pair.hours))

    second = [one for one in after.judged if one.mention.status != pair.beside]
    assert [verdict(one) for one in before.judged] == [f"{pair.type} new"]
    assert [verdict(one) for one in second] == [f"{pair.type} {pair.expected}"]
    (start,), (one,) = before.judged, second
    assert (one.after.id == start.after.id) == (pair.expected != "new")
    if isinstance(one.verdict, Update):
        assert pair.fields & {change.field for change in one.verdict.changes}
