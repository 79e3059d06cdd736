import json

import pytest

from monitor.discover.json_feed import json_feed
from monitor.errors import Unreadable

BASE = "https://harbour.example/feed.json"


def read(*items):
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()
    return json_feed(body, base=BASE)


def test_a_json_feed_gives_its_items():
    first, second, third = read(
        {"url": "/a", "title": "A", "date_published": "2025-12-20T10:30:00Z"},
        {"external_url": "https://coast.example/b", "title": 7, "date_modified": "2025-12-21"},
        "nonsense",
        {},
    )
    assert (first.url, first.title) == ("https://harbour.example/a", "A")
    assert str(first.published) == "2025-12-20T10:30:00Z"
    assert (second.url, second.title) == ("https://coast.example/b", None)
    assert str(second.updated) == "2025-12-21"
    assert (third.url, third.kind) == (None, "feed")


@pytest.mark.parametrize(
    ("identity", "url"),
    [("https://harbour.example/g", "https://harbour.example/g"), ("17", None), (17, None)],
)
def test_an_identity_that_is_an_address_is_where_the_item_is(identity, url):
    assert read({"id": identity, "url": "javascript:alert(1)"})[0].url == url


@pytest.mark.parametrize("body", [b"{", b"[1]", b'{"items": 3}', b"[" * 100_000])
def test_json_that_is_no_feed_is_refused(body):
    with pytest.raises(Unreadable, match="JSON"):
        json_feed(body, base=BASE)
