"""Whatever a store holds of a road can be told."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from monitor.adapters import codec
from monitor.app.cli.explain_lines import road_lines
from monitor.app.cli.explain_printing import print_lines
from monitor.app.explain.facts import Like, Road, Target, Told
from monitor.app.explain.record import road_record
from monitor.app.explain.result import Result, result
from monitor.model.alert import Delivery
from monitor.model.moment import Stamp, When
from monitor.model.verdict import Trace
from monitor.model.visit import Outcome, Visit
from tests.contracts.examples import NOON, alert, development, trace

MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is the other parameter
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
st.register_type_strategy(datetime, MOMENTS)
st.register_type_strategy(str, WORDS)
st.register_type_strategy(Decimal, st.decimals(-(10**15), 10**15, places=2))
st.register_type_strategy(Stamp, st.builds(Stamp, at=MOMENTS, whole_day=st.booleans()))
st.register_type_strategy(
    When,
    st.builds(
        When,
        year=st.integers(1, 9999),
        month=st.one_of(st.none(), st.integers(1, 12)),
        day=st.none(),
    ),
)
TRACES = st.from_type(Trace)


def told(road):
    out = StringIO()
    for terminal in (False, True):
        console = Console(file=out, highlight=False, width=60, force_terminal=terminal)
        print_lines(road_lines(road, coloured=terminal), console)
    json.dumps(road_record(road))
    return out.getvalue()


@settings(max_examples=60)
@given(kept=TRACES, visit=st.one_of(st.none(), st.from_type(Visit)), tried=st.booleans())
def test_any_trace_that_a_store_holds_is_explained(kept, visit, tried):
    kept = codec.decode_trace(codec.encode_trace(kept))
    like = Like(article=kept.article.id)
    road = Road(
        target=Target.ARTICLE,
        asked="a",
        now=NOON,
        trace=kept,
        visit=visit,
        tried=tried,
        like=like,
        url="https://a.example/",
    )
    said = told(road)
    assert "\x1b[2J" not in said
    assert ("just now" in said) is tried


@settings(max_examples=60)
@given(visit=st.from_type(Visit), waits=st.booleans(), seen=st.one_of(st.none(), MOMENTS))
def test_any_visit_is_explained(visit, waits, seen):
    road = Road(
        target=Target.PAGE, asked="a", now=NOON, visit=visit, waits=waits, seen=seen, url="a"
    )
    assert told(road)


@settings(max_examples=60)
@given(deliveries=st.lists(st.from_type(Delivery), max_size=3).map(tuple))
def test_any_state_of_deliveries_is_explained(deliveries):
    one = Told(alert=alert(), deliveries=deliveries)
    kept = trace()
    decision = replace(kept.decisions[0], alerts=(one.alert.id,))
    road = Road(
        target=Target.ALERT,
        asked="alert1",
        now=NOON,
        trace=replace(kept, decisions=(decision,)),
        alert=one,
        told=(one,),
        developments={development().id: development()},
    )
    said = told(road)
    assert all(name in said for name in {d.receiver for d in deliveries if d.receiver.isalnum()})


def test_what_is_muted_is_told_to_nobody():
    quiet = Told(
        alert=replace(alert(), muted="Ada wants nothing more told of it"), held={"desk": None}
    )
    kept = trace()
    decision = replace(kept.decisions[0], alerts=(quiet.alert.id,))
    road = Road(
        target=Target.ARTICLE,
        asked="a",
        now=NOON,
        trace=replace(kept, decisions=(decision,)),
        tried=True,
        told=(quiet,),
    )
    nobody = "It would be told to nobody: Ada wants nothing more told of it"
    assert result(road) == Result("withdrawn", nobody)
    shown = " ".join(told(road).split())
    assert nobody in shown
    assert "at once" not in shown
    heard = replace(road, told=(quiet, Told(alert=alert("alert2", receivers=("late",)))))
    assert result(heard) == Result("told", "It would be told to late")
    unsent = Delivery(
        alert=quiet.alert.id, receiver="desk", state="withdrawn", attempts=0, reason="muted"
    )
    made = replace(road, tried=False, told=(replace(quiet, deliveries=(unsent,)),))
    assert result(made).word == "withdrawn"


def test_a_look_that_was_followed_by_another_says_nothing_of_the_next_one():
    kept = trace()
    early = Visit(
        url="https://a.example/",
        source="s",
        found_at=NOON,
        at=kept.at - timedelta(hours=2),
        outcome=Outcome.PUT_OFF,
        next_look=kept.at - timedelta(hours=1),
    )
    road = Road(target=Target.ARTICLE, asked="a", now=NOON, trace=kept, visit=early)
    assert "looked first" in told(road)
    assert "next look" not in told(road)
    late = replace(early, at=kept.at, next_look=kept.at + timedelta(hours=1))
    assert "next look" in told(replace(road, visit=late))


def test_an_alert_whose_article_is_gone_is_explained():
    one = Told(alert=alert())
    assert "no longer kept" in told(Road(target=Target.ALERT, asked="a", now=NOON, alert=one))
