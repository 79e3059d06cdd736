import asyncio
import gzip
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from time import monotonic

import httpx
import pytest
import trustme

from monitor.adapters.net import guarded_client
from monitor.adapters.web import HttpWeb
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
        timeout=3 * SECOND,
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


async def asked(web, url, *, of=None, seconds=3.0, **more):
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


async def test_a_gzip_bomb_is_cut_off(server, web):
    url = server.packed("/bomb", MEBIBYTE * 64)
    await refusal(web, url, Reason.TOO_LARGE)


async def test_an_endless_body_is_cut_off(server, web):
    url = server.reply("/endless", Reply(pieces=(MEBIBYTE,), endless=True))
    await refusal(web, url, Reason.TOO_LARGE)


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
    assert monotonic() - started < 2


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


async def test_credentials_do_not_cross_to_another_origin(server, web):
    async with http_server() as other:
        other.page("/b", "hello")
        server.redirect("/a", other.url + "/b")
        url = f"http://reader:word@127.0.0.1:{server.port}/a"
        assert (await asked(web, url)).body == b"hello"
        assert "authorization" in server.asked[0].headers
        assert "authorization" not in other.asked[0].headers


@pytest.mark.parametrize(
    "raw", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"]
)
async def test_a_server_that_speaks_no_http_is_told_so(server, web, raw):
    await refusal(web, server.reply("/a", Reply(raw=raw)), Reason.PROTOCOL)


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
    answer = await refusal(web, server.url + "/a", Reason.ROBOTS, of=polite)
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


async def test_rules_of_the_sites_asked_last_are_kept(server, teller):
    polite = source(respect_robots=True)
    async with http_server() as other, guarded_client(allow=LOOPBACK) as client:
        web = HttpWeb(teller, client, contact=None, most_sites=1)
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
    slow = source(delay=0.3)
    await asked(web, url, of=slow)
    assert isinstance(await asked(web, url, of=slow, seconds=0.2), Page)


async def test_a_redirect_within_a_host_keeps_its_turn(server, web):
    url = server.redirect("/a", "/b")
    server.page("/b", "hello")
    started = monotonic()
    assert isinstance(await asked(web, url, of=source(delay=1.0)), Page)
    assert monotonic() - started < 0.9


async def test_a_host_that_is_never_free_is_given_up(server, teller):
    url = server.page("/a", "hello")
    slow = source(delay=30.0)
    async with guarded_client(allow=LOOPBACK) as client:
        web = HttpWeb(teller, client, contact=None, longest_turn=0.05 * SECOND)
        await asked(web, url, of=slow)
        answer = await refusal(web, url, Reason.TIMEOUT, of=slow)
    assert answer.detail == "its host was busy for too long"


async def test_a_fetch_that_is_cancelled_gives_its_turn_back(server, web):
    url = server.reply("/a", Reply(hang=True), Reply(pieces=(b"x",)))
    alone = source(concurrency=1)
    fetch = asyncio.ensure_future(asked(web, url, of=alone))
    deadline = monotonic() + 5
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
