from datetime import timedelta

import pytest

from monitor.discover.patient import patiently
from monitor.errors import Unreadable

BASE = "https://harbour.example/rss"
BROKEN = b"<rss><channel><ttl>30</ttl><item><title>Ships & ferries</title><link>/a</link>"


def test_a_broken_feed_is_read_patiently():
    found = patiently(BROKEN, base=BASE, charset=None, known=False)
    (entry,) = found.candidates
    assert (entry.url, entry.title) == ("https://harbour.example/a", "Ships & ferries")
    assert (entry.kind, found.keeps) == ("feed", timedelta(minutes=30))


def test_a_feed_that_is_known_for_one_may_be_empty():
    assert patiently(b"<p/>", base=BASE, charset=None, known=True).candidates == ()
    with pytest.raises(Unreadable, match="no feed"):
        patiently(b"<p/>", base=BASE, charset=None, known=False)


def test_the_encoding_that_is_given_counts():
    body = BROKEN.replace(b"Ships", "Порт".encode("koi8-r"))
    (entry,) = patiently(body, base=BASE, charset="koi8-r", known=False).candidates
    assert entry.title == "Порт & ferries"
