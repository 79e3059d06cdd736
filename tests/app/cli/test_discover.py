from datetime import UTC, datetime

import pytest

from tests.fakes.calling import call
from tests.fakes.newsroom import Newsroom
from tests.fakes.stories import pledge

LISTING = '<html><body><a class="news" href="/a">A first item of news</a></body></html>'
SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>https://harbour.example/a</loc></url></urlset>"
)


def test_a_feed_at_an_address_is_asked_as_the_daemon_would(reading, news):
    called = call("discover", "--config", str(reading), news.feed("harbour"))

    assert called.code == 0
    assert [one["title"].split()[0] for one in called.records] == ["Norway", "Canada"]
    assert {one["kind"] for one in called.records} == {"feed"}
    assert all(one["url"].startswith(news.url) and one["published"] for one in called.records)


def test_an_address_that_cannot_be_had_is_a_failure_with_its_reason(reading, news):
    called = call("discover", "--config", str(reading), f"{news.url}/absent")
    assert called.code == 1
    assert "not_found" in called.err


@pytest.mark.parametrize(
    ("name", "body", "options", "kind"),
    [
        ("map.xml", SITEMAP, (), "sitemap"),
        ("map.bin", SITEMAP, ("--kind", "sitemap"), "sitemap"),
        ("list.html", LISTING, ("--link", "a.news"), "listing"),
    ],
)
def test_files_are_read_by_their_kind(tmp_path, name, body, options, kind):
    path = tmp_path / name
    path.write_text(body)
    called = call("discover", str(path), "--base", "https://harbour.example/", *options)

    assert [(one["url"], one["kind"]) for one in called.records] == [
        ("https://harbour.example/a", kind)
    ]


HEADLINES = "<html>" + "".join(
    f"<h2><a href='/2025/12/20/ferry-{n}'>The ferry sails again after {n} days</a></h2>"
    for n in range(3)
)
POST = (
    "<div class='tgme_widget_message' data-post='harbour/12'>"
    "<div class='tgme_widget_message_text'>The ferry sails.</div></div>"
)
ANSWER = '{"data": [{"link": "/a", "head": "Ferry"}, {"link": "/b", "head": "Harbour"}]}'


@pytest.mark.parametrize(
    ("name", "body", "options", "kind", "count"),
    [
        ("list.html", HEADLINES, (), "listing", 3),
        ("notice.html", "<main><p>The ferry sails.</p></main>", ("--select", "p"), "page", 1),
        ("notice.html", "<main><p>The ferry sails.</p></main>", ("--kind", "page"), "page", 1),
        ("posts.html", POST, ("--kind", "telegram"), "telegram", 1),
        ("news.json", ANSWER, ("--field", "list=data", "--field", "url=link"), "api", 2),
        ("news.json", ANSWER.replace("/a", "https://harbour.example/a"), (), "api", 2),
    ],
)
def test_each_kind_of_page_is_shown(tmp_path, name, body, options, kind, count):
    path = tmp_path / name
    path.write_text(body)
    called = call("discover", str(path), "--base", "https://harbour.example/", *options)

    assert ("--link 'h2 a'" in called.err) == (kind == "listing")
    assert [one["kind"] for one in called.records] == [kind] * count


def test_the_text_that_a_list_encloses_is_shown(tmp_path):
    path = tmp_path / "posts.html"
    path.write_text(POST)
    (record,) = call("discover", str(path), "--kind", "telegram").records
    assert (record["text"], record["url"]) == ("The ferry sails.", "https://t.me/harbour/12")


def test_links_that_no_simple_selector_names_are_shown_without_one(tmp_path):
    path = tmp_path / "list.html"
    path.write_text(HEADLINES.replace("h2", "p"))
    called = call("discover", str(path))
    assert called.err == ""


@pytest.mark.parametrize("field", ["link=x", "url", "url=data[", "url=" + "a" * 1_001])
def test_a_field_that_is_none_is_wrong_usage(tmp_path, field):
    path = tmp_path / "news.json"
    path.write_text(ANSWER)
    called = call("discover", str(path), "--field", field)
    assert called.code == 2
    assert "--field" in called.err


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    called = call("discover", str(tmp_path / "absent.xml"))
    assert (called.code, "No such file" in called.err) == (2, True)


def test_a_file_that_lists_nothing_is_a_failure_that_names_it(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Milk, bread and stamps.")
    called = call("discover", str(path))
    assert called.code == 1
    assert called.err == f"{path}: this is no feed, no sitemap and no listing page\n"


def test_a_reader_may_ask_for_records(tmp_path):
    path = tmp_path / "map.xml"
    path.write_text(SITEMAP)
    called = call("discover", str(path), "--json", terminal=True)
    assert [one["kind"] for one in called.records] == ["sitemap"]


def test_a_reader_sees_a_table(tmp_path):
    room = Newsroom(port=8)
    room.publish("harbour", pledge(0, datetime(2025, 12, 20, tzinfo=UTC)))
    path = tmp_path / "feed.xml"
    path.write_bytes(room.answer("/harbour/feed")[2])
    called = call("discover", str(path), terminal=True)
    assert "1 candidate (feed)" in called.out


def test_an_index_of_sitemaps_names_its_further_lists(tmp_path):
    path = tmp_path / "index.xml"
    path.write_text("<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>")
    called = call("discover", str(path), "--base", "https://harbour.example/")
    assert called.records == []
    assert "1 further list: https://harbour.example/a.xml" in called.err
