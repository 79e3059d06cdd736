"""What everything after extraction costs beside extraction, stage by stage and name by name.

Stages are told apart by looking, a thousand times a second of processor time, at which room the
work is in: so production code carries no clocks, and a stage that moves is found where it is.
"""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from types import FrameType

import pytest

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.app.backtest import Silence
from monitor.app.config.folder import shipped_folder
from monitor.app.config.loading import load
from monitor.app.config.settings import Configuration
from monitor.app.rules import known_types, rules_of, tools_of
from monitor.detect.detection import detect
from monitor.model.actor import Actor, ActorId, ActorKind, Registry
from monitor.model.article import Article
from monitor.pipeline.judging import Judging
from monitor.pipeline.rules import Rules
from tests.benchmarks.newspages import NOON, extracted, pages, say

pytestmark = [pytest.mark.benchmark_suite, pytest.mark.timeout(900)]

FLOOR, GOAL = 0.25, 0.15
LOOK = 0.001
FLAT = 1.25
"""How much a tenfold registry may cost and still be called flat."""
ALIASES = (5_000, 50_000)
ROOMS = ("dedupe", "detect", "judge", "alert", "adapters", "pipeline")
STAGES = {
    "gate": ("gate",),
    "names": ("names", "names_memory", "names_span", "names_unknown", "automaton"),
    "sight and cast": ("sight", "tokens", "cast", "who", "roles", "stand_ins", "sides", "lexicon"),
    "frames": ("frames", "head", "needs", "reality", "phrases", "nouns", "belongings"),
    "verifier": ("verifier", "verifier_features", "verifier_words"),
    "consolidation": ("consolidate", "freshness"),
}
"""Modules of detection by their stage; all others are slots."""
SYLLABLES = ("ba", "ke", "lo", "mu", "na", "pi", "ro", "sa", "te", "vu")


def stage(frame: FrameType | None) -> str:
    """Return the stage that the work is in: the innermost room, and within detection its part."""
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        parts = name.split(".")
        if parts[0] == "monitor" and len(parts) > 1 and parts[1] in ROOMS:
            return _part(parts) if parts[1] == "detect" else parts[1]
        frame = frame.f_back
    return "else"


def _part(parts: list[str]) -> str:
    of = parts[2] if len(parts) > 2 else ""
    found = next((name for name, modules in STAGES.items() if of in modules), "slots")
    return f"detect: {'other' if of == 'detection' else found}"


@contextmanager
def looking() -> Iterator[Counter[str]]:
    """Count, while the block lasts, in which stage the processor's time goes."""
    seen: Counter[str] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        seen[stage(frame)] += 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, LOOK, LOOK)
    try:
        yield seen
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.fixture(scope="module")
def configuration() -> Configuration:
    return load(shipped_folder(), types=known_types(), environment={})


@pytest.fixture(scope="module")
def rules(configuration) -> Rules:
    return rules_of(configuration)


@pytest.fixture(scope="module")
def read() -> tuple[list[Article], float]:
    """The articles of all pages, and the seconds of processor time that extracting them took."""
    given = pages()
    extracted(given[:3])  # models and tables are loaded once, before the clock runs
    began = time.process_time()
    articles, _ = extracted(given)
    return articles, time.process_time() - began


async def taken_in(articles: list[Article], rules: Rules) -> None:
    judging = Judging(rules=rules, memory=ThrowawayMemory(), journal=Silence())
    for number, article in enumerate(articles):
        await judging.take_in(article, now=NOON + timedelta(minutes=number))


def test_everything_after_extraction_beside_extraction(rules, read):
    articles, extraction = read
    asyncio.run(taken_in(articles[:20], rules))  # caches are filled before the clock runs
    began = time.process_time()
    with looking() as seen:
        asyncio.run(taken_in(articles, rules))
    after = time.process_time() - began

    share = after / extraction
    reached = "the goal" if share <= GOAL else "the first floor" if share <= FLOOR else "neither"
    say(
        f"after extraction: {after / len(articles) * 1000:.2f} ms a page, extraction "
        f"{extraction / len(articles) * 1000:.2f} ms: {share:.1%} of it (first floor {FLOOR:.0%}, "
        f"goal {GOAL:.0%}): reaches {reached}"
    )
    looks = sum(seen.values())
    for name, times in seen.most_common():
        say(f"  {name}: {times / looks * share:.2%} of extraction")
    assert looks


def with_aliases(configuration: Configuration, number: int) -> Configuration:
    """Return the configuration with invented names, so that its registry holds so many aliases."""
    known = configuration.registry.actors.values()
    missing = number - sum(1 + len(actor.aliases) for actor in known)
    invented = tuple(
        Actor(
            id=ActorId(f"invented-{at}"),
            name=_invented(at),
            kind=ActorKind.ORGANISATION if at % 8 else ActorKind.PERSON,
            aliases=(_invented(at + 1), _invented(at + 2), _invented(at + 3)),
        )
        for at in range(0, missing, 4)
    )
    return replace(configuration, registry=Registry.of((*known, *invented)))


def _invented(number: int) -> str:
    """Return a name of two words that stands for the number."""
    told = "".join(SYLLABLES[int(digit)] for digit in f"{number:05d}")
    return f"{told[:4].title()} {told[4:].title()}"


def test_detection_costs_the_same_with_ten_times_the_aliases(configuration, read):
    articles, _ = read
    took = {}
    for number in ALIASES:
        tools = tools_of(with_aliases(configuration, number))
        for article in articles[:20]:
            detect(article, tools=tools)
        began = time.process_time()
        for article in articles:
            detect(article, tools=tools)
        took[number] = time.process_time() - began
        say(f"detection with {number} aliases: {took[number] / len(articles) * 1000:.2f} ms a page")
    few, many = (took[number] for number in ALIASES)
    say(f"  ten times the aliases cost {many / few:.2f} times ({_flat(many / few, FLAT)})")


def _flat(times: float, most: float) -> str:
    return "flat" if times <= most else f"NOT flat: at most {most}"
