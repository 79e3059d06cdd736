import asyncio
import re
import ssl
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpcore
import httpx
import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from monitor.adapters.net import (
    AddressRefused,
    Guard,
    GuardedBackend,
    NameUnknown,
    guarded_client,
    is_public,
    resolve,
    trust,
)
from tests.fakes.http_server import Reply, http_server

LOOPBACK = (ip_network("127.0.0.0/8"),)
IPV4 = st.integers(0, 2**32 - 1).map(IPv4Address)
IPV6 = st.integers(0, 2**128 - 1).map(IPv6Address)
PUBLIC = st.sampled_from(["9.9.9.9", "151.101.1.1", "2620:fe::fe", "2a04:4e42::81"])


def answering(*rounds):
    """Give one tuple of addresses after the other, the last one for ever."""
    left = list(rounds)

    async def resolver(host, port):
        return left.pop(0) if len(left) > 1 else left[0]

    return resolver


def run(coroutine):
    """Run in a loop of its own: `asyncio.run` would take away the loop of the tests around."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(coroutine)
    finally:
        loop.close()


class Dialler(httpcore.AsyncNetworkBackend):
    """Writes down what is dialled, and fails where told."""

    def __init__(self, *, dead=()):
        self.dialled = []
        self.dead = dead

    async def connect_tcp(self, host, port, **_):
        self.dialled.append(host)
        if host in self.dead:
            raise httpcore.ConnectError("nobody there")
        return httpcore.AsyncMockStream([])


def backend(resolver, dialler, allow=()):
    return GuardedBackend(dialler, Guard(allow=allow, resolver=resolver))


@pytest.mark.parametrize(
    "address",
    ["9.9.9.9", "151.101.1.1", "185.199.108.153", "2620:fe::fe", "2a04:4e42::81", "2606:4700::1"],
)
def test_addresses_of_the_internet_are_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.8",
        "192.0.0.170",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:9.9.9.9",
        "64:ff9b::7f00:1",
        "64:ff9b::909:909",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:909:909::1",
        "3fff::1",
        "3fff:fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%2",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
        "2606:4700::1%eth0",
    ],
)
def test_all_others_are_not_public(address):
    assert not is_public(ip_address(address))


@given(IPV4 | IPV6)
def test_no_address_is_public_that_the_registries_keep_from_the_internet(address):
    if is_public(address):
        assert address.is_global
        kept_back = ("private", "multicast", "reserved", "loopback", "link_local", "unspecified")
        assert not any(getattr(address, f"is_{kind}") for kind in kept_back)


@given(IPV4)
def test_no_ipv4_address_is_public_inside_an_ipv6_address(inner):
    number = int(inner)
    ways_in = [
        number,
        0xFFFF << 32 | number,
        0x0064FF9B << 96 | number,
        0x2002 << 112 | number << 80,
        0x20010000 << 96 | number ^ 0xFFFFFFFF,
    ]
    assert not any(is_public(IPv6Address(way)) for way in ways_in)


@given(st.lists(IPV4 | IPV6, min_size=1, max_size=4))
def test_one_bad_address_refuses_the_host_and_nothing_is_dialled(addresses):
    dialler = Dialler()
    guarded = backend(answering(tuple(map(str, addresses))), dialler)
    if all(is_public(address) for address in addresses):
        run(guarded.connect_tcp("harbour.example", 443))
        assert dialler.dialled == [str(addresses[0])]
    else:
        with pytest.raises(AddressRefused, match="not public"):
            run(guarded.connect_tcp("harbour.example", 443))
        assert dialler.dialled == []


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("10.0.0.1", "10.0.0.1 is not public; network.allow can permit it"),
        ("a.example", "a.example is at 10.0.0.1, which is not public; network.allow can permit it"),
    ],
)
def test_an_address_that_is_refused_is_named_once(host, said):
    with pytest.raises(AddressRefused, match=f"^{re.escape(said)}$"):
        run(backend(answering(("10.0.0.1",)), Dialler()).connect_tcp(host, 80))


@given(st.lists(PUBLIC, min_size=1, max_size=3), IPV4 | IPV6)
def test_a_name_that_rebinds_is_dialled_where_it_was_checked(checked, later):
    dialler = Dialler()
    guarded = backend(answering(tuple(checked), (str(later),)), dialler)
    run(guarded.connect_tcp("harbour.example", 443))
    assert dialler.dialled == [checked[0]]


async def test_the_next_address_is_tried_when_one_is_dead():
    dialler = Dialler(dead=("9.9.9.9", "9.9.9.10"))
    guarded = backend(answering(("9.9.9.9", "9.9.9.10", "9.9.9.11")), dialler)
    await guarded.connect_tcp("harbour.example", 443, timeout=3)
    assert dialler.dialled == ["9.9.9.9", "9.9.9.10", "9.9.9.11"]


async def test_a_host_that_is_dead_at_all_addresses_cannot_be_connected():
    guarded = backend(answering(("9.9.9.9",)), Dialler(dead=("9.9.9.9",)))
    with pytest.raises(httpcore.ConnectError):
        await guarded.connect_tcp("harbour.example", 443)


async def test_a_resolver_that_gives_nonsense_is_refused():
    with pytest.raises(AddressRefused, match="no readable address"):
        await backend(answering(("nonsense",)), Dialler()).connect_tcp("harbour.example", 80)
    with pytest.raises(NameUnknown, match="has no address"):
        await backend(answering(()), Dialler()).connect_tcp("harbour.example", 80)


async def test_a_resolver_that_never_answers_is_a_timeout():
    async def silent(host, port):
        await asyncio.Event().wait()

    with pytest.raises(httpcore.ConnectTimeout):
        await backend(silent, Dialler()).connect_tcp("harbour.example", 80, timeout=0.01)


async def test_allowed_networks_are_dialled_and_others_still_are_not():
    dialler = Dialler()
    await backend(answering(("127.0.0.1",)), dialler, LOOPBACK).connect_tcp("localhost", 80)
    assert dialler.dialled == ["127.0.0.1"]
    with pytest.raises(AddressRefused):
        await backend(answering(("10.0.0.1",)), dialler, LOOPBACK).connect_tcp("inner", 80)
    with pytest.raises(AddressRefused):
        await backend(answering(("::ffff:127.0.0.1",)), dialler, LOOPBACK).connect_tcp("m", 80)


async def test_sockets_of_the_machine_are_never_dialled():
    with pytest.raises(AddressRefused):
        await GuardedBackend(Dialler(), Guard()).connect_unix_socket("/run/some.sock")


async def test_httpcore_may_wait_between_attempts():
    await GuardedBackend(httpcore.AnyIOBackend(), Guard()).sleep(0)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::]",
        "169.254.169.254",
    ],
)
async def test_no_spelling_of_this_machine_gets_through(host):
    async with http_server() as server, guarded_client() as client:
        with pytest.raises((AddressRefused, NameUnknown, httpx.InvalidURL)):
            await client.get(f"http://{host}:{server.port}/")
        assert server.asked == []


@pytest.mark.parametrize("host", ["nowhere.invalid", "a" * 70 + ".example", "x..example"])
async def test_a_name_that_cannot_be_resolved_is_unknown(host):
    with pytest.raises(NameUnknown):
        await resolve(host, 80)


async def test_an_allowed_server_answers():
    async with http_server() as server, guarded_client(allow=LOOPBACK) as client:
        answer = await client.get(server.page("/a", "hello"))
        assert answer.text == "hello"


async def test_cookies_and_redirects_are_left_alone():
    async with http_server() as server, guarded_client(allow=LOOPBACK) as client:
        moved = Reply(status=302, headers=(("Location", "/b"), ("Set-Cookie", "crumb=1; Path=/")))
        url = server.reply("/a", moved)
        assert (await client.get(url)).status_code == 302
        await client.get(url)
        assert server.paths() == ["/a", "/a"]
        assert "cookie" not in server.asked[1].headers


async def test_the_environment_has_no_say(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    async with http_server() as server, guarded_client(allow=LOOPBACK) as client:
        assert (await client.get(server.page("/a", "hello"))).status_code == 200


@pytest.fixture
def authority(tmp_path):
    authority = trustme.CA()
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(ca_file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("harbour.example").configure_cert(context)
    return ca_file, context


async def test_tls_is_spoken_with_the_name_while_the_checked_address_is_dialled(authority):
    ca_file, context = authority
    resolver = answering(("127.0.0.1",))
    async with http_server(context) as server:
        server.page("/a", "hello")
        async with guarded_client(allow=LOOPBACK, ca_file=ca_file, resolver=resolver) as client:
            answer = await client.get(f"https://harbour.example:{server.port}/a")
            assert answer.text == "hello"
            with pytest.raises(httpx.ConnectError):
                await client.get(f"https://coast.example:{server.port}/a")


async def test_a_name_that_rebinds_to_this_machine_is_refused_through_tls_too(authority):
    ca_file, context = authority
    async with http_server(context) as server:
        resolver = answering(("127.0.0.1",), ("9.9.9.9", "10.0.0.1"))
        async with guarded_client(allow=LOOPBACK, ca_file=ca_file, resolver=resolver) as client:
            server.reply("/a", Reply(headers=(("Connection", "close"),)))
            await client.get(f"https://harbour.example:{server.port}/a")
            with pytest.raises(AddressRefused):
                await client.get(f"https://harbour.example:{server.port}/a")
        assert server.paths() == ["/a"]


async def test_an_unknown_authority_is_not_trusted(authority):
    _, context = authority
    async with (
        http_server(context) as server,
        guarded_client(allow=LOOPBACK, resolver=answering(("127.0.0.1",))) as client,
    ):
        with pytest.raises(httpx.ConnectError):
            await client.get(f"https://harbour.example:{server.port}/a")


def test_all_clients_share_one_set_of_roots():
    assert trust(None) is trust(None)


async def test_behind_a_proxy_hosts_that_resolve_here_are_checked_first():
    async with http_server() as proxy:
        proxy.reply("http://coast.example/", Reply(pieces=(b"by proxy",)))

        async def resolver(host, port):
            if host == "coast.example":
                raise NameUnknown("only the proxy knows")
            return ("10.0.0.1",)

        async with guarded_client(proxy=proxy.url, resolver=resolver) as client:
            assert (await client.get("http://coast.example/")).text == "by proxy"
            with pytest.raises(AddressRefused):
                await client.get("http://inner.example/")
        assert proxy.paths() == ["http://coast.example/"]
