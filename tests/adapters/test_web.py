import asyncio
import gzip
import ssl
import tracemalloc
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from time import monotonic

import httpx
import pytest
import trustme

from monitor.adapters.net import guarded_client
from monitor.adapters.web import HttpWeb, Visited
from monitor.model.page import NotModified, Page, Reason, Request, Unavailable
from monitor.model.source import Pace, Source, SourceId, SourceKind
from tests.fakes.http_server import Reply, http_server

LOOPBACK = (ip_network("127.0.0.0/8"),)
NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MEBIBYTE = bytes(1_048_576)


class TimeTeller:
    """A clock that stands where it is put."""

    def __init__(self):
        self.moment = NOON

    def now(self):
        return self.moment


def source(*, delay=0.0, concurrency=4, respect_robots=False):
    return Source(
        id=SourceId("harbour"),
        kind=SourceKind.FEED,
        url="https://harbour.example/rss",
        outlet="Harbour Post",
        pace=Pace(concurrency=concurrency, delay=delay * SECOND),
        respect_robots=respect_robots,
        timeout=30 * SECOND,
    )


@pytest.fixture
async def server():
    async with http_server() as server:
        yield server


@pytest.fixture
def teller():
    return TimeTeller()


@pytest.fixture
async def web(teller):
    async with guarded_client(allow=LOOPBACK) as client:
        yield HttpWeb(teller, client, contact="desk@harbour.example")


async def asked(web, url, *, of=None, seconds=30.0, **more):
    request = Request(url=url, timeout=seconds * SECOND, **more)
    return await web.get(request, of or source())


async def refusal(web, url, reason, **more):
    """Ask, and make sure that it is unavailable for this reason."""
    answer = await asked(web, url, **more)
    assert isinstance(answer, Unavailable)
    assert answer.reason is reason, answer
    assert answer.url == url
    assert answer.detail
    return answer


async def test_a_page_is_asked_for_honestly(server, web):
    answer = await asked(web, server.page("/a", "hello", content_type="text/html; charset=latin1"))
    assert isinstance(answer, Page)
    assert (answer.body, answer.charset, answer.fetched_at) == (b"hello", "windows-1252", NOON)
    headers = server.asked[0].headers
    assert headers["user-agent"].startswith("monitor/")
    assert headers["user-agent"].endswith("(+desk@harbour.example)")
    assert headers["accept-encoding"] == "gzip, identity"


async def test_a_packed_page_is_unpacked(server, web):
    answer = await asked(web, server.packed("/a", b"hello " * 1000))
    assert answer.body == b"hello " * 1000


async def test_a_conditional_request_is_answered_by_not_modified(server, web):
    url = server.reply("/a", Reply(status=304, headers=(("Cache-Control", "max-age=90"),)))
    answer = await asked(web, url, etag='"a"', last_modified="Sat, 20 Dec 2025 10:00:00 GMT")
    assert answer == NotModified(url=url, max_age=90 * SECOND)
    assert server.asked[0].headers["if-none-match"] == '"a"'
    assert server.asked[0].headers["if-modified-since"] == "Sat, 20 Dec 2025 10:00:00 GMT"


async def test_a_busy_server_names_its_time(server, web):
    url = server.reply("/a", Reply(status=503, headers=(("Retry-After", "120"),)))
    answer = await refusal(web, url, Reason.SERVER_ERROR)
    assert answer.retry_at == NOON + 120 * SECOND


