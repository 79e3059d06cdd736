"""How many pages a second the road takes, stage by stage, beside trafilatura alone on the same."""

import asyncio
import resource
from collections import Counter
from datetime import timedelta
from time import perf_counter

import pytest
import trafilatura

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.app.backtest import Silence
from monitor.app.config.folder import shipped_folder
from monitor.app.config.loading import load
from monitor.app.rules import known_types, rules_of
from monitor.dedupe.fingerprint import fingerprint
from monitor.detect.detection import detect
from monitor.model.article import Article
from monitor.model.page import Page
from monitor.pipeline.judging import Judging
from tests.benchmarks.newspages import NOON, extracted, pages, say

pytestmark = [pytest.mark.benchmark_suite, pytest.mark.timeout(900)]


def alone(given: list[Page]) -> float:
    """Return the seconds that trafilatura takes with its defaults."""
    began = perf_counter()
    for page in given:
        trafilatura.bare_extraction(page.body, with_metadata=True)
    return perf_counter() - began


async def judged(articles: list[Article], judging: Judging) -> Counter[str]:
    """Take the articles in, one a minute, and count what becomes of them."""
    what: Counter[str] = Counter()
    for number, article in enumerate(articles):
        told = await judging.take_in(article, now=NOON + timedelta(minutes=number))
        what[type(told.likeness).__name__.lower()] += 1
        what["mentions"] += len(told.judged)
        what["alerts"] += len(told.alerts)
    return what


def test_the_road_beside_a_peer():
    given = pages()
    rules = rules_of(load(shipped_folder(), types=known_types(), environment={}))
    judging = Judging(rules=rules, memory=ThrowawayMemory(), journal=Silence())
    extracted(given[:3])  # models and tables are loaded once, before the clock runs
    seconds = {"trafilatura alone": alone(given)}

    began = perf_counter()
    articles, unreadable = extracted(given)
    seconds["extract"] = perf_counter() - began
    for stage, act in (
        ("fingerprint", fingerprint),
        ("detect", lambda one: detect(one, tools=rules.tools)),
    ):
        began = perf_counter()
        for article in articles:
            act(article)
        seconds[stage] = perf_counter() - began
    began = perf_counter()
    what = asyncio.run(judged(articles, judging))
    second_half = perf_counter() - began
    seconds["likeness, judge, alert"] = second_half - seconds["fingerprint"] - seconds["detect"]
    whole = seconds["extract"] + second_half

    megabytes = sum(len(page.body) for page in given) / 1e6
    say(f"{len(given)} pages, {megabytes:.1f} MB; {unreadable} unreadable; {dict(what)}")
    peer = seconds.pop("trafilatura alone")
    say(f"trafilatura alone: {len(given) / peer:.1f} pages/s")
    say(f"the whole road: {len(given) / whole:.1f} pages/s in one process")
    for stage, took in seconds.items():
        say(f"  {stage}: {took / len(given) * 1000:.2f} ms a page, {took / whole:.0%} of the road")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"memory at most: {peak:.0f} MB\n")
    assert articles
