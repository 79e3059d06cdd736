"""What a source at an address would be, found on a web of our own making."""

import json
from dataclasses import replace

import pytest

from monitor.adapters.clock import SystemClock
from monitor.app.adding import Adding, proposed_id
from monitor.errors import Unreadable
from monitor.model.page import Reason
from monitor.model.source import Fields, Source, SourceId, SourceKind
from monitor.pipeline.looking import Looking
from tests.fakes.offload import InlineOffload
from tests.fakes.web import FakeWeb

SITE = "https://harbour.example"
INDEX = "<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>"
MAP = (
    "<urlset><url><loc>/a</loc><lastmod>2026-03-01</lastmod></url><url><loc>/b</loc></url></urlset>"
)
POST = (
    '<section class="tgme_channel_history"><div class="tgme_widget_message" data-post="harbour/7">'
    '<div class="tgme_widget_message_text">The harbour reopened.</div>'
    '<a class="tgme_widget_message_date"><time datetime="2026-03-01T09:00:00+00:00"></time></a>'
    "</div></section>"
)


def wish(url: str) -> Source:
    return Source(id=SourceId("add"), kind=SourceKind.LISTING, url=url, outlet=url)


async def found(web: FakeWeb, asked: str | Source, kind: SourceKind | None = None):
    told = []
    looking = Looking(clock=SystemClock(), web=web, offload=InlineOffload())
    adding = Adding(looking=looking, told=told.append)
    finding = await adding.find_out(wish(asked) if isinstance(asked, str) else asked, kind=kind)
    assert tuple(told) == finding.trials
    return finding


async def test_a_channel_is_read_at_its_public_page():
    web = FakeWeb()
    web.page("https://t.me/s/harbour", POST)
    finding = await found(web, "https://t.me/harbour")

    assert (finding.chosen.source.kind, finding.chosen.title) == (SourceKind.TELEGRAM, "harbour")
    assert len(finding.chosen.candidates) == 1
    assert finding.article is not None
    assert finding.article.text == "The harbour reopened."


async def test_the_text_of_a_watched_page_is_read():
    web = FakeWeb()
    words = "The ministry says on this page what it has decided about the harbour. " * 3
    web.page(f"{SITE}/decided", f"<html><h1>Decided</h1><main><p>{words}</p></main></html>")
    finding = await found(web, f"{SITE}/decided", SourceKind.PAGE)

    assert finding.article is not None
    assert finding.article.text == words.strip()
    assert finding.article.url == f"{SITE}/decided"


async def test_the_sample_of_a_link_that_counts_clicks_is_read_where_it_leads():
    web = FakeWeb()
    link = f"https://www.google.com/url?url={SITE}/decided&amp;ct=ga"
    web.page(f"{SITE}/feed", f"<rss><channel><item><link>{link}</link></item></channel></rss>")
    words = "The ministry says on this page what it has decided about the harbour. " * 3
    web.page(f"{SITE}/decided", f"<html><h1>Decided</h1><main><p>{words}</p></main></html>")
    finding = await found(web, f"{SITE}/feed", SourceKind.FEED)

    assert finding.article is not None
    assert finding.article.url == f"{SITE}/decided"


async def test_an_index_of_sitemaps_is_judged_by_the_first_that_it_names():
    web = FakeWeb()
    web.page(f"{SITE}/", "<html><p>Nothing linked</p></html>")
    web.page(f"{SITE}/robots.txt", f"Sitemap: {SITE}/index.xml", content_type="text/plain")
    web.page(f"{SITE}/index.xml", INDEX)
    web.page(f"{SITE}/news.xml", MAP)
    web.unavailable(f"{SITE}/a", Reason.TIMEOUT)
    finding = await found(web, f"{SITE}/")

    assert finding.chosen.source.url == f"{SITE}/index.xml"
    assert [c.url for c in finding.chosen.candidates] == [f"{SITE}/a", f"{SITE}/b"]
    assert "timeout" in (finding.article_problem or "")


WORLD = "".join(
    f"<h2><a href='/world/ferry-sails-again-{n}'>The ferry sails again after {n} days</a></h2>"
    for n in range(4)
)


def with_map(section: str) -> FakeWeb:
    web = FakeWeb()
    web.page(f"{SITE}/world", f"<html><body>{section}</body></html>")
    web.page(f"{SITE}/robots.txt", f"Sitemap: {SITE}/news.xml", content_type="text/plain")
    web.page(f"{SITE}/news.xml", MAP)
    return web


async def test_a_section_is_taken_rather_than_the_sitemap_of_its_whole_site():
    finding = await found(with_map(WORLD), f"{SITE}/world")
    assert (finding.chosen.source.kind, finding.chosen.source.url) == (
        SourceKind.LISTING,
        f"{SITE}/world",
    )
    assert len(finding.chosen.candidates) == 4
    assert finding.instead == f"{SITE}/news.xml"


