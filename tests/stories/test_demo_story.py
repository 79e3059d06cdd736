"""The demo story, replayed at once: rendered pages through extract, dedupe, detect, judge and
alert.
"""

from datetime import UTC, datetime

import pytest

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.alert.record import alert_record
from monitor.app.backtest import Silence
from monitor.app.demo.layouts import page
from monitor.app.demo.newsroom import Newsroom
from monitor.app.demo.outlets import OUTLETS, outlet
from monitor.app.demo.printing import Printed
from monitor.app.demo.settings import Places, configuration
from monitor.app.demo.story import EXPECTED, editions
from monitor.app.demo.summing import compared
from monitor.app.demo.texts import aside
from monitor.app.rules import rules_of
from monitor.dedupe.url import canonical
from monitor.extract.reading import article
from monitor.model.article import Copy, Revision
from monitor.model.page import Page
from monitor.model.source import Candidate, PollState
from monitor.model.verdict import Background
from monitor.pipeline.judging import Judging, Told
from monitor.pipeline.rules import Rules
from monitor.schedule.lateness import is_stale

PORTS = {one.id: 40_000 + number for number, one in enumerate(OUTLETS)}
MOMENTS = (
    datetime(2026, 3, 4, 9, 30, tzinfo=UTC),
    datetime(2026, 3, 8, 0, 10, tzinfo=UTC),
    datetime(2026, 3, 9, 2, 45, tzinfo=UTC),
    datetime(2026, 1, 1, 19, 0, tzinfo=UTC),
    datetime(2026, 2, 27, 23, 55, tzinfo=UTC),
)
"""Times at which somebody may run it: by day, just past midnight, at the turn of a week, a month
and a year.
"""

ASIDES = {
    f"/{piece.section}/{piece.slug}"
    for piece in (
        aside.NORWAY_LONG_AGO,
        aside.BERLIN_LONG_AGO,
        aside.WEATHER,
        aside.CHOIR,
        aside.FOOTBALL,
        aside.OPINION,
        aside.EXPLAINER,
    )
}


@pytest.fixture(scope="module")
def rules(tmp_path_factory) -> Rules:
    places = Places(out=tmp_path_factory.mktemp("story") / "out")
    places.prepare("whsec_c3RvcnkgdG9sZCBhdCBvbmNl")
    newsroom = Newsroom(opened=MOMENTS[0], ports=PORTS)
    return rules_of(
        configuration(
            places,
            newsroom,
            webhook="http://127.0.0.1:9/alerts",
            smtp="smtp://127.0.0.1:9",
        )
    )


async def replayed(rules: Rules, now: datetime) -> list[tuple[Printed, Told]]:
    judging = Judging(rules=rules, memory=ThrowawayMemory(), journal=Silence())
    first, *later = editions(now)
    known = PollState(last_good=now)
    arrivals = [(p, PollState()) for p in first] + [(p, known) for e in later for p in e]
    return [(p, await take_in(judging, p, now, seen)) for p, seen in arrivals]


async def take_in(judging: Judging, one: Printed, now: datetime, seen: PollState) -> Told:
    of = outlet(one.outlet)
    address = f"http://127.0.0.1:{PORTS[one.outlet]}{one.path}"
    read = article(
        Page(url=address, asked=address, body=page(of, one, address).encode(), fetched_at=now),
        canonical_url=canonical(address),
        hints=None,
        source=judging.rules.sources[of.id],
    )
    listed = Candidate(
        url=address,
        published=read.published,
        updated=read.updated,
        kind=judging.rules.sources[of.id].kind,
    )
    stale = is_stale(listed, seen, now=now, catch_up=judging.rules.catch_up)
    return await judging.take_in(read, now=now, stale=stale)


@pytest.mark.parametrize("now", MOMENTS, ids=str)
async def test_the_story_causes_exactly_the_alerts_that_it_should(rules, now):
    told = await replayed(rules, now)

    alerts = [alert_record(alert) for _, one in told for alert in one.alerts]
    comparison = compared(alerts, EXPECTED)
    assert [e.about for e, came in comparison.expected if not came] == []
    assert [a["summary"] for a in comparison.surplus] == []
    assert len(alerts) == len(EXPECTED)


async def test_reprints_are_copies_and_the_edited_page_is_a_revision(rules):
    told = await replayed(rules, MOMENTS[0])

    copies = {p.path for p, one in told if isinstance(one.likeness, Copy)}
    revisions = [p for p, one in told if isinstance(one.likeness, Revision)]
    assert copies == {p.path for p, _ in told if ") — " in p.paragraphs[0]}
    assert [p for p in revisions if p.updated is None] == []
    assert len(revisions) == 1


async def test_old_news_history_and_asides_are_background_at_most(rules):
    told = await replayed(rules, MOMENTS[0])

    verdicts = {
        type(judged.verdict) for p, one in told if p.path in ASIDES for judged in one.judged
    }
    assert verdicts == {Background}


async def test_each_running_total_and_each_act_of_long_ago_is_background(rules):
    told = await replayed(rules, MOMENTS[0])

    explained = next(one for p, one in told if p.path == "/explained/who-pays-for-ukraine")
    assert len(explained.judged) == 3
    assert all(isinstance(judged.verdict, Background) for judged in explained.judged)


async def test_no_teaser_banner_or_advert_is_read_as_news(rules):
    told = await replayed(rules, MOMENTS[0])

    for p, one in told:
        assert one.article.text == "\n".join(p.paragraphs)
