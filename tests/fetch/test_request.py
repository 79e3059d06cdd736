from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.fetch.request import (
    Head,
    page,
    put_off,
    request_headers,
    user_agent,
    without_body,
)
from monitor.model.page import NotModified, Reason, Request, Unavailable

NOW = datetime(2025, 12, 20, 12, tzinfo=UTC)
URL = "https://harbour.example/rss"


def head(status=200, headers=None, **request):
    return Head(
        request=Request(url=URL, **request),
        url="https://www.harbour.example/rss",
        status=status,
        headers=headers or {},
        received_at=NOW,
    )


def test_the_agent_names_program_version_and_contact():
    assert user_agent("1.2", "desk@harbour.example") == "monitor/1.2 (+desk@harbour.example)"
    assert user_agent("1.2", None) == "monitor/1.2"


def test_a_first_request_is_unconditional_and_asks_for_gzip_at_most():
    headers = request_headers(Request(url=URL), agent="monitor/1.2")
    assert headers["User-Agent"] == "monitor/1.2"
    assert headers["Accept-Encoding"] == "gzip, identity"
    assert "If-None-Match" not in headers
    assert "If-Modified-Since" not in headers


def test_validators_make_a_request_conditional():
    headers = request_headers(
        Request(url=URL, etag='W/"a"', last_modified="Sat, 20 Dec 2025 10:00:00 GMT"), agent="m"
    )
    assert headers["If-None-Match"] == 'W/"a"'
    assert headers["If-Modified-Since"] == "Sat, 20 Dec 2025 10:00:00 GMT"


def test_headers_of_the_source_go_before_ours():
    own = (("user-agent", "Reader/1"), ("ACCEPT", "text/html"), ("Cookie", "a=1"))
    headers = request_headers(Request(url=URL, etag='"a"'), agent="m", own=own)
    assert headers == {
        "User-Agent": "Reader/1",
        "Accept": "text/html",
        "Accept-Encoding": "gzip, identity",
        "Cookie": "a=1",
        "If-None-Match": '"a"',
    }


@pytest.mark.parametrize("status", [200, 203, 204])
def test_a_good_answer_is_read_on(status):
    assert without_body(head(status)) is None


def test_not_modified_answers_a_conditional_request_only():
    answer = without_body(head(304, {"cache-control": "max-age=60"}, etag='"a"'))
    assert answer == NotModified(url=URL, max_age=timedelta(seconds=60))
    assert isinstance(without_body(head(304, last_modified="then")), NotModified)
    unasked = without_body(head(304))
    assert isinstance(unasked, Unavailable)
    assert unasked.reason is Reason.PROTOCOL


@pytest.mark.parametrize(
    ("status", "reason", "lasting"),
    [
        (205, Reason.PROTOCOL, False),
        (206, Reason.PROTOCOL, False),
        (300, Reason.PROTOCOL, False),
        (400, Reason.CLIENT_ERROR, False),
        (401, Reason.FORBIDDEN, False),
        (403, Reason.FORBIDDEN, False),
        (404, Reason.NOT_FOUND, True),
        (408, Reason.TIMEOUT, False),
        (410, Reason.GONE, True),
        (418, Reason.CLIENT_ERROR, False),
        (429, Reason.TOO_MANY, False),
        (451, Reason.FORBIDDEN, False),
        (500, Reason.SERVER_ERROR, False),
        (599, Reason.SERVER_ERROR, False),
        (999, Reason.PROTOCOL, False),
    ],
)
def test_each_status_has_its_meaning(status, reason, lasting):
    answer = without_body(head(status))
    assert answer == Unavailable(
        url=URL, reason=reason, detail=f"answered {status}", lasting=lasting
    )


def test_a_busy_server_says_when_to_come_back():
    answer = without_body(head(503, {"retry-after": "60"}))
    assert isinstance(answer, Unavailable)
    assert answer.retry_at == NOW + timedelta(minutes=1)


@pytest.mark.parametrize("status", [403, 429, 500, 300])
def test_any_refusal_may_name_its_time(status):
    answer = without_body(head(status, {"retry-after": "60"}))
    assert answer.retry_at == NOW + timedelta(minutes=1)


def test_a_redirect_that_asks_for_more_than_a_little_patience_is_put_off():
    assert put_off(head(302)) is None
    assert put_off(head(302, {"retry-after": "10"})) is None
    answer = put_off(head(302, {"retry-after": "3600"}))
    assert (answer.reason, answer.retry_at) == (Reason.SERVER_ERROR, NOW + timedelta(hours=1))
    assert answer.detail == "answered 302: to be followed later"


def test_where_a_page_has_moved_for_good_is_told():
    moved = replace(head(200), moved_to="https://new.example/rss")
    assert page(moved, b"").moved_to == "https://new.example/rss"
    answer = without_body(replace(moved, status=304, request=Request(url=URL, etag='"a"')))
    assert answer.moved_to == "https://new.example/rss"


def test_a_page_says_how_long_it_keeps():
    assert page(head(200, {"cache-control": "max-age=300"}), b"").max_age == timedelta(seconds=300)


def test_a_page_keeps_what_the_next_request_needs():
    answer = page(
        head(
            200,
            {
                "content-type": "text/xml; charset=latin1",
                "etag": '"b"',
                "last-modified": "Sat, 20 Dec 2025 10:00:00 GMT",
            },
        ),
        b"<rss/>",
    )
    assert (answer.asked, answer.url) == (URL, "https://www.harbour.example/rss")
    assert (answer.body, answer.fetched_at) == (b"<rss/>", NOW)
    assert (answer.content_type, answer.charset) == ("text/xml; charset=latin1", "windows-1252")
    assert (answer.etag, answer.last_modified) == ('"b"', "Sat, 20 Dec 2025 10:00:00 GMT")


@pytest.mark.parametrize("etag", ["é", "a\r\nX: y", "a" * 2000, ""])
def test_a_validator_that_cannot_be_sent_back_is_forgotten(etag):
    assert page(head(200, {"etag": etag}), b"").etag is None
