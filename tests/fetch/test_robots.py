from datetime import UTC, datetime, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.fetch.robots import ANYTHING, MOST_AT_ONCE, NOTHING, Rules, standing
from monitor.model.page import ROBOTS_BYTES, NotModified, Page, Reason, Unavailable

NOW = datetime(2025, 12, 20, 12, tzinfo=UTC)
SITE = "https://harbour.example"


def answered(body, max_age=None):
    return Page(
        url=f"{SITE}/robots.txt",
        asked=f"{SITE}/robots.txt",
        body=body,
        fetched_at=NOW,
        max_age=max_age,
    )


def failed(reason):
    return Unavailable(url=f"{SITE}/robots.txt", reason=reason, detail="for a reason")


def test_rules_for_everybody_hold_for_us():
    rules = Rules.parse(b"User-agent: *\nDisallow: /private/\nAllow: /private/open\n")
    assert rules.allows(f"{SITE}/news")
    assert not rules.allows(f"{SITE}/private/a")
    assert rules.allows(f"{SITE}/private/open")


def test_rules_that_name_us_go_before_those_for_everybody():
    rules = Rules.parse(b"User-agent: *\nDisallow: /\n\nUser-Agent: Monitor\nDisallow: /x\n")
    assert rules.allows(f"{SITE}/news")
    assert not rules.allows(f"{SITE}/x")


def test_rules_for_others_are_none_of_our_business():
    rules = Rules.parse(b"User-agent: otherbot # all of it\nDisallow: /\n")
    assert rules.allows(f"{SITE}/news")


def test_one_group_may_name_several_agents():
    rules = Rules.parse(b"User-agent: otherbot\rUser-agent: *\rDisallow: /x\r")
    assert not rules.allows(f"{SITE}/x")


def test_a_mark_of_order_and_broken_letters_do_no_harm():
    rules = Rules.parse(b"\xef\xbb\xbfUser-agent: *\nDisallow: /\xff\nDisallow: /x\n")
    assert not rules.allows(f"{SITE}/x")


def test_the_wished_delay_is_followed_up_to_a_minute():
    assert Rules.parse(b"User-agent: *\nCrawl-delay: 7").delay == timedelta(seconds=7)
    assert Rules.parse(b"User-agent: *\nCrawl-delay: 86400").delay == timedelta(seconds=60)
    assert ANYTHING.delay == timedelta(0)


def test_what_is_too_far_down_is_not_read():
    body = b"User-agent: *\n" + b"#" * ROBOTS_BYTES + b"\nDisallow: /"
    assert Rules.parse(body).allows(f"{SITE}/news")


def test_a_file_is_kept_for_a_day_or_as_long_as_it_keeps():
    hour = timedelta(hours=1)
    assert standing(answered(b""), now=NOW).until == NOW + 24 * hour
    assert standing(answered(b"", max_age=2 * hour), now=NOW).until == NOW + 2 * hour
    assert standing(answered(b"", max_age=timedelta(0)), now=NOW).until == NOW + hour
    assert standing(answered(b"", max_age=900 * hour), now=NOW).until == NOW + 24 * hour


@pytest.mark.parametrize(
    "reason", [Reason.NOT_FOUND, Reason.GONE, Reason.FORBIDDEN, Reason.CLIENT_ERROR]
)
def test_a_site_without_the_file_allows_everything(reason):
    verdict = standing(failed(reason), now=NOW)
    assert verdict.rules is ANYTHING
    assert verdict.until == NOW + timedelta(hours=24)


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (Reason.SERVER_ERROR, Reason.SERVER_ERROR),
        (Reason.TIMEOUT, Reason.TIMEOUT),
        (Reason.PROTOCOL, Reason.PROTOCOL),
        (Reason.TOO_MANY, Reason.TOO_MANY),
        (Reason.ENCODING, Reason.ROBOTS),
    ],
)
def test_a_site_that_cannot_say_allows_nothing_for_a_while_and_did_not_forbid_it(reason, told):
    verdict = standing(failed(reason), now=NOW)
    assert verdict.rules is NOTHING
    assert not verdict.rules.allows(f"{SITE}/news")
    assert verdict.until == NOW + timedelta(minutes=10)
    assert verdict.why == "robots.txt cannot be had: for a reason"
    assert verdict.reason is told


