"""What a source is asked with stays between us and its origin."""

import logging
import ssl
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network

import pytest
import redis
import trustme

from monitor.adapters.clock import SystemClock
from monitor.adapters.net import guarded_client
from monitor.adapters.web import HttpWeb
from monitor.model.page import Page, Reason, Request
from monitor.model.source import Pace, Source, SourceId, SourceKind
from tests.fakes.http_server import Reply, http_server
from tests.fakes.scene import Scene

LOOPBACK = (ip_network("127.0.0.0/8"),)
CANARY = "canary-5e8a17"
HEADERS = (("Cookie", f"session={CANARY}"), ("Authorization", f"Bearer {CANARY}"))
OPEN = Pace(concurrency=4, delay=timedelta(0))


def source(url, *, headers=HEADERS, respect_robots=False):
    return Source(
        id=SourceId("harbour"),
        kind=SourceKind.FEED,
        url=url,
        outlet="Harbour Post",
        headers=headers,
        pace=OPEN,
        respect_robots=respect_robots,
        timeout=timedelta(seconds=30),
    )


@pytest.fixture
async def server():
    async with http_server() as server:
        yield server


@pytest.fixture
async def web():
    async with guarded_client(allow=LOOPBACK) as client:
        yield HttpWeb(SystemClock(), client, contact=None)


def told(asked):
    """Return what the request told of the secret."""
    return [name for name, value in asked.headers.items() if CANARY in value]


async def test_a_source_is_asked_with_its_own_headers(server, web):
    url = server.page("/rss", "hello")
    own = (*HEADERS, ("User-Agent", "Reader/1"), ("accept", "text/plain"), ("Host", "evil.example"))
    await web.get(Request(url=url), source(url, headers=own))
    headers = server.asked[0].headers
    assert told(server.asked[0]) == ["cookie", "authorization"]
    assert (headers["user-agent"], headers["accept"]) == ("Reader/1", "text/plain")
    assert headers["host"] == f"127.0.0.1:{server.port}"
    assert headers["accept-encoding"] == "gzip, identity"


async def test_pages_and_robots_behind_the_same_door_are_asked_with_them_too(server, web):
    server.page("/a", "hello")
    asker = source(server.url + "/rss", respect_robots=True)
    await web.get(Request(url=server.url + "/a"), asker)
    assert server.paths() == ["/robots.txt", "/a"]
    assert all(told(asked) for asked in server.asked)


async def test_nothing_of_them_goes_to_another_origin(server, web):
    async with http_server() as other:
        other.page("/a", "hello")
        asker = source(server.url + "/rss", respect_robots=True)
        await web.get(Request(url=other.url + "/a"), asker)
        assert other.paths() == ["/robots.txt", "/a"]
        assert not any(told(asked) for asked in other.asked)


async def test_a_redirect_takes_them_along_only_within_the_origin(server, web):
    async with http_server() as other:
        url = server.redirect("/rss", "/b")
        server.redirect("/b", f"http://localhost:{server.port}/c")
        server.redirect("/c", other.url + "/d")
        other.redirect("/d", server.url + "/e")
        server.page("/e", "hello")
        assert isinstance(await web.get(Request(url=url), source(url)), Page)
        assert [bool(told(asked)) for asked in server.asked] == [True, True, False, True]
        assert [bool(told(asked)) for asked in other.asked] == [False]


async def test_a_redirect_from_tls_to_none_leaves_them_behind(server, tmp_path):
    authority = trustme.CA()
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(ca_file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    async with (
        http_server(context) as safe,
        guarded_client(allow=LOOPBACK, ca_file=ca_file) as client,
    ):
        url = safe.redirect("/rss", server.page("/a", "hello"))
        web = HttpWeb(SystemClock(), client, contact=None)
        assert isinstance(await web.get(Request(url=url), source(url)), Page)
        assert told(safe.asked[0])
        assert not told(server.asked[0])


async def test_a_login_in_the_url_of_a_source_goes_as_a_header_and_is_told_to_nobody(server, web):
    server.page("/rss", "hello")
    url = f"http://reader:{CANARY}@127.0.0.1:{server.port}/rss"
    answer = await web.get(Request(url=url), source(url, headers=()))
    assert server.asked[0].headers["authorization"].startswith("Basic ")
    assert (answer.asked, answer.url) == (server.url + "/rss", server.url + "/rss")
    absent = await web.get(Request(url=url + "x"), source(url, headers=()))
    assert (absent.reason, absent.url) == (Reason.NOT_FOUND, server.url + "/rssx")


async def test_a_login_that_a_stranger_wrote_into_a_link_is_not_sent(server, web):
    server.page("/a", "hello")
    link = f"http://reader:word@127.0.0.1:{server.port}/a"
    assert isinstance(await web.get(Request(url=link), source(server.url, headers=())), Page)
    assert "authorization" not in server.asked[0].headers


ECHOES = [
    Reply(raw=f"HTTP/1.1 {CANARY}\r\n\r\n".encode()),
    Reply(raw=f"HTTP/1.1 200 OK\r\nbad {CANARY}\r\n\r\n".encode()),
    Reply(headers=(("Content-Encoding", "br"),), pieces=(CANARY.encode(),)),
    Reply(status=302, headers=(("Location", "http://10.0.0.1/"),)),
    Reply(status=302, headers=(("Location", "ftp://elsewhere.example/"),)),
    Reply(status=401, headers=(("WWW-Authenticate", f"Bearer error={CANARY}"),)),
    Reply(status=503),
    Reply(raw=b""),
]


async def test_a_secret_appears_nowhere(server, web, store, clock, caplog, redis_url):
    caplog.set_level(logging.INFO)
    scene = Scene(store, clock)
    scene.web = web
    url = f"http://reader:{CANARY}@127.0.0.1:{server.port}/rss"
    scene.source = source(url, respect_robots=True)
    feed = f'<rss version="2.0"><channel>{"".join(_item(n) for n in range(3))}</channel></rss>'
    server.reply("/rss", Reply(pieces=(feed.encode(),)), *ECHOES)
    server.page("/0", "")
    server.reply("/1", *ECHOES)
    for _ in range(len(ECHOES) + 1):
        await scene.poll()
    assert await scene.carry_all() == 3
    assert sum(bool(told(asked)) for asked in server.asked) >= len(ECHOES) + 4
    assert CANARY not in caplog.text
    assert CANARY not in repr(scene.journal.told)
    with redis.Redis.from_url(redis_url) as client:
        assert CANARY.encode() not in b"".join(
            client.dump(key) or b"" for key in client.scan_iter()
        )


def _item(number):
    return f"<item><title>Item {number}</title><link>/{number}</link></item>"


@pytest.mark.parametrize("headers", [(("X-A", f"é{CANARY}"),), (("X-A", f"a\r\n{CANARY}"),)])
async def test_a_secret_that_cannot_be_sent_is_left_out_and_told_to_nobody(server, web, headers):
    url = server.page("/rss", "hello")
    assert isinstance(await web.get(Request(url=url), source(url, headers=headers)), Page)
    assert not told(server.asked[0])


async def test_a_source_shows_no_secret_of_its_own():
    assert CANARY not in repr(source("https://harbour.example/"))
    assert CANARY not in repr(replace(source("https://harbour.example/"), respect_robots=True))
