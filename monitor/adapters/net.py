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

import httpcore
import httpx

from monitor.adapters.net_streams import HeadGuard, head_came
from monitor.errors import MonitorError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Client = httpx.AsyncClient
Resolver = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""Gives the addresses of a host name, as text; raises `NameUnknown`."""

MOST_ADDRESSES = 4
"""So many addresses of a host are tried."""
KEPT_ALIVE_FOR = 5.0
"""Seconds that an idle connection is kept."""
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


_INSIDE = re.compile(
    r"(?:^|\.)(?:localhost|local|internal|home\.arpa|[0-9]+|0x[0-9a-f]*)$", re.IGNORECASE
)


class AddressRefused(MonitorError):  # noqa: N818 - named after what happened
    """The host has an address that is not public and not allowed; it was not dialled."""


class NameUnknown(MonitorError):  # noqa: N818 - named after what happened
    """The name of the host cannot be resolved."""


def is_public(address: Address) -> bool:
    """Return whether the address is one of the public internet's: unicast, and no way into IPv4."""
    if isinstance(address, IPv6Address) and (
        address not in _GLOBAL_UNICAST or address.scope_id is not None
    ):
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
        found = tuple(
            self._checked(host, text) for text in dict.fromkeys(await self.resolver(host, port))
        )
        if not found:
            raise NameUnknown(f"the name {host:.253} has no address")
        return found

    async def before_proxy(self, host: str, port: int) -> None:
        """Make sure, as far as it can be known here, that a proxy dials no such address either.

        Raises `AddressRefused`. A name that only the proxy can resolve passes, unless it can be no
        name of the internet: a number, a single word, or one of those that are kept for inside.
        """
        try:
            await self.addresses(host, port)
        except NameUnknown as error:
            if _INSIDE.search(host.rstrip(".")) or "." not in host.rstrip("."):
                raise AddressRefused(f"{host:.253} is no public name") from error

    def _checked(self, host: str, text: str) -> str:
        """Return the address as it is dialled; raises `AddressRefused`."""
        try:
            address = ip_address(text)
        except ValueError as error:
            raise AddressRefused(f"{host:.253} has no readable address: {text:.60}") from error
        if not self.permits(address):
            at = "" if host == text else f" is at {text:.60}, which"
            raise AddressRefused(f"{host:.253}{at} is not public; network.allow can permit it")
        return str(address)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Dials TCP only, and only addresses that were checked: no second answer is asked for.

    Without a guard it dials whom the operator named: a proxy. All streams have a guard for the
    heads of answers.
    """

    def __init__(self, dialler: httpcore.AsyncNetworkBackend, guard: Guard | None) -> None:
        self._guard = guard
        self._dialler = dialler

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Dial the host at the first of its addresses that answers."""
        tried = await self._addresses(host, port, timeout)
        dial = partial(
            self._dialler.connect_tcp,
            port=port,
            timeout=None if timeout is None else timeout / len(tried),
            local_address=local_address,
            socket_options=socket_options,
        )
        for address in tried[:-1]:
            try:
                return HeadGuard(await dial(address))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return HeadGuard(await dial(tried[-1]))

    async def _addresses(
        self,
        host: str,
        port: int,
        timeout: float | None,  # noqa: ASYNC109 - as httpcore gives it
    ) -> tuple[str, ...]:
        if self._guard is None:
            return (host,)
        try:
            async with asyncio.timeout(timeout):
                return (await self._guard.addresses(host, port))[:MOST_ADDRESSES]
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"no address of {host:.253} in time") from error

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
    dialler: httpcore.AsyncNetworkBackend | None = None,
) -> httpx.AsyncClient:
    """Return a client that dials through the guard, keeps no cookies and follows no redirects.

    `timeout` (seconds) limits each single wait, not the whole exchange. Behind a `proxy` it is the
    proxy that dials: hosts that resolve here are still checked first. What the guard refuses is
    raised as `AddressRefused` or `NameUnknown`, all else as httpx raises it. `dialler` opens the
    connections; else the system does.
    """
    guard = Guard(allow=allow, resolver=resolver)
    dialler = dialler or httpcore.AnyIOBackend()
    hooks: list[Callable[..., object]] = []
    # httpx has no setting for the network backend of its pool.
    transport = httpx.AsyncHTTPTransport(verify=trust(ca_file), trust_env=False)
    if proxy is None:
        transport._pool = _pool(GuardedBackend(dialler, guard), None, ca_file)
    else:
        transport._pool = _pool(GuardedBackend(dialler, None), _proxy(proxy, ca_file), ca_file)
        hooks.append(partial(_checked_before_the_proxy, guard))
    return httpx.AsyncClient(
        transport=transport,
        timeout=timeout,
        trust_env=False,
        follow_redirects=False,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        event_hooks={"request": hooks, "response": [head_came]},
    )


def _pool(
    backend: httpcore.AsyncNetworkBackend, proxy: httpcore.Proxy | None, ca_file: Path | None
) -> httpcore.AsyncConnectionPool:
    return httpcore.AsyncConnectionPool(
        ssl_context=trust(ca_file),
        proxy=proxy,
        max_connections=MOST_CONNECTIONS,
        max_keepalive_connections=KEPT_ALIVE,
        keepalive_expiry=KEPT_ALIVE_FOR,
        network_backend=backend,
    )


def _proxy(url: str, ca_file: Path | None) -> httpcore.Proxy:
    """Return the proxy with the login of its URL; one that is asked by TLS is checked as others."""
    given = httpx.Proxy(url)
    return httpcore.Proxy(
        str(given.url),
        auth=given.raw_auth,
        ssl_context=trust(ca_file) if given.url.scheme == "https" else None,
    )


async def _checked_before_the_proxy(guard: Guard, request: httpx.Request) -> None:
    await guard.before_proxy(request.url.host, request.url.port or 0)