async def test_a_section_without_links_of_its_own_leaves_the_sitemap_which_says_whose_it_is():
    finding = await found(with_map(""), f"{SITE}/world")
    assert finding.chosen.source.url == f"{SITE}/news.xml"
    assert finding.chosen.why == "robots.txt names it, of the whole site"
    assert finding.instead is None


async def test_an_api_is_read_by_the_expressions_that_its_answer_suggests():
    answer = [{"link": f"{SITE}/{n}", "title": f"Item {n}", "at": "2026-03-01"} for n in range(3)]
    web = FakeWeb()
    web.page(f"{SITE}/v1", json.dumps(answer), content_type="application/json")
    finding = await found(web, f"{SITE}/v1")

    source = finding.chosen.source
    assert (source.kind, source.fields and source.fields.url) == (SourceKind.API, "link")
    assert finding.chosen.dated


async def test_a_site_with_a_door_says_how_its_source_is_written():
    web = FakeWeb()
    web.unavailable(f"{SITE}/", Reason.FORBIDDEN)
    with pytest.raises(Unreadable, match=r"if it wants a login, give --token-file"):
        await found(web, f"{SITE}/")
    with pytest.raises(Unreadable, match=r"if it wants a login, give --token-file"):
        await found(web, f"{SITE}/", SourceKind.FEED)


async def test_a_door_that_does_not_open_says_so():
    web = FakeWeb()
    web.unavailable(f"{SITE}/", Reason.FORBIDDEN)
    asked = replace(wish(f"{SITE}/"), headers=(("X-Key", "hush"),))
    with pytest.raises(Unreadable, match=r"forbidden: as told; what was sent does not open") as why:
        await found(web, asked)
    assert "hush" not in str(why.value)


async def test_an_api_that_is_said_is_read_by_what_its_answer_suggests():
    web = FakeWeb()
    web.page(f"{SITE}/v1", f'{{"next": "/v1?page=2", "all": [{{"link": "{SITE}/a"}}]}}')
    finding = await found(web, f"{SITE}/v1", SourceKind.API)

    assert finding.chosen.source.fields == Fields(list="all", url="link", next="next")
    assert finding.chosen.preview.more
    assert f"{SITE}/v1?page=2" not in [request.url for request in web.asked]


async def test_an_api_whose_answer_suggests_nothing_asks_for_its_fields():
    web = FakeWeb()
    web.page(f"{SITE}/v1", '{"all": []}', content_type="application/json")
    for kind in (SourceKind.API, None):
        with pytest.raises(Unreadable, match="say by --field where"):
            await found(web, f"{SITE}/v1", kind)


async def test_an_api_with_fields_is_read_by_them():
    web = FakeWeb()
    web.page(f"{SITE}/v1", f'{{"all": [{{"link": "{SITE}/a", "page": "{SITE}/b"}}]}}')
    asked = replace(wish(f"{SITE}/v1"), fields=Fields(list="all", url="page"))
    finding = await found(web, asked, SourceKind.API)
    assert [c.url for c in finding.chosen.candidates] == [f"{SITE}/b"]


async def test_what_stands_twice_or_without_an_address_is_left_as_the_daemon_leaves_it():
    web = FakeWeb()
    items = "".join(f"<item><title>{n}</title><link>{n}</link></item>" for n in ("/a", "/b"))
    again = "<item><link>/a?utm_source=x</link></item><item><title>no address</title></item>"
    web.page(f"{SITE}/rss", f"<rss><channel>{items}{again}</channel></rss>")
    finding = await found(web, f"{SITE}/rss", SourceKind.FEED)

    assert [c.url for c in finding.chosen.candidates] == [f"{SITE}/a", f"{SITE}/b"]
    assert finding.chosen.preview.left == 2


async def test_a_kind_that_is_said_is_the_only_one_tried():
    web = FakeWeb()
    web.page(f"{SITE}/map", MAP)
    finding = await found(web, f"{SITE}/map", SourceKind.SITEMAP)
    assert [trial.why for trial in finding.trials] == ["as you said"]


async def test_what_cannot_be_read_as_the_kind_that_is_said_says_why():
    web = FakeWeb()
    web.page(f"{SITE}/map", "<p>none</p>")
    with pytest.raises(Unreadable, match="neither urlset nor sitemapindex"):
        await found(web, f"{SITE}/map", SourceKind.SITEMAP)


@pytest.mark.parametrize(
    ("url", "taken", "name"),
    [
        ("https://www.harbour.example/feed", set(), "harbour"),
        ("https://news.harbour.co.uk/feed", {"harbour"}, "harbour-2"),
        ("https://t.me/s/Harbour_News", set(), "harbour-news"),
        ("http://127.0.0.1:8080/feed", set(), "127-0-0-1"),
        ("http://localhost/feed", {"localhost", "localhost-2"}, "localhost-3"),
        ("https://новини.example/", set(), "source"),
    ],
)
def test_a_source_is_named_after_its_host_and_like_no_other(url, taken, name):
    assert proposed_id(url, frozenset(taken)) == name
