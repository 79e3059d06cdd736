import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.discover import opml as room
from monitor.discover.opml import Outline, opml, outlines
from monitor.errors import Unreadable

LIST = b"""<?xml version="1.0"?>
<opml version="1.0"><head><title>Mine</title></head><body>
  <outline text="Harbours">
    <outline text="Harbour &amp; Sea" type="rss" xmlUrl="https://harbour.example/feed"
             htmlUrl="https://harbour.example/" language="en"/>
    <outline title="Quay" text="ignored" xmlURL="http://quay.example/rss"/>
    <outline text="Harbour again" xmlUrl="https://harbour.example/feed"/>
  </outline>
  <outline text="Evil" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def test_the_feeds_of_a_list_are_read_from_all_its_folders_each_once():
    assert outlines(LIST) == (
        Outline(
            feed="https://harbour.example/feed",
            title="Harbour & Sea",
            site="https://harbour.example/",
            language="en",
        ),
        Outline(feed="http://quay.example/rss", title="Quay"),
    )


@pytest.mark.parametrize("body", [b"<rss/>", b"no markup", b"   ", bytes(4)])
def test_what_is_no_opml_is_refused(body):
    with pytest.raises(Unreadable):
        outlines(body)


def test_entities_that_multiply_are_not_unfolded():
    tenfold = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<!DOCTYPE o [<!ENTITY e0 "ha">{tenfold}]><opml><outline xmlUrl="http://a.example/&e11;"/></opml>'
    try:
        found = outlines(body.encode())
    except Unreadable:
        found = ()
    assert all(len(one.feed) < 10_000 for one in found)


def test_no_more_are_read_than_anybody_needs(monkeypatch):
    monkeypatch.setattr(room, "MOST_OUTLINES", 1)
    assert len(outlines(LIST)) == 1


WORDS = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=20)


@given(st.lists(WORDS, unique_by=str.lower, max_size=5), WORDS)
def test_what_is_written_is_read_back(names, heading):
    listed = tuple(Outline(feed=f"https://{n}.example/rss?a=1&b=2", title=n) for n in names)
    assert outlines(opml(listed, heading=heading)) == listed


def test_a_feed_without_a_title_is_called_by_its_address():
    assert outlines(opml((Outline(feed="https://a.example/"),), heading="x"))[0].title == (
        "https://a.example/"
    )
