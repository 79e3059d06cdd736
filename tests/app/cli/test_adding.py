from base64 import b64encode
from datetime import UTC, datetime

import pytest

from monitor.app.config.entries import line
from tests.fakes.calling import call
from tests.fakes.mailboxes import ABSENT, PASSWORD, PROGRAM, access_token
from tests.fakes.newsroom import newsroom, page
from tests.fakes.stories import pledge

SECRET = "canary-5e8a17=1"
HOME = b"""<html><head><title>Harbour</title>
<link rel="alternate" type="application/rss+xml" href="/broken"/>
<link rel="alternate" type="application/rss+xml" title="All" href="/tide/feed"/>
</head><body><a href="/about">About</a></body></html>"""


@pytest.fixture
def site(news):
    """The newsroom with a second outlet that has a home page and a broken feed."""
    news.other["/"] = (200, "text/html", HOME)
    news.other["/broken"] = (200, "application/rss+xml", b"<rss><channel></channel></rss>")
    news.other["/robots.txt"] = (200, "text/plain", b"User-agent: *\nAllow: /\n")
    news.publish("tide", pledge(3, news_time(news)))
    return news


def news_time(news):
    return next(iter(news._printed["harbour"].values())).at


def add(reading, *arguments, **more):
    return call("sources", "add", "--config", str(reading), *arguments, **more)


def test_a_home_page_leads_to_the_feed_that_lists_something(reading, site):
    called = add(reading, f"{site.url}/", "--json", "--yes")

    (record,) = called.records
    assert (called.code, record["entry"]["feed"]) == (0, f"{site.url}/tide/feed")
    assert (record["entry"]["outlet"], record["entry"]["language"]) == ("tide", "en")
    assert [one["problem"] for one in record["tried"]] == ["it lists nothing", None]
    assert record["written"] == str(reading / "sources.yaml")
    assert line(record["entry"]) in (reading / "sources.yaml").read_text()
    assert call("check", "--config", str(reading)).code == 0


def test_a_section_says_how_to_take_the_whole_site_instead(reading, site):
    links = "".join(f"<h2><a href='/world/{n}1234'>Ferry {n} sails today</a></h2>" for n in "123")
    site.other["/world"] = (200, "text/html", f"<body>{links}</body>".encode())
    site.other["/robots.txt"] = (200, "text/plain", f"Sitemap: {site.url}/map.xml\n".encode())
    called = add(reading, f"{site.url}/world")
    assert f"listing: {site.url}/world" in called.out
    assert f"the whole site: monitor sources add {site.url}/map.xml" in called.err


def test_a_feed_is_shown_with_its_entries_and_an_article_and_nothing_is_written_unasked(
    reading, site
):
    before = (reading / "sources.yaml").read_text()
    called = add(reading, f"{site.url}/tide/feed", "--id", "tides", terminal=True, watched=True)

    assert called.code == 0
    assert "1 entry" in called.out
    assert "one of them:" in called.out
    assert f"- {{id: tides, feed: {site.url}/tide/feed, outlet: tide, language: en}}" in called.out
    assert "nothing was written: say --yes" in called.out
    assert "(the address itself): 1 entry" in called.err
    assert (reading / "sources.yaml").read_text() == before


def test_what_is_added_in_words_is_told_where(reading, site):
    called = add(reading, f"{site.url}/tide/feed", "--yes", "--every", "5m")
    assert f"added to {reading / 'sources.yaml'}; restart the daemon" in called.out
    assert "every: 5m" in (reading / "sources.yaml").read_text()


def test_a_section_page_is_a_list_by_the_links_that_are_named(reading, site):
    links = "".join(f"<a class='n' href='/tide/{n}'>Item {n}</a>" for n in range(4))
    site.other["/section"] = (200, "text/html", f"<html>{links}</html>".encode())
    called = add(reading, f"{site.url}/section", "--link", "a.n", "--yes", watched=True)

    assert called.code == 0
    assert "no article of it could be read" in called.err
    assert "note: it dates nothing" in called.err
    assert f"listing: {site.url}/section" in (reading / "sources.yaml").read_text()
    assert "link: a.n" in (reading / "sources.yaml").read_text()


