"""Redirects to nowhere, in circles and inwards, and TLS that cannot be trusted."""

from functools import partial

from tests.hostile.row import Row
from tests.hostile.transport import MEGABYTE, NO_HTTP, hang_up, raw, redirect, row, tls_stall


def redirects(trap: int) -> list[Row]:
    """Return redirects that go nowhere, in circles, or to where nobody may go (`trap`: a port)."""
    page = partial(row, guard="redirects are followed by hand, five at most")
    loop = "put off redirects"
    rows = [
        page(name="redirect-to-itself", said=loop, does=redirect("{path}")),
        page(name="redirect-pair", said=loop, does=redirect("{path}?hop=1", "{path}")),
        page(name="redirect-chain", said=loop, does=redirect("{path}?hop={hop}")),
        page(
            name="redirect-nowhere",
            said="put off protocol",
            does=raw(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"),
        ),
        page(name="redirect-megabyte", said=NO_HTTP, does=redirect("/" + "a" * MEGABYTE)),
        page(name="redirect-60-kb", said="dropped scheme: .*", does=redirect("/" + "a" * 60_000)),
    ]
    schemes = ("file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "gopher://a.test/")
    rows += [
        page(
            name=f"redirect-to-{to:.12}",
            guard="only http and https are asked",
            said="(dropped|put off) scheme.*",
            does=redirect(to),
        )
        for to in (*schemes, "http://me:word@127.77.0.9/", "http://[half/", "http://a b/")
    ]
    return rows + _addresses(trap)


def _addresses(trap: int) -> list[Row]:
    """Return redirects to every spelling of this machine, and to other places that are no news."""
    spellings = {
        f"here-{text}": f"http://{text}:{trap}/"
        for text in (
            *("127.0.0.1", "127.1", "0", "0.0.0.0", "2130706433", "0x7f.1", "0x7f000001"),
            *("017700000001", "127.0.0.1.", "localhost", "LOCALHOST", "[::1]", "[::]"),
            *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"),
            *("[::127.0.0.1]", "①②⑦.⓪.⓪.①", "127。0。0。1"),
        )
    }
    others = {
        f"there-{text}": f"http://{text}/latest/meta-data/"
        for text in (
            *("169.254.169.254", "2852039166", "[fd00:ec2::254]", "[fe80::1]", "100.100.100.200"),
            *(
                "192.88.99.1",
                "192.0.0.192",
                "224.0.0.1",
                "255.255.255.255",
                "[3fff::1]",
                "[ff02::1]",
            ),
        )
    }
    backslash = {"here-backslash": f"http://a\\@127.0.0.1:{trap}/"}
    return [
        row(
            name,
            "every address is checked before it is dialled, on every hop",
            "dropped scheme: .*"
            if "\\" in to
            else "(put off|dropped) (address_refused|name_unknown|scheme|protocol).*",
            redirect(to),
        )
        for name, to in (spellings | others | backslash).items()
    ]


def tls() -> list[Row]:
    """Return hosts whose TLS cannot be trusted, or never comes about."""
    page = partial(
        row, guard="certificates are checked; a handshake has its time", said="put off tls"
    )
    return [
        page(name="tls-stranger", tls="stranger", does=raw(b"never")),
        page(name="tls-expired", tls="expired", does=raw(b"never")),
        page(name="tls-other-name", tls="other", does=raw(b"never")),
        page(
            name="tls-plain", tls="none", does=raw(b"HTTP/1.1 400 No TLS here\r\n\r\n"), opens=True
        ),
        page(
            name="tls-garbage",
            tls="none",
            does=raw(b"\x16\x03\x01\xff\xff" + bytes(900)),
            opens=True,
        ),
        page(
            name="tls-stalls",
            tls="none",
            said="put off (timeout|robots|tls)",
            does=tls_stall,
            opens=True,
        ),
        page(
            name="tls-hangs-up",
            tls="none",
            said="put off (tls|unreachable)",
            does=hang_up,
            opens=True,
        ),
    ]
