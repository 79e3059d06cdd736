"""Mails in their form on the wire, and addresses as servers take them."""

import re
from email.header import Header
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.policy import Policy
from email.utils import format_datetime, parseaddr
from hashlib import sha256

from monitor.alert.render.mail import Mail

_UNBROKEN = ("references", "in-reply-to", "list-id", "list-unsubscribe")
_UNSAFE = re.compile(r"[\s<>\"\\\x00-\x1f\x7f]")


class SubjectHeader(UnstructuredHeader, BaseHeader):
    """A subject that is encoded as a whole: folded by words, as the library does it, spaces
    between encoded ones get lost (seen in Python 3.11.7).
    """

    max_count = 1

    def fold(self, *, policy: Policy) -> str:
        """Return the header in lines that end as the policy says."""
        charset = "us-ascii" if self.isascii() else "utf-8"
        words = Header(self, charset, header_name=self.name).encode(linesep=policy.linesep)
        return f"{self.name}: {words}{policy.linesep}"


class UnbrokenHeader(UnstructuredHeader, BaseHeader):
    """A header that is written on one line as it is: a fold would make encoded words of long ids,
    which no mail program reads.
    """

    def fold(self, *, policy: Policy) -> str:
        """Return the header in one line."""
        return f"{self.name}: {self}{policy.linesep}"


def postal(address: str) -> str:
    """Return the bare address, its domain in lower case and in ASCII; empty if it is none, or one
    that no command of SMTP can carry as it is.
    """
    name, at, domain = parseaddr(address)[1].rpartition("@")
    if not (name and at and domain) or _UNSAFE.search(f"{name}{domain}"):
        return ""
    try:
        return f"{name}@{domain.encode('idna').decode().lower()}"
    except UnicodeError:
        return f"{name}@{domain.lower()}"


def on_the_wire(told: Mail, *, international: bool = False) -> bytes:
    """Return the mail as bytes, the same at each attempt: bodies of 7 bits, ids and addresses of
    lists never folded.

    Addresses that ASCII cannot write stand only in the `international` form, which servers with
    SMTPUTF8 take.
    """
    registry = HeaderRegistry()
    registry.map_to_type("subject", SubjectHeader)
    for name in _UNBROKEN:
        registry.map_to_type(name, UnbrokenHeader)
    policy = WIRE.clone(cte_type="7bit", header_factory=registry, utf8=international)
    wire = EmailMessage(policy=policy)
    named = [_named(address) for address in told.to if postal(address)]
    wire["From"] = _named(told.sender)
    wire["To"] = [one for one in named if international or one.addr_spec.isascii()]
    wire["Subject"] = told.subject
    wire["Date"] = format_datetime(told.date)
    wire["Message-ID"] = told.message_id
    if told.thread is not None:
        wire["In-Reply-To"] = told.thread
        wire["References"] = told.thread
    for name, value in told.headers:
        wire[name] = value
    wire.set_content(told.text)
    wire.add_alternative(told.html, subtype="html")
    wire.set_boundary(sha256(f"{told.text}{told.html}".encode()).hexdigest())
    return wire.as_bytes()


def _named(address: str) -> Address:
    name, _, domain = postal(address).rpartition("@")
    return Address(display_name=parseaddr(address)[0], username=name, domain=domain)