@pytest.mark.parametrize(("tag", "selector"), [("h2", "h2 a"), ("p", None)])
def test_links_that_are_found_are_shown_with_a_selector_that_names_them(
    reading, site, tag, selector
):
    links = "".join(
        f"<{tag}><a href='/tide/a-ship-of-number-{n}'>A ship of the harbour sails</a></{tag}>"
        for n in range(4)
    )
    site.other["/section"] = (200, "text/html", f"<html>{links}</html>".encode())
    called = add(reading, f"{site.url}/section", "--kind", "listing", watched=True)
    assert ("--link 'h2 a'" in called.out) == (selector is not None)
    (record,) = add(reading, f"{site.url}/section", "--kind", "listing", "--json").records
    assert (record["selector"], len(record["candidates"])) == (selector, 4)


def test_a_source_that_is_there_already_is_not_added_again(reading, site):
    called = add(reading, site.feed("harbour"))
    assert (called.code, "is a source already: harbour\n" in called.err) == (2, True)


def test_an_id_that_is_taken_is_not_given_twice(reading, site):
    before = (reading / "sources.yaml").read_text()
    called = add(reading, f"{site.url}/tide/feed", "--id", "harbour", "--yes")
    assert (called.code, "--id harbour: there is a source of this id" in called.err) == (2, True)
    assert (reading / "sources.yaml").read_text() == before


def test_a_page_that_leads_to_one_that_is_there_already_is_not_added_either(reading, site):
    home = HOME.replace(b"/tide/feed", b"/harbour/feed")
    site.other["/"] = (200, "text/html", home)
    called = add(reading, f"{site.url}/")
    assert "is a source already: harbour; --kind listing takes the links of the page" in called.err


def test_a_page_that_leads_elsewhere_says_how_to_take_the_page_itself(reading, site):
    hint = "--kind page watches its text"
    assert hint in add(reading, f"{site.url}/").out
    assert hint not in add(reading, f"{site.url}/tide/feed").out


def test_a_site_that_lists_nothing_says_what_was_tried(reading, site):
    site.other["/alone"] = (200, "text/html", page(pledge(1, news_time(site)), "Tide").encode())
    called = add(reading, f"{site.url}/alone")

    assert called.code == 1
    assert "nothing here lists articles. Tried:" in called.err
    assert f"feed {site.url}/feed/: not_found" in called.err
    assert "Name a kind by --kind" in called.err


def test_an_address_that_cannot_be_had_says_why(reading, site):
    assert "not_found" in add(reading, f"{site.url}/absent").err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("harbour.example",), "starts with https://"),
        (("https://a.example/", "--link", "a", "--kind", "feed"), "--link is for listings"),
        (("imaps://me@a.example",), "a mailbox needs --password-file"),
        (("https://a.example/", "--select", "p", "--link", "a"), "--select is for --kind page"),
    ],
)
def test_wrong_wishes_are_wrong_usage(config, arguments, told):
    called = call("sources", "--config", str(config), "add", *arguments)
    assert (called.code, told in called.err) == (2, True)


def test_a_folder_of_articles_is_added_as_an_archive(config, tmp_path):
    old = tmp_path / "old"
    old.mkdir()
    record = '{"text": "The ferry runs.", "url": "https://a.example/f"}\n'
    (old / "day.jsonl").write_text(record)
    called = call("sources", "--config", str(config), "add", str(old), "--yes", "--json")

    (told,) = called.records
    assert (told["entry"]["archive"], len(told["candidates"])) == (str(old), 1)
    assert told["article"] == "https://a.example/f"
    assert "language" not in told["entry"], "one article does not tell that of all"
    assert call("check", "--config", str(config)).code == 0


def test_a_mailbox_that_cannot_be_reached_says_why(config):
    (config / "door").write_text("hush")
    called = call(
        *("sources", "--config", str(config), "add", "imaps://me@127.0.0.1:9"),
        *("--password-file", "door"),
    )
    assert called.code == 1
    assert "127.0.0.1:9: unreachable" in called.err
    assert "hush" not in called.err
    assert "--kind" not in called.err, "its address says of which kind it is"


