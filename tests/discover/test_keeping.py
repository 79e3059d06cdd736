from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from monitor.discover.keeping import LONGEST_KEPT, kept_for

AT = datetime(2025, 12, 20, 10, 30, tzinfo=UTC)
"""A Saturday."""


def kept(told, at=AT):
    return kept_for(etree.fromstring(f"<rss><channel>{told}</channel></rss>"), at)


def hours(*numbers):
    return f"<skipHours>{''.join(f'<hour>{n}</hour>' for n in numbers)}</skipHours>"


def days(*names):
    return f"<skipDays>{''.join(f'<day>{n}</day>' for n in names)}</skipDays>"


@pytest.mark.parametrize(
    ("told", "minutes"),
    [
        ("", None),
        ("<ttl>45</ttl>", 45),
        ("<ttl> 45 </ttl><ttl>90</ttl>", 45),
        ("<ttl>0</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>9999999</ttl>", None),
        ("<updatePeriod>hourly</updatePeriod><updateFrequency>2</updateFrequency>", 30),
        ("<updatePeriod>Daily</updatePeriod>", 24 * 60),
        ("<updatePeriod>hourly</updatePeriod><updateFrequency>0</updateFrequency>", None),
        ("<updatePeriod>often</updatePeriod>", None),
        ("<ttl>45</ttl><updatePeriod>daily</updatePeriod>", 24 * 60),
    ],
)
def test_a_feed_says_how_long_it_keeps(told, minutes):
    assert kept(told) == (None if minutes is None else timedelta(minutes=minutes))


@pytest.mark.parametrize("frequency", ["", "<updateFrequency>1</updateFrequency>"])
def test_what_the_commonest_software_writes_by_itself_is_nobodys_wish(frequency):
    assert kept(f"<updatePeriod>hourly</updatePeriod>{frequency}") is None


def test_no_feed_is_left_alone_for_longer_than_a_week():
    assert kept("<updatePeriod>yearly</updatePeriod>") == LONGEST_KEPT


@pytest.mark.parametrize(
    ("told", "until"),
    [
        (hours(9), None),
        (hours(10), datetime(2025, 12, 20, 11, tzinfo=UTC)),
        (hours(10, 11, 13), datetime(2025, 12, 20, 12, tzinfo=UTC)),
        (hours("x"), None),
        (days("Saturday"), datetime(2025, 12, 21, tzinfo=UTC)),
        (days("Saturday", "Sunday") + hours(0, 24), datetime(2025, 12, 22, 1, tzinfo=UTC)),
        (days("Monday"), None),
        (hours(*range(24)), None),
    ],
)
def test_a_feed_that_rests_keeps_until_it_wakes(told, until):
    assert kept(told) == (None if until is None else until - AT)


def test_the_root_of_a_feed_without_a_channel_tells_too():
    assert kept_for(etree.fromstring("<feed><ttl>20</ttl></feed>"), AT) == timedelta(minutes=20)
