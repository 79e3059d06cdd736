"""Whether bytes that came again need to be read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.source import Fields, SourceKind
from monitor.schedule.sameness import asks_for_rest, body_mark
from tests.schedule.examples import DAY, HOUR, NOW, PLACE, page, source

SOURCE, PAGE = source(), page(body=b"<rss/>", content_type="text/xml", charset="utf-8")


@given(st.binary(), st.binary())
def test_two_bodies_have_one_mark_only_if_they_are_the_same(one, other):
    same = body_mark(SOURCE, page(body=one)) == body_mark(SOURCE, page(body=other))
    assert same == (one == other)


@pytest.mark.parametrize(
    "other",
    [
        replace(PAGE, url=f"{PLACE}/moved"),
        replace(PAGE, content_type="text/html"),
        replace(PAGE, charset="latin-1"),
        replace(PAGE, fetched_at=NOW + DAY),
    ],
)
def test_bytes_that_would_be_read_otherwise_are_not_the_same(other):
    assert body_mark(SOURCE, other) != body_mark(SOURCE, PAGE)


@pytest.mark.parametrize(
    "other",
    [
        {"kind": SourceKind.LISTING},
        {"link": "a.story"},
        {"select": "#notices"},
        {"fields": Fields(url="link")},
    ],
)
def test_a_source_that_is_read_by_other_rules_now_is_read_anew(other):
    assert body_mark(replace(SOURCE, **other), PAGE) != body_mark(SOURCE, PAGE)


def test_validators_and_the_hour_make_no_difference():
    later = replace(PAGE, etag='"b"', last_modified="now", fetched_at=NOW + HOUR)
    assert body_mark(SOURCE, later) == body_mark(SOURCE, PAGE)


@pytest.mark.parametrize(
    ("body", "rests"),
    [
        (b"<skipHours><hour>3</hour></skipHours>", True),
        (b"<SKIPDAYS><day>Sunday</day></SKIPDAYS>", True),
        (b"<ttl>60</ttl>", False),
        (b"", False),
    ],
)
def test_a_list_that_names_hours_or_days_of_rest_is_known(body, rests):
    assert asks_for_rest(page(body=body)) is rests