@pytest.mark.skipif(PROGRAM is None, reason=ABSENT)
@pytest.mark.parametrize("option", ["password_file", "token_file"])
def test_the_entry_of_a_mailbox_names_the_file_by_which_it_was_entered(config, box, option):
    token = access_token(box.user, expires=datetime(2100, 1, 1, tzinfo=UTC))
    (config / "key").write_text(token if option == "token_file" else PASSWORD)
    arguments = (box.url(), f"--{option.replace('_', '-')}", "key", "--yes")
    called = call("sources", "--config", str(config), "add", *arguments)

    assert (called.code, "another origin" in called.err) == (0, False)
    assert f"{option}: key" in (config / "sources.yaml").read_text()
    assert call("check", "--config", str(config)).code == 0


@pytest.fixture
def key(reading):
    """The secret that opens the door, in its file."""
    (reading / "key").write_text(f"{SECRET}\n")
    return "key"


@pytest.mark.parametrize(
    ("options", "opens", "written"),
    [
        (("--header", "X-Key=key"), ("X-Key", SECRET), "header_files: {X-Key: key}"),
        (("--cookies", "key"), ("Cookie", SECRET), "cookies_file: key"),
        (("--token-file", "key"), ("Authorization", f"Bearer {SECRET}"), "token_file: key"),
        (
            ("--basic-user", "me", "--password-file", "key"),
            ("Authorization", f"Basic {b64encode(f'me:{SECRET}'.encode()).decode()}"),
            "basic: {user: me, password_file: key}",
        ),
    ],
)
def test_a_source_behind_a_door_is_looked_around_and_added_in_one_step(
    reading, site, key, options, opens, written
):
    shut = add(reading, f"{site.url}/")
    site.door = opens
    closed = add(reading, f"{site.url}/")
    called = add(reading, f"{site.url}/", *options, "--yes")

    assert (shut.code, closed.code) == (0, 1)
    assert "forbidden: answered 401; if it wants a login, give --token-file" in closed.err
    assert (called.code, "one of them:" in called.out) == (0, True), "its article is had too"
    text = (reading / "sources.yaml").read_text()
    assert f"feed: {site.url}/tide/feed, {written}" in text
    assert SECRET not in text + called.out + called.err
    assert call("check", "--config", str(reading)).code == 0


def test_what_opens_a_door_goes_to_no_other_origin_and_is_not_written_for_it(reading, site, key):
    with newsroom() as elsewhere:
        elsewhere.publish("tide", pledge(3, news_time(site)))
        site.other["/"] = (
            200,
            "text/html",
            HOME.replace(b"/tide", elsewhere.url.encode() + b"/tide"),
        )
        opening = (f"{site.url}/", "--header", "X-Key=key")
        (record,) = add(reading, *opening, "--json").records
        called = add(reading, *opening, "--yes")

    assert any(headers["X-Key"] == SECRET for _, headers in site.heard)
    assert elsewhere.heard
    assert not any(SECRET in str(headers) for _, headers in elsewhere.heard)
    assert f"note: {elsewhere.url}/tide/feed is of another origin" in called.err
    assert "header_files" not in (reading / "sources.yaml").read_text()
    assert any("another origin" in doubt for doubt in record["doubts"])


def test_an_api_is_added_by_what_is_said_of_its_answer_and_says_what_is_read_later(reading, site):
    answer = (
        b'{"all": [{"page": "/tide/a", "head": "Ferry", "day": "2025-12-20"}], "more": "/v1?2"}'
    )
    site.other["/v1"] = (200, "application/json", answer)
    fields = ("list=all", "url=page", "title=head", "published=day", "next=more")
    options = [part for field in fields for part in ("--field", field)]
    called = add(reading, f"{site.url}/v1", *options, "--yes")

    assert called.code == 0
    assert "note: this is its first page; at later polls the daemon reads on" in called.err
    text = (reading / "sources.yaml").read_text()
    assert "fields: {list: all, url: page, title: head, published: day, next: more}" in text
    assert call("check", "--config", str(reading)).code == 0
    call("once", "--config", str(reading), "--json")
    polled = {
        one["kind"]: one for one in call("sources", "--config", str(reading), "--json").records
    }
    assert polled["api"]["entries"] == 1, "as many as were shown"
    assert "/v1?2" not in site.asked


def test_an_api_without_a_list_asks_for_its_fields(reading, site):
    site.other["/v1"] = (200, "application/json", b"{}")
    called = add(reading, f"{site.url}/v1", "--kind", "api")
    assert (called.code, "say by --field where" in called.err) == (1, True)
