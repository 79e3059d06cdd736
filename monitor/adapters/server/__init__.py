"""The embedded Valkey server, started and supervised by the daemon that needs it."""

from monitor.adapters.server.embedded import EmbeddedServer, embedded_server
from monitor.adapters.server.events import (
    Adopted,
    Died,
    Restarting,
    ServerEvent,
    Started,
    Stopped,
    TookOver,
    Unstartable,
)
from monitor.adapters.server.place import is_served
from monitor.adapters.server.process import ServerOptions

__all__ = [
    "Adopted",
    "Died",
    "EmbeddedServer",
    "Restarting",
    "ServerEvent",
    "ServerOptions",
    "Started",
    "Stopped",
    "TookOver",
    "Unstartable",
    "embedded_server",
    "is_served",
]
