"""Sources that are no web pages, as a configuration lets them be reached."""

from monitor.adapters.mailbox import Mailboxes
from monitor.adapters.net import Guard, roots
from monitor.adapters.replay.shelf import Archives
from monitor.app.config.settings import Configuration
from monitor.model.source import SourceKind
from monitor.ports import Collection, Journal, Offload


def collections_of(
    configuration: Configuration, offload: Offload, journal: Journal
) -> dict[SourceKind, Collection]:
    """Return who reads mailboxes and archives; mail servers are dialled through the guard, and
    trusted as `network.ca_file` says.
    """
    network = configuration.network
    mailboxes = Mailboxes(
        guard=Guard(allow=network.allow),
        tls=roots(network.ca_file),
        offload=offload,
        journal=journal,
    )
    archives = Archives(offload=offload, journal=journal)
    return {SourceKind.MAILBOX: mailboxes, SourceKind.ARCHIVE: archives}