@pytest.mark.parametrize("reason", [Reason.NAME_UNKNOWN, Reason.UNREACHABLE, Reason.TLS])
def test_a_host_that_cannot_be_asked_at_all_is_told_as_such(reason):
    verdict = standing(failed(reason), now=NOW)
    assert verdict.rules is NOTHING
    assert (verdict.reason, verdict.why) == (reason, "for a reason")


def test_a_site_that_asks_not_to_be_asked_is_left_alone_for_as_long_but_at_most_a_day():
    def until(retry_at):
        answer = Unavailable(
            url=SITE, reason=Reason.SERVER_ERROR, detail="answered 503", retry_at=retry_at
        )
        return standing(answer, now=NOW).until

    hour = timedelta(hours=1)
    assert until(NOW + hour) == NOW + hour
    assert until(NOW - hour) == NOW + timedelta(minutes=10)
    assert until(NOW + 900 * hour) == NOW + 24 * hour


def test_an_answer_that_was_not_asked_for_allows_nothing_for_a_while():
    assert standing(NotModified(url=SITE), now=NOW).rules is NOTHING


LONG = "User-agent: *\nCrawl-delay: 3\n" + "Disallow: /old/a\n" * 300 + "Disallow: /x*y$\n"


def test_long_lists_are_obeyed_like_short_ones():
    rules = Rules.parse(LONG.encode())
    assert len(LONG) > MOST_AT_ONCE
    assert [rules.allows(SITE + path) for path in ("/", "/old/a/b", "/old/b", "/x1y", "/x1yz")] == [
        *(True, False, True, False, True)
    ]
    assert rules.delay == timedelta(seconds=3)
    assert rules.weight == pytest.approx(len(LONG), abs=20)


def bodies():
    def filled(line, head=b"User-agent: *\n"):
        return head + line * (ROBOTS_BYTES // len(line))

    yield pytest.param(filled(b"User-agent: a\n") + b"Disallow: /a", id="names")
    yield pytest.param(filled(b"User-agent: *\n"), id="everybody")
    yield pytest.param(filled(b"User-agent: *\nDisallow: /a\n"), id="groups")
    yield pytest.param(filled(b"Disallow: /a\n"), id="rules")
    yield pytest.param(filled(b"Disallow: /*a*b*c*a$\n"), id="wildcards")
    yield pytest.param(filled(b"*", b"User-agent: *\nDisallow: /"), id="stars")
    yield pytest.param(filled(b"a*", b"User-agent: *\nDisallow: /"), id="one-rule")
    yield pytest.param(filled(b"Allow: /%E3%81%82\n"), id="escapes")
    yield pytest.param(filled(b"/", b"User-agent: *\nDisallow: "), id="slashes")
    yield pytest.param(filled(b" user-agent"), id="one-line")
    yield pytest.param(filled(b"\xff", b"User-agent: *\nDisallow: /"), id="no-text")
    yield pytest.param(filled(b"\r"), id="line-ends")
    yield pytest.param(filled(b"Crawl-delay: 1e400\n"), id="delays")
    yield pytest.param(b"\n".join(b"Disallow: /a%d" % n for n in range(40_000)), id="no-name")
    many = b"\n".join(b"Disallow: /a%d" % n for n in range(30_000))
    yield pytest.param(b"User-agent: *\n" + many, id="all-different")


@pytest.mark.parametrize("body", list(bodies()))
def test_a_hostile_file_costs_a_bounded_time(body):
    started = process_time()
    rules = Rules.parse(body)
    for path in ("/", "/a12/b", "/aaaabcaabca", "/b" + "a" * 4000):
        assert rules.allows(SITE + path) in {True, False}
    assert timedelta(0) <= rules.delay <= timedelta(seconds=60)
    assert process_time() - started < 3


@given(st.binary(max_size=400))
def test_any_file_can_be_asked(body):
    rules = Rules.parse(body)
    assert rules.allows(f"{SITE}/news") in {True, False}
    assert timedelta(0) <= rules.delay <= timedelta(seconds=60)
