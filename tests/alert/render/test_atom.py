from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alert.render.atom import atom_feed
from monitor.model.alert import AlertId
from monitor.model.watchlist import Kind
from tests.alert.examples import LOST, NEW, NOW, STALE, UPDATE, evidence

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "https://monitor.example/feeds/ukraine.atom"


def feed(*alerts, watchlist="ukraine", address=ADDRESS):
    """Return the feed as another program reads it."""
    read = feedparser.parse(atom_feed(alerts, watchlist=watchlist, address=address))
    assert not read.bozo
    assert read.version == "atom10"
    return read


def test_a_feed_says_whose_it_is_where_it_lies_and_when_it_last_changed():
    later = replace(NEW, id=AlertId("later"), at=NOW + timedelta(hours=2))
    read = feed(NEW, later).feed
    assert (read.id, read.title) == ("tag:monitor.invalid,2025:feed:ukraine", "Alerts: ukraine")
    assert (read.updated, read.author) == ("2025-12-19T11:30:00Z", "monitor")
    assert [(link.rel, link.href) for link in read.links] == [("self", ADDRESS)]


def test_the_feed_of_all_has_an_id_that_no_watchlist_has():
    ids = {feed(watchlist=name).feed.id for name in (None, "all", "feed", "ukraine")}
    assert len(ids) == 4


def test_a_feed_without_alerts_or_address_is_a_feed_all_the_same():
    read = feed(address=None)
    assert (read.entries, read.feed.updated) == ([], "1970-01-01T00:00:00Z")
    assert "links" not in read.feed


def test_an_entry_tells_the_alert_with_its_evidence():
    (entry,) = feed(NEW).entries
    assert entry.id == "tag:monitor.invalid,2025:alert:a1b2"
    assert entry.title == NEW.summary
    assert (entry.updated, entry.published) == ("2025-12-19T09:30:00Z", "2025-12-19T09:30:00Z")
    assert entry.summary == "The leaders promised Kyiv 90 billion euros."
    assert [(link.rel, link.href) for link in entry.links] == [
        ("alternate", "https://harbour-herald.example/summit")
    ]
    assert {tag.term for tag in entry.tags} == {"new", "high", "aid_pledge", "ukraine"}
    (content,) = entry.content
    assert content.type == "text/html"
    assert "<blockquote>“The leaders promised Kyiv 90 billion euros.”</blockquote>" in content.value
    assert '<a href="https://harbour-herald.example/summit">' in content.value


def test_an_update_tells_what_changed_and_links_all_its_evidence():
    other = evidence("It was 90.", url="https://lakeside-post.example/sum")
    (entry,) = feed(replace(UPDATE, evidence=(evidence("Now 105."), other))).entries
    assert "<td>amount</td>" in entry.content[0].value
    assert sorted(link.rel for link in entry.links) == ["alternate", "related"]


def test_an_alert_without_facts_has_no_list_of_them():
    (entry,) = feed(replace(NEW, development=None, evidence=())).entries
    assert "<ul>" not in entry.content[0].value
    assert entry.summary == NEW.summary


def test_a_correction_says_that_it_is_one():
    (entry,) = feed(replace(NEW, kind=Kind.WITHDRAWN)).entries
    assert entry.content[0].value.startswith("<p>This is a correction")


def test_the_same_page_twice_is_linked_once():
    (entry,) = feed(UPDATE).entries
    assert len(entry.links) == 1


@pytest.mark.parametrize("alert", [STALE, LOST])
def test_what_tells_of_no_development_is_an_entry_too(alert):
    (entry,) = feed(alert).entries
    assert entry.title == alert.summary
    assert entry.summary


def test_words_of_strangers_do_no_harm():
    hostile = "<script>alert(1)</script> ]]> &amp; \x00\x0b\ufffe\udc80 \u202eback"
    url = "javascript:alert(1)"
    alert = replace(NEW, summary=hostile, evidence=(evidence(hostile, url=url, outlet=hostile),))
    written = atom_feed((alert,), watchlist=hostile, address="https://a.example/\x00")
    (entry,) = feedparser.parse(written).entries
    assert "script" not in {element.tag for element in ET.fromstring(written).iter()}
    assert "&lt;script&gt;" in ET.fromstring(written).findtext(f"{ATOM}entry/{ATOM}content")
    assert "links" not in entry
    assert "\u202e" not in entry.title


@given(words=st.text(), name=st.text(max_size=80))
def test_whatever_is_told_the_feed_is_xml_with_one_entry(words, name):
    alert = replace(NEW, summary=words, watchlists=(name,), evidence=(evidence(words, url=words),))
    root = ET.fromstring(atom_feed((alert,), watchlist=name, address=None))
    (entry,) = root.findall(f"{ATOM}entry")
    for tag in ("id", "title", "updated", "summary", "content"):
        assert len(entry.findall(f"{ATOM}{tag}")) == 1
