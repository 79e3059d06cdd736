"""The address guard against names that lie: whatever they are said to be at, nothing is dialled but
an address that was checked, in the same answer, with all others of that answer.

The sockets below the guard are written down; in the second half they are real, and TLS is spoken
through them. An address counts as public here by how it was made, not by what the guard thinks.
"""

import asyncio
import ssl
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_network

import httpcore
import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.adapters.clock import SystemClock
from monitor.adapters.net import (
    MOST_ADDRESSES,
    AddressRefused,
    Guard,
    GuardedBackend,
    NameUnknown,
    guarded_client,
)
from monitor.adapters.web import HttpWeb
from monitor.adapters.webhook import Webhook
from monitor.model.alert import Accepted, Refused
from monitor.model.page import Page, Reason, Request, Unavailable
from monitor.model.source import Pace, Source, SourceId, SourceKind
from monitor.model.watchlist import Receiver, WebhookTarget
from tests.alert.examples import NEW
from tests.fakes.http_server import HttpServer, Reply

ALLOWED = ip_network("10.7.0.0/16")


def within(network):
    """Give any address of the network, as text."""
    base = ip_network(network)
    kind = IPv4Address if base.version == 4 else IPv6Address
    first = int(base.network_address)
    return st.integers(0, base.num_addresses - 1).map(lambda n: str(kind(first + n)))


