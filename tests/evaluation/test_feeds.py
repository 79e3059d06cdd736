"""The reading of collections, on small ones of our own."""

import gzip
import io
import json
import tarfile
from datetime import UTC, datetime

import pytest

from tests.evaluation import feeds
from tests.evaluation.feed_expectations import COUNT, DATE, LINK, TITLE, Expected, expectations
from tests.evaluation.feed_references import by_standard_library, plain

NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)
FEED = (
    "<rss><channel><item><title>{title}</title><link>https://harbour.example/a</link>"
    "<pubDate>Sat, 20 Dec 2025 12:00:00 GMT</pubDate></item></channel></rss>"
)
MAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>https://harbour.example/a</loc><lastmod>2025-12-20</lastmod></url></urlset>"
)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("not bozo and entries[0]['title'] == 'A'", [Expected(field=TITLE, entry=0, value="A")]),
        ("entries[1].title_detail.value == 'A'", [Expected(field=TITLE, entry=1, value="A")]),
        (
            "entries[0]['link'] == entries[1]['link'] == 'x'",
            [Expected(field=LINK, entry=n, value="x") for n in (0, 1)],
        ),
        (
            "entries[0]['updated_parsed'] == (2025, 12, 20, 12, 0, 0, 5, 354, 0)",
            [Expected(field=DATE, entry=0, value=NOON)],
        ),
        ("entries[0].published_parsed == None", [Expected(field=DATE, entry=0, value=None)]),
        ("len(entries) == 2", [Expected(field=COUNT, value=2)]),
        ("feed['title'] == 'A'", []),
        ("entries[0]['title'] != 'A'", []),
        ("entries[0]['title'] == title", []),
        ("entries[0]['author'] == 'A'", []),
        ("len(entries[0]['links']) == 2", []),
        ("ord(entries[0]['title']) == 8230", []),
        ("bozo", []),
        ("not a condition", []),
    ],
)
def test_what_is_stated_of_entries_is_expected(condition, expected):
    assert list(expectations(condition)) == expected


def test_a_title_is_compared_by_its_words():
    assert plain("Ferry &lt;b&gt;sails  <script>x</script>") == "Ferry sails"
    assert plain(None) is None


def test_an_index_is_read_by_the_standard_library():
    (entry,) = by_standard_library("sitemap.xml.gz", gzip.compress(MAP.encode()))
    assert (entry.link, entry.updated) == ("https://harbour.example/a", NOON.replace(hour=0))


def collections(folder, *, title="A", stated="A", more=b"<rss/>"):
    place = folder / "data" / "feeds"
    (place / "sitemaps").mkdir(parents=True)
    row = {"file": "feedparser/a.xml", "expect": f"entries[0]['title'] == '{stated}'"}
    (place / "feedparser.index.jsonl").write_text(json.dumps(row))
    contents = {
        "feedparser.tar.xz": {"feedparser/a.xml": FEED.format(title=title).encode()},
        "miniflux.tar.xz": {"miniflux/b.xml": more},
    }
    for name, files in contents.items():
        with tarfile.open(place / name, "w:xz") as packed:
            for path, body in files.items():
                member = tarfile.TarInfo(path)
                member.size = len(body)
                packed.addfile(member, io.BytesIO(body))
    (place / "sitemaps" / "sitemap.xml").write_text(MAP)
    return folder


def test_all_that_is_read_right_counts(tmp_path):
    tally = feeds.measured(collections(tmp_path))
    shares = feeds.figures(tally)
    assert shares[feeds.STATED] == {"list title": 1.0}
    assert {share for table in shares.values() for share in table.values()} == {1.0}
    assert (tally.handed_on, tally.refused, tally.raised) == (1, 0, [])
    assert "FEEDS AS STATED" in feeds.report(tally)


def test_what_is_read_wrong_is_told(tmp_path):
    tally = feeds.measured(collections(tmp_path, stated="B", more=b"nothing"))
    assert feeds.figures(tally)[feeds.STATED] == {"list title": 0.0}
    assert tally.refused == 1
    assert "wanted 'B', read 'A'" in tally.misses[0]
