from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException
from starlette.requests import Request

from monitor.app.web.asking import Query, moment


def query(text, allowed=("limit", "since", "kind")):
    scope = {"type": "http", "query_string": text.encode(), "headers": []}
    return Query.of(Request(scope), allowed)


def refusal(ask):
    """Return the sentence of the refusal."""
    with pytest.raises(HTTPException) as refused:
        ask()
    assert refused.value.status_code == 400
    return refused.value.detail


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("limt=3", "limt: no parameter of this address: kind, limit, since"),
        ("limit=3&limit=4", "limit: given twice"),
        (f"kind={'x' * 201}", "kind: longer than 200 characters"),
    ],
)
def test_what_is_odd_in_a_query_is_refused_by_name(text, sentence):
    assert refusal(lambda: query(text)) == sentence


def test_an_address_without_parameters_says_so():
    assert refusal(lambda: query("a%00b=1", ())) == "ab: no parameter of this address: none"


@pytest.mark.parametrize(
    ("text", "limit"), [("", 50), ("limit=", 50), ("limit=1", 1), ("limit=200", 200)]
)
def test_a_page_has_a_size(text, limit):
    assert query(text).limit() == limit


@pytest.mark.parametrize("value", ["0", "201", "-1", "1e2", "٣", "x", "999999999999999999999"])
def test_a_page_is_bounded(value):
    assert refusal(query(f"limit={value}").limit) == "limit: a number from 1 to 200"


def test_a_word_is_one_of_those_there_are():
    assert query("kind=new").one_of("kind", ("new", "update")) == "new"
    assert query("").one_of("kind", ("new",)) is None
    assert refusal(lambda: query("kind=x").one_of("kind", ("new", "update"))) == (
        "kind: one of new, update"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-12-20", datetime(2025, 12, 20, tzinfo=UTC)),
        ("2025-12-20T09:30:00Z", datetime(2025, 12, 20, 9, 30, tzinfo=UTC)),
        ("2025-12-20T09:30:00.25+02:00", datetime(2025, 12, 20, 7, 30, 0, 250_000, tzinfo=UTC)),
        ("2025-12-20T09:30:00", None),
        ("0001-01-01T00:00:00+23:00", None),
        ("2025-13-20", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_moment_has_a_zone_or_is_a_day(text, expected):
    assert moment(text) == expected


def test_a_moment_that_is_none_is_refused_by_name():
    assert query("").moment("since") is None
    assert query("since=2025-12-20").moment("since") == datetime(2025, 12, 20, tzinfo=UTC)
    assert refusal(lambda: query("since=now").moment("since")).startswith("since: a day or")


@given(st.text())
def test_no_text_breaks_the_reading_of_a_moment(text):
    found = moment(text)
    assert found is None or found.tzinfo is UTC
