"""What every filling of the Web port does: the fake and the real one tell the same."""

from datetime import timedelta
from ipaddress import ip_network

import pytest

from monitor.adapters.clock import SystemClock
from monitor.adapters.net import guarded_client
from monitor.adapters.web import HttpWeb
from monitor.model.page import NotModified, Page, Reason, Request, Unavailable
from monitor.model.source import Pace, Source, SourceId, SourceKind
from tests.fakes.http_server import Reply, http_server
from tests.fakes.web import FakeWeb

SOURCE = Source(
    id=SourceId("harbour"),
    kind=SourceKind.FEED,
    url="https://harbour.example/rss",
    outlet="Harbour Post",
    pace=Pace(concurrency=4, delay=timedelta(0)),
)


@pytest.fixture(params=["fake", "real"])
async def web_of(request):
    """The web under test with the URLs of a page, an absent page, and a server that fails."""
    if request.param == "fake":
        web = FakeWeb()
        web.page("https://harbour.example/rss", "<rss/>", content_type="text/xml", etag='"a"')
        web.unavailable("https://harbour.example/broken", Reason.SERVER_ERROR)
        web.leads("https://harbour.example/short", "https://harbour.example/rss")
        yield web, "https://harbour.example"
        return
    async with http_server() as server:
        headers = (("Content-Type", "text/xml"), ("ETag", '"a"'))
        server.reply("/rss", Reply(headers=headers, pieces=(b"<rss/>",)), Reply(status=304))
        server.reply("/broken", Reply(status=500))
        server.reply("/short", Reply(status=302, headers=(("Location", "/rss"),)))
        async with guarded_client(allow=(ip_network("127.0.0.0/8"),)) as client:
            yield HttpWeb(SystemClock(), client, contact=None), server.url


async def test_a_page_is_told_with_its_body_and_validators(web_of):
    web, site = web_of
    answer = await web.get(Request(url=f"{site}/rss"), SOURCE)
    assert isinstance(answer, Page)
    assert (answer.asked, answer.body, answer.etag) == (f"{site}/rss", b"<rss/>", '"a"')
    assert answer.content_type == "text/xml"


async def test_a_page_that_is_known_is_told_as_not_modified(web_of):
    web, site = web_of
    first = await web.get(Request(url=f"{site}/rss"), SOURCE)
    answer = await web.get(Request(url=f"{site}/rss", etag=first.etag), SOURCE)
    assert answer == NotModified(url=f"{site}/rss")


async def test_a_short_link_leads_to_the_page_and_tells_where_it_was_found(web_of):
    web, site = web_of
    answer = await web.get(Request(url=f"{site}/short"), SOURCE)
    assert isinstance(answer, Page)
    assert (answer.asked, answer.url) == (f"{site}/short", f"{site}/rss")
    assert answer.body == b"<rss/>"


async def test_an_absent_page_is_unavailable_for_good(web_of):
    web, site = web_of
    answer = await web.get(Request(url=f"{site}/absent"), SOURCE)
    assert isinstance(answer, Unavailable)
    assert (answer.url, answer.reason, answer.lasting) == (
        f"{site}/absent",
        Reason.NOT_FOUND,
        True,
    )


async def test_a_failing_server_is_unavailable_for_now(web_of):
    web, site = web_of
    answer = await web.get(Request(url=f"{site}/broken"), SOURCE)
    assert isinstance(answer, Unavailable)
    assert (answer.reason, answer.lasting) == (Reason.SERVER_ERROR, False)
