"""The configuration as the daemon uses it."""

from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address
from pathlib import Path
from typing import Literal

from monitor.adapters.embeddings import Brought
from monitor.app.config.problems import Problem
from monitor.model.actor import Registry
from monitor.model.opinion import Allowance
from monitor.model.source import Pace, Source
from monitor.model.watchlist import Receiver, Watchlist


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What sources and webhooks may dial beside public addresses, and how. `ca_digest`: of what
    `ca_file` holds.
    """

    allow: tuple[IPv4Network | IPv6Network, ...] = ()
    proxy: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    ca_digest: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long things are kept; `archive` zero archives nothing, `archive_size` is in bytes."""

    articles: timedelta = timedelta(days=30)
    developments: timedelta = timedelta(days=400)
    archive: timedelta = timedelta(days=400)
    archive_size: int = 10 * 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """Where API, metrics and health are served, and the bearer token asked for, if any.

    `public_url`: where receivers of mails reach it; None: mails carry no links to it.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = field(default=None, repr=False)
    public_url: str | None = None

    @property
    def is_local(self) -> bool:
        """Return whether only this machine can reach it."""
        return is_loopback(self.host)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeartbeatSettings:
    """Which address is called while all is well, and how often."""

    url: str = field(repr=False)
    every: timedelta = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointVerifier:
    """A server that is asked for second opinions; `limit` is the time for those of one article."""

    url: str = field(repr=False)
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: timedelta = timedelta(seconds=10)
    budget: Allowance
    cache: timedelta = timedelta(days=30)
    limit: timedelta = timedelta(seconds=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddingsVerifier:
    """A sentence model that is asked for second opinions."""

    model: Brought
    tokenizer: Brought
    margin: float = 0.05
    limit: timedelta = timedelta(seconds=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """All of it, checked; `redis` is `embedded` or a URL, `web` None is off.

    `pace` is that of hosts of which no source says otherwise. `sources` holds those that are not
    enabled too. `warnings` are doubts that hinder nothing. `named`: the files that it names, such
    as those of secrets, and watchlists that stand elsewhere.
    """

    folder: Path
    state_dir: Path
    redis: str = field(default="embedded", repr=False)
    appendfsync: Literal["everysec", "always"] = "everysec"
    allow_volatile: bool = False
    contact: str | None = None
    catch_up: timedelta = timedelta(hours=24)
    network: Network = Network()
    retention: Retention = Retention()
    web: WebSettings | None = WebSettings()
    heartbeat: HeartbeatSettings | None = None
    verifier: EndpointVerifier | EmbeddingsVerifier | None = None
    pace: Pace = field(default_factory=Pace)
    sources: tuple[Source, ...] = field(default=(), repr=False)
    registry: Registry = field(default_factory=lambda: Registry({}), repr=False)
    watchlists: tuple[Watchlist, ...] = ()
    receivers: tuple[Receiver, ...] = ()
    warnings: tuple[Problem, ...] = ()
    named: frozenset[Path] = frozenset()


def is_loopback(host: str) -> bool:
    """Return whether the host, a name or an address, is this machine to itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
