"""Guarded dialling: a host is resolved once, checked, and dialled at exactly that address.

Sources, redirects and webhooks are asked through it; the operator's own servers are not.
"""

import asyncio
import re
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from pathlib import Path

import anyio
import httpcore
import httpx

from monitor.errors import MonitorError
from monitor.model.page import Reason

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Client = httpx.AsyncClient
Resolver = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""Gives the addresses of a host name, as text; raises `NameUnknown`."""

MOST_ADDRESSES = 4
"""So many addresses of a host are tried."""
KEPT_ALIVE = 20
"""More idle connections than this make the pool slow (measured: 20 times at 500)."""
MOST_CONNECTIONS = 200

_GLOBAL_UNICAST = ip_network("2000::/3")
_NOT_PUBLIC = tuple(
    ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "2001::/23",  # protocol assignments: Teredo, ORCHID and others
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: any IPv4 address inside
        "3fff::/20",  # documentation
    )
)


class AddressRefused(MonitorError):  # noqa: N818 - named after what happened
    """The host has an address that is not public and not allowed; it was not dialled."""


class NameUnknown(MonitorError):  # noqa: N818 - named after what happened
    """The name of the host cannot be resolved."""


def is_public(address: Address) -> bool:
    """Return whether the address is one of the public internet's: unicast, and no way into IPv4."""
    if isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    return (
        address.is_global
        and not address.is_multicast
        and not any(address in network for network in _NOT_PUBLIC)
    )


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses that the system's resolver knows for the host, as text."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NameUnknown(f"the name {host:.253} cannot be resolved") from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Guard:
    """Knows which addresses may be dialled: public ones, and those of `allow`."""

    allow: tuple[Network, ...] = ()
    resolver: Resolver = resolve

    def permits(self, address: Address) -> bool:
        """Return whether the address may be dialled."""
        return is_public(address) or any(address in network for network in self.allow)

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """Return the host's addresses; raises `AddressRefused` if any may not be dialled."""
        found = await self.resolver(host, port)
        for text in found:
            try:
                permitted = self.permits(ip_address(text))
            except ValueError as error:
                raise AddressRefused(f"{host:.253} has no readable address: {text:.60}") from error
            if not permitted:
                raise AddressRefused(
                    f"{host:.253} is at {text}, which is not public; network.allow can permit it"
                )
        if not found:
            raise NameUnknown(f"the name {host:.253} has no address")
        return found


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Dials TCP only, and only addresses that were checked: no second answer is asked for."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._dialler = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Dial the host at the first of its addresses that answers."""
        try:
            async with asyncio.timeout(timeout):
                found = await self._guard.addresses(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"no address of {host:.253} in time") from error
        tried = found[:MOST_ADDRESSES]
        dial = partial(
            self._dialler.connect_tcp,
            port=port,
            timeout=None if timeout is None else timeout / len(tried),
            local_address=local_address,
            socket_options=socket_options,
        )
        for address in tried[:-1]:
            try:
                return await dial(address)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await dial(tried[-1])

    async def connect_unix_socket(  # the signature is httpcore's
        self,
        path: str,  # noqa: ARG002
        timeout: float | None = None,  # noqa: ARG002, ASYNC109
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: nothing that strangers name is a socket of this machine."""
        raise AddressRefused("sockets of this machine are not dialled")

    async def sleep(self, seconds: float) -> None:
        """Wait, as httpcore asks between attempts."""
        await self._dialler.sleep(seconds)


def roots(ca_file: Path | None) -> ssl.SSLContext:
    """Return new TLS settings that trust the usual roots, and those of `ca_file`."""
    context = httpx.create_ssl_context(trust_env=False)
    if ca_file is not None:
        context.load_verify_locations(cafile=str(ca_file))
    return context


@cache
def trust(ca_file: Path | None) -> ssl.SSLContext:
    """Return the TLS settings that all web clients share; they come to offer HTTP by ALPN."""
    return roots(ca_file)


def guarded_client(
    *,
    allow: tuple[Network, ...] = (),
    proxy: str | None = None,
    ca_file: Path | None = None,
    timeout: float = 20.0,
    resolver: Resolver = resolve,
) -> httpx.AsyncClient:
    """Return a client that dials through the guard, keeps no cookies and follows no redirects.

    `timeout` (seconds) limits each single wait, not the whole exchange. Behind a `proxy` it is the
    proxy that dials: hosts that resolve here are still checked first. What the guard refuses is
    raised as `AddressRefused` or `NameUnknown`, all else as httpx raises it.
    """
    guard = Guard(allow=allow, resolver=resolver)
    limits = httpx.Limits(max_connections=MOST_CONNECTIONS, max_keepalive_connections=KEPT_ALIVE)
    transport = httpx.AsyncHTTPTransport(
        verify=trust(ca_file), trust_env=False, limits=limits, proxy=proxy
    )
    hooks: list[Callable[..., object]] = []
    if proxy is None:
        # httpx has no setting for the network backend of its pool.
        transport._pool = httpcore.AsyncConnectionPool(
            ssl_context=trust(ca_file),
            max_connections=MOST_CONNECTIONS,
            max_keepalive_connections=KEPT_ALIVE,
            keepalive_expiry=limits.keepalive_expiry,
            network_backend=GuardedBackend(guard),
        )
    else:
        hooks.append(partial(_checked_before_the_proxy, guard))
    return httpx.AsyncClient(
        transport=transport,
        timeout=timeout,
        trust_env=False,
        follow_redirects=False,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        event_hooks={"request": hooks},
    )


async def _checked_before_the_proxy(guard: Guard, request: httpx.Request) -> None:
    try:
        await guard.addresses(request.url.host, request.url.port or 0)
    except NameUnknown:
        return  # only the proxy knows the name


_REASONS: tuple[tuple[type[Exception], Reason], ...] = (
    (AddressRefused, Reason.ADDRESS_REFUSED),
    (NameUnknown, Reason.NAME_UNKNOWN),
    (httpx.TimeoutException, Reason.TIMEOUT),
    (httpx.UnsupportedProtocol, Reason.SCHEME),
    (httpx.InvalidURL, Reason.SCHEME),
    (httpx.NetworkError, Reason.UNREACHABLE),
    (httpx.ProxyError, Reason.UNREACHABLE),
    (OSError, Reason.UNREACHABLE),
    (httpx.HTTPError, Reason.PROTOCOL),
    (anyio.BrokenResourceError, Reason.UNREACHABLE),
    (ValueError, Reason.PROTOCOL),
)
FOREIGN = tuple(kind for kind, _ in _REASONS)
"""All that a request through `guarded_client` may raise."""


def reason(error: BaseException) -> Reason:
    """Return what the error of a foreign library means, by it and what caused it."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return Reason.TLS
        cause = cause.__cause__ or cause.__context__
    return next(meaning for kind, meaning in _REASONS if isinstance(error, kind))


_SYSTEM_WORDS = re.compile(r"\[(?:Errno|SSL)[^\]]*\] *| *\(_ssl\.c:[0-9]+\)")
_PLAIN: tuple[tuple[type[Exception], str], ...] = (
    (httpx.ConnectTimeout, "no connection in time"),
    (httpx.TimeoutException, "no answer in time"),
    (httpx.ConnectError, "no connection"),
    (httpx.NetworkError, "the connection broke"),
    (httpx.RemoteProtocolError, "the answer is no HTTP"),
)


def words(error: BaseException) -> str:
    """Return what the error says, in words for a reader: no class names, no numbers of errors."""
    lead = next((text for kind, text in _PLAIN if isinstance(error, kind)), "")
    said = _SYSTEM_WORDS.sub("", str(error)).removeprefix("All connection attempts failed")
    told = ": ".join(part for part in (lead, said) if part)
    return f"{told or 'the exchange failed':.300}"