@pytest.fixture
def memory():
    """Give the peak of what Python holds since the test began, in bytes."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


async def test_a_gzip_bomb_is_cut_off(server, web, memory):
    url = server.packed("/bomb", MEBIBYTE * 64)
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    await refusal(web, url, Reason.TOO_LARGE)
    assert memory() - before < 8 * len(MEBIBYTE)


async def test_an_endless_body_is_cut_off(server, web):
    url = server.reply("/endless", Reply(pieces=(MEBIBYTE,), endless=True))
    answer = await refusal(web, url, Reason.TOO_LARGE)
    assert answer.lasting


async def test_a_body_of_exactly_its_limit_is_a_page(server, web):
    answer = await asked(web, server.page("/a", b"x" * 1000), max_bytes=1000)
    assert isinstance(answer, Page)


@pytest.mark.parametrize("encoding", ["gzip, gzip, gzip", "br", "zstd", "deflate"])
async def test_stacked_and_unasked_encodings_are_refused(server, web, encoding):
    await refusal(web, server.packed("/a", b"hello", encoding=encoding), Reason.ENCODING)


async def test_a_packed_body_that_breaks_off_is_refused(server, web):
    headers = (("Content-Encoding", "gzip"),)
    url = server.reply("/a", Reply(headers=headers, pieces=(gzip.compress(b"hello")[:-6],)))
    await refusal(web, url, Reason.ENCODING)


async def test_a_drip_ends_at_the_deadline(server, web):
    url = server.reply("/drip", Reply(pieces=(b"x",), pause=0.02, endless=True))
    started = monotonic()
    await refusal(web, url, Reason.TIMEOUT, seconds=0.3)
    assert monotonic() - started < 20


async def test_a_head_that_drips_ends_at_the_deadline(server, web):
    url = server.reply("/drip", Reply(raw=b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 900, pause=0.05))
    started = monotonic()
    await refusal(web, url, Reason.TIMEOUT, seconds=0.3)
    assert monotonic() - started < 20


async def test_a_server_that_never_answers_ends_at_the_deadline(server, web):
    await refusal(web, server.reply("/a", Reply(hang=True)), Reason.TIMEOUT, seconds=0.1)


async def test_all_hops_share_one_deadline(server, web):
    slow = Reply(status=302, headers=(("Location", "/b"),), hang=True)
    url = server.redirect("/a", "/b")
    server.reply("/b", slow)
    await refusal(web, url, Reason.TIMEOUT, seconds=0.2)


@pytest.mark.parametrize("charset", ["idna", "zlib_codec", "no-such-thing"])
async def test_a_charset_that_is_none_is_left_open(server, web, charset):
    answer = await asked(web, server.page("/a", "x", content_type=f"text/html; charset={charset}"))
    assert answer.charset is None


async def test_redirects_are_followed_to_the_end(server, web):
    url = server.redirect("/a", "/b", status=301)
    server.redirect("/b", "c#top", status=308)
    server.page("/c", "hello")
    answer = await asked(web, url)
    assert (answer.asked, answer.url, answer.body) == (url, server.url + "/c", b"hello")


async def test_a_page_that_moved_for_good_is_told_with_its_new_place(server, web):
    url = server.redirect("/a", "/b", status=301)
    server.redirect("/b", "/c", status=302)
    server.reply("/c", Reply(pieces=(b"hello",)), Reply(status=304))
    answer = await asked(web, url)
    assert (answer.moved_to, answer.url) == (server.url + "/b", server.url + "/c")
    answer = await asked(web, url, etag='"a"')
    assert answer == NotModified(url=url, moved_to=server.url + "/b")


async def test_a_redirect_to_a_page_that_asks_for_patience_is_followed_later(server, web):
    moved = Reply(status=302, headers=(("Location", "/mending"), ("Retry-After", "600")))
    answer = await refusal(web, server.reply("/a", moved), Reason.SERVER_ERROR)
    assert answer.retry_at == NOON + timedelta(minutes=10)
    assert server.paths() == ["/a"]


@pytest.mark.parametrize("location", ["/a", "/b"])
async def test_redirects_in_a_circle_are_left(server, web, location):
    url = server.redirect("/a", "/b")
    server.redirect("/b", location)
    await refusal(web, url, Reason.REDIRECTS)


async def test_at_most_five_redirects_are_followed(server, web):
    for n in range(9):
        server.redirect(f"/{n}", f"/{n + 1}")
    await refusal(web, server.url + "/0", Reason.REDIRECTS)
    assert len(server.asked) == 6


async def test_the_body_of_a_redirect_is_not_read(server, web):
    moved = Reply(status=302, headers=(("Location", "/b"),), pieces=(MEBIBYTE,), endless=True)
    url = server.reply("/a", moved)
    server.page("/b", "hello")
    assert (await asked(web, url)).body == b"hello"


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://10.0.0.1/", Reason.ADDRESS_REFUSED),
        ("http://169.254.169.254/latest/", Reason.ADDRESS_REFUSED),
        ("http://[::ffff:127.0.0.1]/", Reason.ADDRESS_REFUSED),
        ("http://0/", Reason.ADDRESS_REFUSED),
        ("http://nowhere.invalid/", Reason.NAME_UNKNOWN),
        ("http://999.1.1.1/", Reason.PROTOCOL),
        ("ftp://harbour.example/", Reason.SCHEME),
        ("http://a\\@127.0.0.1/", Reason.SCHEME),
        ("http://user:word@127.0.0.1/", Reason.SCHEME),
    ],
)
async def test_a_redirect_to_where_nobody_may_go_is_refused(server, web, location, reason):
    await refusal(web, server.redirect("/a", location), reason)


@pytest.mark.parametrize("url", ["ftp://harbour.example/", "harbour", "http:///a", ""])
async def test_what_is_no_web_address_is_never_asked(web, url):
    await refusal(web, url, Reason.SCHEME)


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"nonsense\r\n\r\n", id="no-status-line"),
        pytest.param(b"HTTP/1.1 OK\r\n\r\n", id="no-status"),
        pytest.param(b"HTTP/1.1 99 Low\r\n\r\n", id="low-status"),
        pytest.param(b"HTTP/1.1 1000 High\r\n\r\n", id="high-status"),
        pytest.param(b"<html>hello</html>", id="old-http"),
        pytest.param(b"\x16\x03\x01\x02\x00", id="tls"),
        pytest.param(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", id="switching"),
        pytest.param(b"HTTP/1.1 200 OK\r\nBad header\r\n\r\n", id="bad-header"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n", id="nul-in-header"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", id="short"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc", id="negative"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
            id="two-lengths",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\nabc",
            id="endless-length",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            id="packed-chunks",
        ),
        pytest.param(CHUNKED + b"no number\r\n", id="chunk-of-no-length"),
        pytest.param(CHUNKED + b"-3\r\nabc\r\n0\r\n\r\n", id="chunk-of-negative-length"),
        pytest.param(CHUNKED + b"f" * 40 + b"\r\nabc", id="chunk-of-endless-length"),
        pytest.param(CHUNKED + b"3\r\nabcdefgh\r\n0\r\n\r\n", id="chunk-longer-than-told"),
        pytest.param(CHUNKED + b"3\r\nabc\r\n", id="chunks-without-end"),
        pytest.param(CHUNKED + b"1;" + b"x" * 200_000 + b"\r\na\r\n", id="long-chunk-extension"),
        pytest.param(CHUNKED + b"0\r\n" + b"X: y\r\n" * 50_000, id="endless-trailers"),
        pytest.param(CHUNKED + b"1\r\na\r\n" * 11_000, id="too-many-chunks"),
        pytest.param(b"HTTP/1.1 100 Continue\r\n\r\n" * 20_000, id="endless-continue"),
        pytest.param(b"HTTP/1.1 103 Hints\r\nLink: a\r\n\r\n" * 20_000, id="endless-hints"),
    ],
)
async def test_a_server_that_speaks_no_http_is_told_so(server, web, raw):
    answer = await refusal(web, server.reply("/a", Reply(raw=raw)), Reason.PROTOCOL)
    assert len(answer.detail) < 200
    server.page("/b", "hello")
    assert isinstance(await asked(web, server.url + "/b"), Page)


async def test_more_than_the_length_told_is_not_taken_for_the_next_answer(server, web):
    said = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\n\r\nfalse"
    answer = await asked(web, server.reply("/a", Reply(raw=said)))
    assert answer.body == b"hello"
    server.page("/b", "true")
    assert (await asked(web, server.url + "/b")).body == b"true"


async def test_hints_before_an_answer_are_passed_over(server, web):
    raw = b"HTTP/1.1 103 Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
    assert (await asked(web, server.reply("/a", Reply(raw=raw)))).body == b"hello"


async def test_a_page_without_content_is_empty(server, web):
    assert (await asked(web, server.reply("/a", Reply(status=204)))).body == b""


async def test_cookies_are_never_kept(server, web):
    cookies = (("Set-Cookie", "crumb=1; Path=/"), ("Location", "/b"))
    url = server.reply("/a", Reply(status=302, headers=cookies))
    server.reply("/b", Reply(headers=cookies[:1], pieces=(b"hello",)))
    for _ in range(2):
        assert isinstance(await asked(web, url), Page)
    assert len(server.asked) == 4
    assert not any("cookie" in asked.headers for asked in server.asked)


async def test_endless_headers_are_cut_off(server, web):
    raw = b"HTTP/1.1 200 OK\r\n" + b"X-Filler: aaaaaaaaaa\r\n" * 100_000
    await refusal(web, server.reply("/a", Reply(raw=raw)), Reason.PROTOCOL)


async def test_a_port_where_nobody_listens_is_unreachable(web):
    async with http_server() as gone:
        url = gone.url + "/a"
    await refusal(web, url, Reason.UNREACHABLE)


async def test_a_certificate_that_is_not_trusted_is_told_as_tls(web):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    async with http_server(context) as server:
        await refusal(web, server.page("/a", "hello"), Reason.TLS)


async def test_robots_are_asked_for_once_and_obeyed(server, web, teller):
    server.page("/robots.txt", "User-agent: *\nDisallow: /private")
    server.page("/a", "hello")
    polite = source(respect_robots=True)
    assert isinstance(await asked(web, server.url + "/a", of=polite), Page)
    answer = await refusal(web, server.url + "/private", Reason.ROBOTS, of=polite)
    assert (answer.detail, answer.retry_at) == ("robots.txt does not allow it", None)
    assert server.paths() == ["/robots.txt", "/a"]
    teller.moment += timedelta(hours=25)
    await asked(web, server.url + "/a", of=polite)
    assert server.paths() == ["/robots.txt", "/a", "/robots.txt", "/a"]


async def test_robots_of_each_hop_are_obeyed(server, web):
    server.page("/robots.txt", "User-agent: *\nDisallow: /private")
    url = server.redirect("/a", "/private")
    await refusal(web, url, Reason.ROBOTS, of=source(respect_robots=True))
    assert server.paths() == ["/robots.txt", "/a"]


async def test_askers_at_once_ask_for_robots_once(server, web):
    server.page("/a", "hello")
    polite = source(respect_robots=True)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(asked(web, server.url + "/a", of=polite)) for _ in range(5)]
    assert all(isinstance(task.result(), Page) for task in tasks)
    assert server.paths().count("/robots.txt") == 1


async def test_robots_that_cannot_be_had_forbid_for_a_while(server, web, teller):
    server.reply("/robots.txt", Reply(status=500), Reply(status=404))
    server.page("/a", "hello")
    polite = source(respect_robots=True)
    answer = await refusal(web, server.url + "/a", Reason.SERVER_ERROR, of=polite)
    assert answer.detail == "robots.txt cannot be had: answered 500"
    assert answer.retry_at == NOON + timedelta(minutes=10)
    teller.moment += timedelta(minutes=10)
    assert isinstance(await asked(web, server.url + "/a", of=polite), Page)


async def test_robots_may_move_to_another_host_and_be_too_long(server, web):
    async with http_server() as other:
        filler = b"# filler\n" * 100_000
        other.page("/rules", b"User-agent: *\nDisallow: /private\n" + filler)
        server.redirect("/robots.txt", other.url + "/rules")
        url = server.url + "/private"
        await refusal(web, url, Reason.ROBOTS, of=source(respect_robots=True))


@pytest.mark.parametrize(("hops", "obeyed"), [(5, True), (6, False)])
async def test_robots_are_followed_over_five_redirects_and_else_taken_for_absent(
    server, web, hops, obeyed
):
    server.redirect("/robots.txt", "/r1")
    for hop in range(1, hops):
        server.redirect(f"/r{hop}", f"/r{hop + 1}")
    server.page(f"/r{hops}", "User-agent: *\nDisallow: /")
    url = server.page("/a", "hello")
    answer = await asked(web, url, of=source(respect_robots=True))
    assert isinstance(answer, Unavailable if obeyed else Page)


async def test_rules_of_the_sites_asked_last_are_kept(server, teller):
    polite = source(respect_robots=True)
    async with http_server() as other, guarded_client(allow=LOOPBACK) as client:
        web = HttpWeb(teller, client, contact=None, visited=Visited(most_sites=1))
        for site in (server, other, server):
            site.page("/a", "hello")
            await asked(web, site.url + "/a", of=polite)
    assert server.paths() == ["/robots.txt", "/a", "/robots.txt", "/a"]


async def test_requests_to_a_host_keep_their_distance(server, web):
    url = server.page("/a", "hello")
    slow = source(delay=0.1)
    started = monotonic()
    async with asyncio.TaskGroup() as group:
        for _ in range(4):
            group.create_task(asked(web, url, of=slow))
    assert monotonic() - started >= 0.3


async def test_a_site_may_ask_for_more_distance(server, web):
    server.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.2")
    url = server.page("/a", "hello")
    polite = source(respect_robots=True)
    started = monotonic()
    for _ in range(2):
        await asked(web, url, of=polite)
    assert monotonic() - started >= 0.2


@pytest.mark.parametrize("most", [1, 2])
async def test_no_more_requests_run_at_a_host_than_its_pace_allows(server, web, most):
    url = server.reply("/a", Reply(pieces=(b"x",) * 3, pause=0.01))
    async with asyncio.TaskGroup() as group:
        for _ in range(6):
            group.create_task(asked(web, url, of=source(concurrency=most)))
    assert server.most_at_once == most


async def test_the_wait_for_a_turn_is_not_part_of_the_deadline(server, web):
    url = server.page("/a", "hello")
    slow = source(delay=2.0)
    await asked(web, url, of=slow)
    assert isinstance(await asked(web, url, of=slow, seconds=1.8), Page)


async def test_each_redirect_waits_for_a_turn_of_its_own(server, web):
    url = server.redirect("/a", "/b")
    server.page("/b", "hello")
    started = monotonic()
    assert isinstance(await asked(web, url, of=source(delay=0.2)), Page)
    assert monotonic() - started >= 0.2


async def test_robots_are_asked_for_in_a_turn_of_their_own(server, web):
    server.page("/robots.txt", "User-agent: *\nDisallow: /private")
    polite = source(delay=0.2, respect_robots=True)
    started = monotonic()
    assert isinstance(await asked(web, server.page("/a", "hello"), of=polite), Page)
    assert monotonic() - started >= 0.2


async def test_a_host_that_is_never_free_is_given_up(server, teller):
    url = server.page("/a", "hello")
    slow = source(delay=30.0)
    async with guarded_client(allow=LOOPBACK) as client:
        web = HttpWeb(teller, client, contact=None, visited=Visited(longest_turn=0.05 * SECOND))
        await asked(web, url, of=slow)
        answer = await refusal(web, url, Reason.TIMEOUT, of=slow)
    assert answer.detail == "its host was busy for too long"


async def test_a_fetch_that_is_cancelled_gives_its_turn_back(server, web):
    url = server.reply("/a", Reply(hang=True), Reply(pieces=(b"x",)))
    alone = source(concurrency=1)
    fetch = asyncio.ensure_future(asked(web, url, of=alone))
    deadline = monotonic() + 30
    while not server.asked:
        assert monotonic() < deadline
        await asyncio.wait([fetch], timeout=0.01)
    fetch.cancel()
    with pytest.raises(asyncio.CancelledError):
        await fetch
    assert isinstance(await asked(web, url, of=alone), Page)


async def test_a_program_that_is_not_installed_still_names_itself(server, teller):
    async with guarded_client(allow=LOOPBACK) as client:
        await asked(HttpWeb(teller, client, contact=None), server.page("/a", "x"))
    assert server.asked[0].headers["user-agent"].partition("/")[0] == "monitor"


async def test_errors_that_the_client_does_not_translate_are_values_too(teller):
    def broken(request):
        raise ConnectionResetError("gone")

    async with httpx.AsyncClient(transport=httpx.MockTransport(broken)) as client:
        web = HttpWeb(teller, client, contact=None)
        await refusal(web, "http://harbour.example/", Reason.UNREACHABLE)