PUBLIC = st.one_of(
    *map(within, ("9.9.9.0/24", "151.101.0.0/16", "185.199.108.0/22", "93.184.0.0/16")),
    *map(within, ("2620:fe::/48", "2a04:4e42::/32", "2606:4700::/32")),
)
PERMITTED = within("10.7.0.0/16")
KEPT_FROM_THE_INTERNET = st.one_of(
    *map(
        within,
        (
            *("0.0.0.0/8", "10.8.0.0/13", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
            *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24"),
            *("192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
            *("224.0.0.0/4", "240.0.0.0/4"),
            *("::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64"),
            *("2001::/32", "2001:10::/28", "2001:20::/28", "2001:db8::/32", "2002::/16"),
            *("3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
        ),
    )
)
WITH_A_ZONE = st.builds("{}%{}".format, within("2606:4700::/32"), st.sampled_from(["eth0", "1"]))
NO_ADDRESS = st.sampled_from(
    [
        *("", "localhost", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "9.9.9.9 ", "[::1]"),
        *("9.9.9.9:80", "9.9.9", "９.9.9.9", "harbour.example", "9.9.9.9/32", "\x00"),
        *("fe80::1%eth0", "9.9.9.9%1", "::ffff:9.9.9.9", "::ffff:10.7.0.1"),
    ]
)
NOT_PUBLIC = KEPT_FROM_THE_INTERNET | WITH_A_ZONE | NO_ADDRESS
HONEST = st.lists(PUBLIC | PERMITTED, min_size=1, max_size=6)
LYING = st.builds(
    lambda before, bad, after: [*before, bad, *after],
    st.lists(PUBLIC, max_size=3),
    NOT_PUBLIC,
    st.lists(PUBLIC, max_size=3),
)
ANSWER = st.one_of(
    HONEST.map(lambda found: (True, tuple(found))),
    LYING.map(lambda found: (False, tuple(found))),
    st.just((False, ())),
)
ROUNDS = st.lists(ANSWER, min_size=1, max_size=4)


@dataclass
class Names:
    """Resolves each name by its rounds in turn, the last one for ever; writes down what it said,
    and, between, what was dialled.
    """

    rounds: dict[str, list[tuple[bool, tuple[str, ...]]]]
    told: list[tuple[str, object]] = field(default_factory=list)

    async def __call__(self, host, port):
        left = self.rounds[host]
        answer = left.pop(0) if len(left) > 1 else left[0]
        self.told.append(("answered", answer))
        return answer[1]

    def dialled(self):
        return [what for kind, what in self.told if kind == "dialled"]

    def assert_kept(self):
        """Each dial went to an address of the last answer, in its order, and that was all good."""
        honest, left = False, []
        for kind, what in self.told:
            if kind == "answered":
                honest, found = what
                left = list(dict.fromkeys(found))[:MOST_ADDRESSES]
            else:
                assert honest
                assert what == left.pop(0)


class Sockets(httpcore.AsyncNetworkBackend):
    """Writes down each address that is dialled; those of `dead` do not answer.

    With a `port`, each of the others is answered by what listens there on loopback.
    """

    def __init__(self, names, *, dead=(), port=None):
        self.names = names
        self.dead = dead
        self.port = port
        self.system = httpcore.AnyIOBackend()

    async def connect_tcp(self, host, port, *_, **__):
        self.names.told.append(("dialled", host))
        if host in self.dead:
            raise httpcore.ConnectError("nobody there")
        if self.port is None:
            return httpcore.AsyncMockStream([])
        return await self.system.connect_tcp("127.0.0.1", self.port)


@pytest.fixture(scope="module")
def loop():
    """A loop of its own for all examples: that of the tests around stays as it is."""
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@settings(max_examples=400, deadline=None)
@given(ROUNDS, st.integers(0, 5), st.data())
def test_nothing_is_dialled_but_addresses_that_were_checked_together(loop, rounds, dead, data):
    names = Names({"harbour.example": list(rounds)})
    found = sorted({address for _, answer in rounds for address in answer})
    gone = data.draw(st.lists(st.sampled_from(found), max_size=dead)) if found else []
    backend = GuardedBackend(Sockets(names, dead=gone), Guard(allow=(ALLOWED,), resolver=names))

    async def dial():
        for honest, answer in [*rounds, rounds[-1]]:
            try:
                await backend.connect_tcp("harbour.example", 443, timeout=30)
            except AddressRefused:
                assert not honest
                assert answer
            except NameUnknown:
                assert not answer
            except httpcore.ConnectError:
                assert set(list(dict.fromkeys(answer))[:MOST_ADDRESSES]) <= set(gone)
            else:
                assert honest

    loop.run_until_complete(dial())
    names.assert_kept()


@dataclass
class Outlet:
    """A real web server that speaks TLS, with certificates for `h0` to `h5.example`."""

    server: HttpServer
    ca_file: object
    greeted: list[str] = field(default_factory=list)

    def greet(self, socket, name, context):
        """Write down the name that a client greets with."""
        self.greeted.append(name)


@pytest.fixture(scope="module")
def outlet(loop, tmp_path_factory):
    authority = trustme.CA()
    ca_file = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(ca_file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*(f"h{n}.example" for n in range(6))).configure_cert(context)
    outlet = Outlet(server=HttpServer(scheme="https"), ca_file=ca_file)
    context.sni_callback = outlet.greet

    async def start():
        return await asyncio.start_server(outlet.server.serve, "127.0.0.1", 0, ssl=context)

    async def stop():
        listening.close()
        await outlet.server.hang_up()

    listening = loop.run_until_complete(start())
    outlet.server.port = listening.sockets[0].getsockname()[1]
    yield outlet
    loop.run_until_complete(stop())


def client_of(outlet, names, **more):
    return guarded_client(
        allow=(ALLOWED,),
        ca_file=outlet.ca_file,
        resolver=names,
        dialler=Sockets(names, port=outlet.server.port),
        **more,
    )


def source(*, respect_robots):
    return Source(
        id=SourceId("harbour"),
        kind=SourceKind.FEED,
        url="https://h0.example/rss",
        outlet="Harbour Post",
        pace=Pace(concurrency=4, delay=timedelta(0)),
        respect_robots=respect_robots,
        timeout=timedelta(seconds=30),
    )


CLOSES = ("Connection", "close")
HOPS = st.lists(st.integers(0, 5), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(HOPS, st.data(), st.booleans())
def test_sources_and_redirects_reach_checked_addresses_only_while_tls_goes_by_name(
    loop, outlet, hops, data, respect_robots
):
    """The server closes each connection: so each hop is resolved and dialled anew."""
    answers = ROUNDS if data.draw(st.booleans()) else st.lists(HONEST.map(good), min_size=1)
    names = Names({f"h{n}.example": data.draw(answers) for n in set(hops)})
    for at, (_, then) in enumerate(zip(hops, [*hops[1:], None], strict=True)):
        moved = (CLOSES, ("Location", f"https://h{then}.example/{at + 1}"))
        outlet.server.reply(
            f"/{at}",
            Reply(headers=(CLOSES,), pieces=(b"hello",))
            if then is None
            else Reply(status=302, headers=moved),
        )
    outlet.greeted.clear()

    async def fetch():
        async with client_of(outlet, names) as client:
            web = HttpWeb(SystemClock(), client, contact=None)
            request = Request(url=f"https://h{hops[0]}.example/0", timeout=timedelta(seconds=30))
            return await web.get(request, source(respect_robots=respect_robots))

    answer = loop.run_until_complete(fetch())
    names.assert_kept()
    consulted = [what for kind, what in names.told if kind == "answered"]
    assert len(outlet.greeted) == len(names.dialled())
    assert set(outlet.greeted) <= {f"h{n}.example" for n in hops}
    if all(honest for honest, _ in consulted):
        assert isinstance(answer, Page), answer
        assert answer.url == f"https://h{hops[-1]}.example/{len(hops) - 1}"
    else:
        assert isinstance(answer, Unavailable)
        assert answer.reason in {Reason.ADDRESS_REFUSED, Reason.NAME_UNKNOWN}
        assert not consulted[-1][0]


def good(found):
    return True, tuple(found)


@settings(max_examples=50, deadline=None)
@given(ROUNDS)
def test_webhooks_reach_checked_addresses_only(loop, outlet, rounds):
    names = Names({"h1.example": list(rounds)})
    outlet.server.reply("/in", Reply(status=204, headers=(CLOSES,)))
    receiver = Receiver(name="desk", target=WebhookTarget(url="https://h1.example/in"))

    async def send():
        async with client_of(outlet, names) as client:
            webhook = Webhook(client, SystemClock())
            return [await webhook.send(NEW, receiver) for n in range(len(rounds))]

    responses = loop.run_until_complete(send())
    names.assert_kept()
    for (honest, found), response in zip(rounds, responses, strict=True):
        assert isinstance(response, Accepted if honest else Refused), response
        if not honest:
            assert response.lasting == bool(found)


@settings(max_examples=20, deadline=None)
@given(HONEST)
def test_a_certificate_of_another_name_is_refused_wherever_the_name_is_at(loop, outlet, found):
    names = Names({"elsewhere.example": [good(found)]})

    async def fetch():
        async with AsyncExitStack() as stack:
            client = await stack.enter_async_context(client_of(outlet, names))
            web = HttpWeb(SystemClock(), client, contact=None)
            request = Request(url="https://elsewhere.example/0", timeout=timedelta(seconds=30))
            return await web.get(request, source(respect_robots=False))

    asked = len(outlet.server.asked)
    answer = loop.run_until_complete(fetch())
    names.assert_kept()
    assert answer.reason is Reason.TLS
    assert len(outlet.server.asked) == asked
