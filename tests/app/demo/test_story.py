from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.app.demo.outlets import OUTLETS
from monitor.app.demo.story import DAYS, editions

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
CATCH_UP = timedelta(hours=24)


def test_all_but_two_pieces_lie_within_the_catch_up():
    old = [p.path for edition in editions(NOW) for p in edition if NOW - p.published > CATCH_UP]

    assert old == ["/world/norway-air-defence", "/europe/berlin-envoys"]


def test_every_outlet_prints_something():
    assert {p.outlet for edition in editions(NOW) for p in edition} == {o.id for o in OUTLETS}


def test_no_two_pieces_share_an_address_but_for_an_edit():
    places = [(p.outlet, p.path) for e in editions(NOW) for p in e if p.updated is None]

    assert len(places) == len(set(places))


def test_an_edit_changes_a_page_that_was_printed_before():
    seen = set()
    for edition in editions(NOW):
        assert all((p.outlet, p.path) in seen for p in edition if p.updated is not None)
        seen |= {(p.outlet, p.path) for p in edition}


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2036, 1, 1)))  # noqa: DTZ001
def test_editions_come_in_the_order_of_their_dates(moment):
    now = moment.replace(tzinfo=UTC)
    latest = [max(p.updated or p.published for p in edition) for edition in editions(now)]

    assert latest == sorted(latest)
    assert latest[-1] < now


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2036, 1, 1)))  # noqa: DTZ001
def test_no_weekday_is_left_open_and_none_is_further_than_a_day_from_its_article(moment):
    now = moment.replace(tzinfo=UTC)
    near = {f"{now - timedelta(hours=h):%A}" for h in (*DAYS.values(), 0, 20)}

    for article in (p for edition in editions(now) for p in edition):
        text = " ".join((article.title, *article.paragraphs))
        assert "{" not in text
        named = {d for d in WEEKDAYS if d in text}
        assert named <= near


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
