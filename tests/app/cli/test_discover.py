from datetime import UTC, datetime

import pytest

from tests.fakes.calling import call
from tests.fakes.mailboxes import ABSENT, PASSWORD, PROGRAM
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
    called = call("discover", str(path), "--base", "https://harbour.example/")
    assert (len(called.records), called.err) == (3, "")


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


@pytest.mark.parametrize(
    ("body", "options", "told"),
    [
        ("<rss><channel><title>Harbour</title></channel></rss>", (), "has no entries"),
        ("<urlset></urlset>", (), "names no pages"),
        ("<p><a href='/a'>More</a></p>", ("--kind", "listing"), "name them by --link CSS"),
        (LISTING, ("--link", "a.olds"), "--link 'a.olds' names no link"),
        ('{"data": []}', ("--field", "list=data", "--field", "url=link"), "--field list="),
        ("<section class='tgme_channel_history'></section>", ("--kind", "telegram"), "no posts"),
    ],
)
def test_what_lists_nothing_says_why_and_what_to_do(tmp_path, body, options, told):
    path = tmp_path / "place.html"
    path.write_text(body)
    called = call("discover", str(path), "--base", "https://harbour.example/", *options)
    assert (called.code, called.records) == (0, [])
    assert called.err.startswith("https://harbour.example/: nothing is listed: ")
    assert told in called.err


def test_an_address_that_lists_nothing_says_why_and_what_to_do(reading, news):
    news.other["/world"] = (200, "text/html", b"<p><a href='/a'>More</a></p>")
    called = call("discover", "--config", str(reading), f"{news.url}/world", "--kind", "listing")
    assert (called.code, called.records) == (0, [])
    assert "name them by --link CSS" in called.err


def test_an_archive_that_holds_nothing_says_so(tmp_path):
    path = tmp_path / "empty.jsonl"
    path.write_text("")
    called = call("discover", str(path))
    assert (called.code, called.records) == (0, [])
    assert "holds no articles" in called.err


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


def test_an_index_of_sitemaps_at_an_address_is_read_as_the_daemon_reads_it(reading, news):
    index = "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap>"
    news.other["/index.xml"] = (200, "application/xml", f"{index}</sitemapindex>".encode())
    news.other["/a.xml"] = (200, "application/xml", SITEMAP.encode())
    called = call("discover", "--config", str(reading), f"{news.url}/index.xml")

    assert [one["url"] for one in called.records] == ["https://harbour.example/a"]
    assert f"{news.url}/b.xml: not_found: answered 404" in called.err


def test_further_pages_are_said_to_be_read_later(reading, news):
    answer = b'{"items": [{"link": "/a"}, {"link": "/a"}], "next": "/v1?page=2"}'
    news.other["/v1"] = (200, "application/json", answer)
    called = call("discover", "--config", str(reading), f"{news.url}/v1")

    assert [one["url"] for one in called.records] == [f"{news.url}/a"]
    assert "this is its first page; at later polls the daemon reads on" in called.err
    assert "1 entry has no address, or that of one before: not read" in called.err
    assert "/v1?page=2" not in news.asked


@pytest.mark.parametrize("options", [(), ("--kind", "api")])
def test_an_api_whose_answer_suggests_nothing_asks_for_its_fields(reading, news, options):
    news.other["/v1"] = (200, "application/json", b'{"items": []}')
    called = call("discover", "--config", str(reading), f"{news.url}/v1", *options)
    assert (called.code, "say by --field where" in called.err) == (1, True)


def test_a_page_behind_a_door_is_shown_to_who_has_the_key(reading, news):
    news.door = ("Authorization", "Bearer canary-5e8a17")
    (reading / "key").write_text("canary-5e8a17\n")
    shut = call("discover", "--config", str(reading), news.feed("harbour"))
    called = call(
        *("discover", "--config", str(reading), news.feed("harbour"), "--token-file", "key")
    )

    assert (shut.code, "forbidden" in shut.err) == (1, True)
    assert len(called.records) == 2
    assert "canary" not in called.out + called.err


def test_a_listing_at_an_address_is_shown_with_a_selector_that_names_its_links(reading, news):
    news.other["/list"] = (200, "text/html", HEADLINES.encode())
    called = call("discover", "--config", str(reading), f"{news.url}/list")
    assert len(called.records) == 3
    assert "--link 'h2 a'" in called.err


@pytest.mark.parametrize(("options", "count"), [(("--select", "p"), 1), (("--link", "h2 a"), 0)])
def test_an_address_is_read_as_what_the_options_say(reading, news, options, count):
    body = b"<main><p>The ferry sails.</p></main>"
    news.other["/notice"] = (200, "text/html", body)
    called = call("discover", "--config", str(reading), f"{news.url}/notice", *options)
    assert len(called.records) == count


def test_an_archive_that_is_named_as_one_is_shown(tmp_path):
    (tmp_path / "day.jsonl").write_text('{"text": "The ferry runs.", "url": "https://a.example/f"}')
    called = call("discover", str(tmp_path), "--kind", "archive")
    assert [one["kind"] for one in called.records] == ["archive"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("https://a.example/", "--base", "https://b.example/"), "--base is for files"),
        (("list.html", "--token-file", "key"), "a file has no door"),
        (
            ("@harbour", "--kind", "telegram", "--cookies", "key"),
            "telegram has no headers",
        ),
    ],
)
def test_what_does_not_belong_together_is_wrong_usage(config, tmp_path, arguments, told):
    called = call("discover", "--config", str(config), *arguments)
    assert (called.code, told in called.err) == (2, True)


@pytest.mark.skipif(PROGRAM is None, reason=ABSENT)
def test_the_letters_of_a_mailbox_are_shown(config, box):
    (config / "key").write_text(PASSWORD)
    called = call(
        *("discover", "--config", str(config), box.url(), "--password-file", "key", "--json")
    )
    assert box.unread() == 1

    assert [(one["title"], one["url"]) for one in called.records] == [
        ("Ships", "mid:1@harbour.example")
    ]
    assert PASSWORD not in called.out + called.err


def test_brackets_in_what_strangers_write_are_shown_as_they_stand(tmp_path):
    path = tmp_path / "feed.xml"
    title = "[/b] the ferry [red]sails[/red]"
    path.write_text(
        f"<rss><channel><item><title>{title}</title><link>/a</link></item></channel></rss>"
    )
    called = call("discover", str(path), "--base", "https://harbour.example/", terminal=True)
    assert called.code == 0
    assert "[/b]" in called.out
    assert "[red]sails[/red]" in called.out
