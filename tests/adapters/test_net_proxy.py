"""Behind a proxy it is the proxy that dials: what can be known here is checked before."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import httpx
import pytest
import trustme

from monitor.adapters.clock import SystemClock
from monitor.adapters.net import AddressRefused, Guard, NameUnknown, guarded_client
from monitor.adapters.net_faults import reason, words
from monitor.adapters.web import HttpWeb
from monitor.model.page import Page, Reason, Request, Unavailable
from monitor.model.source import Pace, Source, SourceId, SourceKind
from tests.fakes.http_proxy import http_proxy
from tests.fakes.http_server import Reply, http_server

NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)
CANARY = "canary-5e8a17"
PUBLIC = "9.9.9.9"


@pytest.fixture
def authority(tmp_path):
    """A private authority's file, and what a server of `harbour.example` serves by."""
    authority = trustme.CA()
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(ca_file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("harbour.example").configure_cert(context)
    return ca_file, context


def resolving(**names):
    """Resolve `harbour` as `harbour.example`; other names are known to nobody."""

    async def resolver(host, port):
        address = names.get(host.partition(".")[0])
        if address is None:
            raise NameUnknown(f"the name {host} cannot be resolved")
        return (address,)

    return resolver


def source(url):
    return Source(
        id=SourceId("harbour"),
        kind=SourceKind.FEED,
        url=url,
        outlet="Harbour Post",
        pace=Pace(concurrency=4, delay=timedelta(0)),
        timeout=timedelta(seconds=30),
    )


async def asked(client, url):
    web = HttpWeb(SystemClock(), client, contact=None)
    return await web.get(Request(url=url, timeout=timedelta(seconds=30)), source(url))


async def test_all_requests_go_through_the_proxy(authority):
    ca_file, context = authority
    async with http_proxy() as proxy, http_server(context) as safe, http_server() as plain:
        resolver = resolving(harbour=PUBLIC, coast=PUBLIC)
        async with guarded_client(proxy=proxy.url, ca_file=ca_file, resolver=resolver) as client:
            there = f"http://coast.example:{plain.port}/b"
            safe.redirect("/a", there)
            plain.page("/b", "hello")
            answer = await asked(client, f"https://harbour.example:{safe.port}/a")
        assert isinstance(answer, Page), answer
        assert (answer.url, answer.body) == (there, b"hello")
        assert safe.paths() == ["/robots.txt", "/a"]
        assert plain.paths() == ["/robots.txt", "/b"]
        assert proxy.tunnels == [f"harbour.example:{safe.port}"]
        assert [url.rpartition("/")[2] for url in proxy.forwarded] == ["robots.txt", "b"]


async def test_a_certificate_is_checked_by_name_through_the_tunnel(authority):
    ca_file, context = authority
    async with http_proxy() as proxy, http_server(context) as safe:
        resolver = resolving(coast=PUBLIC, harbour=PUBLIC)
        async with guarded_client(proxy=proxy.url, ca_file=ca_file, resolver=resolver) as client:
            wrong = await asked(client, f"https://coast.example:{safe.port}/a")
        async with guarded_client(proxy=proxy.url, resolver=resolver) as client:
            unknown = await asked(client, f"https://harbour.example:{safe.port}/a")
    assert (wrong.reason, unknown.reason) == (Reason.TLS, Reason.TLS)
    assert safe.asked == []


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "0",
        "inner.example",
        "localhost",
        "a.localhost",
        "localhost.",
        "printer.local",
        "metadata.google.internal",
        "router.home.arpa",
        "kubernetes",
        "127.0.0.1.",
    ],
)
async def test_what_is_known_to_be_inside_is_refused_before_the_proxy_is_asked(host):
    """Numbers that only some resolvers read as addresses are refused by how they look."""

    async def resolver(name, port):
        if name == "inner.example":
            return ("10.0.0.1",)
        if all(letter in "0123456789.:af[]" for letter in name) and "." in name[:4] + name[-4:]:
            return (name.strip("[]").rstrip("."),)
        raise NameUnknown(name)

    async with http_proxy() as proxy:
        async with guarded_client(proxy=proxy.url, resolver=resolver) as client:
            answer = await asked(client, f"http://{host}/")
        assert isinstance(answer, Unavailable)
        assert answer.reason in {Reason.ADDRESS_REFUSED, Reason.ROBOTS, Reason.PROTOCOL}
        assert proxy.heads == []


