import gzip
import time
from contextlib import suppress

import pytest

from monitor.discover.bounds import MOST_TAGS, unpacked, within_bounds
from monitor.errors import Unreadable
from monitor.model.page import FEED_BYTES


def test_a_plain_body_passes():
    assert within_bounds(b"<rss/>") == b"<rss/>"


def test_a_gzip_file_is_unpacked():
    assert within_bounds(gzip.compress(b"<rss/>")) == b"<rss/>"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"x" * (FEED_BYTES + 1), "bytes"),
        (b"<b>" * (MOST_TAGS + 1), "tags"),
        (b"<a " + b"".join(b'a%d="1" ' % n for n in range(3_000)) + b">", "attributes"),
        (b"<a " + b"".join(b"a%d " % n for n in range(3_000)) + b">", "attributes"),
        (b"<a b='<' " + b"".join(b"a%d=1 " % n for n in range(3_000)) + b">", "attributes"),
        (gzip.compress(bytes(FEED_BYTES * 4), mtime=0), "bytes"),
        (gzip.compress(b"<rss/>" * 99, mtime=0)[:-9], "breaks off"),
        (b"\x1f\x8bnonsense", "broken"),
    ],
)
def test_what_would_take_too_long_is_not_parsed(body, why):
    with pytest.raises(Unreadable, match=why):
        within_bounds(body)


def test_a_long_text_with_many_signs_is_no_tag():
    body = b"<p>" + b"a=b " * 5000 + b"</p><p class='" + b"x" * 5000 + b"'>"
    assert within_bounds(body) == body


@pytest.mark.parametrize("value", [b"a=b c " * 5_000, b"M 50 1 A 49 " * 5_000])
def test_a_long_value_of_one_attribute_is_one(value):
    body = b"<meta content='" + value + b"' name=x><p>"
    assert within_bounds(body) == body


@pytest.mark.parametrize(
    "body",
    [b"<a" * 100_000, b"<a " * 100_000, b"<a='" * 100_000, b'<a "' * 100_000, b"<a =" * 99_000],
)
def test_tags_that_never_end_are_counted_in_reasonable_time(body):
    begun = time.process_time()
    with suppress(Unreadable):
        within_bounds(body)
    assert time.process_time() - begun < 5


def test_a_bomb_is_unpacked_to_its_limit_at_most():
    assert len(unpacked(gzip.compress(bytes(FEED_BYTES * 4)))) == FEED_BYTES + 1