async def test_a_redirect_to_the_inside_is_refused_before_the_proxy_is_asked():
    async with http_proxy() as proxy, http_server() as plain:
        async with guarded_client(proxy=proxy.url, resolver=resolving(coast=PUBLIC)) as client:
            plain.redirect("/a", "http://kubernetes/secrets")
            answer = await asked(client, f"http://coast.example:{plain.port}/a")
        assert answer.reason is Reason.ADDRESS_REFUSED
        assert len(proxy.heads) == 2


async def test_a_name_that_only_the_proxy_knows_is_left_to_it():
    async with http_proxy() as proxy, http_server() as plain:
        async with guarded_client(proxy=proxy.url, resolver=resolving()) as client:
            plain.page("/a", "hello")
            answer = await asked(client, f"http://coast.example:{plain.port}/a")
        assert answer.body == b"hello"


async def test_a_name_that_is_allowed_is_asked_for():
    async with http_proxy() as proxy, http_server() as plain:
        inner = (ip_network("10.0.0.0/8"),)
        resolver = resolving(inner="10.0.0.1")
        async with guarded_client(allow=inner, proxy=proxy.url, resolver=resolver) as client:
            plain.page("/a", "hello")
            answer = await asked(client, f"http://inner.example:{plain.port}/a")
        assert answer.body == b"hello"


@pytest.mark.parametrize("status", [403, 407, 502])
async def test_a_proxy_that_refuses_is_told_as_unreachable_without_its_login(authority, status):
    ca_file, _ = authority
    async with http_proxy() as proxy:
        proxy.refuses = status
        url = proxy.url.replace("://", f"://desk:{CANARY}@")
        async with guarded_client(proxy=url, ca_file=ca_file, resolver=resolving()) as client:
            with pytest.raises(httpx.ProxyError) as failed:
                await client.get("https://coast.example/a")
        assert reason(failed.value) is Reason.UNREACHABLE
        assert CANARY not in words(failed.value)
        assert str(status) in words(failed.value)
        assert "Proxy-Authorization: Basic" in proxy.heads[0]


async def test_a_proxy_that_is_not_there_is_told_without_its_login():
    async with http_proxy() as proxy:
        url = proxy.url.replace("://", f"://desk:{CANARY}@")
    async with guarded_client(proxy=url, resolver=resolving()) as client:
        answer = await asked(client, "http://coast.example/a")
    assert answer.reason is Reason.UNREACHABLE
    assert CANARY not in repr(answer)


async def test_a_proxy_itself_may_be_asked_by_tls_with_the_private_authority(authority):
    ca_file, _ = authority
    own = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.issue_cert("127.0.0.1").configure_cert(context)
    both = ca_file.with_name("both.pem")
    both.write_bytes(ca_file.read_bytes() + own.cert_pem.bytes())
    async with http_server(context) as proxy:
        proxy.reply("http://coast.example/a", Reply(pieces=(b"by proxy",)))
        async with guarded_client(proxy=proxy.url, ca_file=both, resolver=resolving()) as client:
            assert (await client.get("http://coast.example/a")).text == "by proxy"


async def test_nothing_but_what_is_refused_is_learnt_before_the_proxy():
    guard = Guard(resolver=resolving(harbour=PUBLIC))
    await guard.before_proxy("harbour.example", 443)
    await guard.before_proxy("unknown.example", 443)
    with pytest.raises(AddressRefused, match="no public name"):
        await guard.before_proxy("unknown", 443)
