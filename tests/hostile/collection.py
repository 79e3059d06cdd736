"""The whole collection, housed: each row at an address of its own, in one origin."""

import json
import ssl
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import trustme

from tests.fakes.desk import SECRET
from tests.fakes.stories import GIVERS
from tests.hostile import detours, listings, pages, robots, transport, words
from tests.hostile.outlets import EVERY, Kind, Outlet, Press
from tests.hostile.row import Row
from tests.hostile.wire import Asked, Line, Origin

FEEDERS = 6
FEEDER, DESK, OUTLETS = "127.77.2.1", "127.77.3.1", "127.77.1."
CANARY = "canary-path-of-a-webhook"
CANARIES = (CANARY, "canary-url-token", "canary-of-a-source", "Y2FuYXJ5", SECRET)
"""What must be read nowhere: parts of addresses, and the secret that signs."""
KINDS = (Kind.FEED, Kind.FEED, Kind.FEED, Kind.FEED, Kind.SITEMAP, Kind.LISTING)
FEED = '<rss version="2.0"><channel><title>x</title>{}</channel></rss>'


def rows(trap: int) -> list[Row]:
    """Return the collection; `trap` is a port at 127.0.0.1 that nobody may dial."""
    return [
        *transport.bombs(),
        *transport.slow(),
        *transport.lies(),
        *detours.redirects(trap),
        *detours.tls(),
        *pages.parsers(),
        *pages.texts(),
        *words.charsets(),
        *words.titles(GIVERS),
        *words.claims(),
        *listings.feeds(),
        *listings.sitemaps(),
        *listings.roads(),
        *robots.robots(),
    ]


@dataclass
class Desk:
    """The receiver: when each giver's pledge was told (monotonic), and all that was said."""

    told: dict[str, float] = field(default_factory=dict)
    bodies: list[bytes] = field(default_factory=list)
    came: threading.Condition = field(default_factory=threading.Condition)

    async def answer(self, asked: Asked, line: Line) -> None:
        """Take what is told; every tenth time say that it was not."""
        alert: dict[str, Any] = json.loads(asked.body)["data"]
        with self.came:
            self.bodies.append(asked.body)
            refused = len(self.bodies) % 10 == 0
            if not refused and alert["development"]:
                giver = alert["development"]["actors"][0]["name"]
                self.told.setdefault(giver, monotonic())
            self.came.notify_all()
        await line.head(500 if refused else 204, Content_Length=0)
        line.stays = True


@dataclass
class Feeder:
    """Lists the hostile pages, as many as were released."""

    urls: list[str] = field(default_factory=list)
    released: int = 0

    async def answer(self, asked: Asked, line: Line) -> None:
        """Tell the latest four hundred of them, each feed its own part."""
        _, _, part = asked.path.rpartition("/")
        shown = self.urls[max(0, self.released - 400) : self.released]
        if part.isdigit():
            shown = [url for url in shown if hash(url) % FEEDERS == int(part)]
        items = "".join(f"<item><title>A page</title><link>{url}</link></item>" for url in shown)
        await line.page(FEED.format(items).encode(), "application/rss+xml")


@dataclass
class Collection:
    """All that is asked: rows by address, the healthy outlets, the feeder and the desk."""

    origin: Origin
    rows: dict[str, Row]
    press: Press
    feeder: Feeder = field(default_factory=Feeder)
    desk: Desk = field(default_factory=Desk)
    authority: trustme.CA = field(default_factory=trustme.CA)

    @classmethod
    def housed(cls, trap: int) -> "Collection":
        """Return the collection in an origin that is not open yet."""
        collection = rows(trap)
        by_address = {
            f"127.77.{10 + number // 200}.{1 + number % 200}": row
            for number, row in enumerate(collection)
        }
        outlets = tuple(
            Outlet(name=f"outlet{number}", kind=kind) for number, kind in enumerate(KINDS)
        )
        press = Press(outlets=outlets, kept=len(words.TITLES))
        made = cls(origin=Origin(), rows=by_address, press=press)
        made._settle()
        return made

    def _settle(self) -> None:
        """Give each its place."""
        for address, row in self.rows.items():
            if row.opens:
                self.origin.wordless[address] = row.does
            else:
                self.origin.living[address] = _with_robots(row)
            if row.tls is not None:
                self.origin.secure.add(address)
            if row.tls not in (None, "none"):
                self.origin.tls[address] = self._shown(row.tls, address)
        self.origin.living[FEEDER] = self.feeder.answer
        self.origin.living[DESK] = self.desk.answer
        for number, outlet in enumerate(self.press.outlets):
            self.origin.living[f"{OUTLETS}{number + 1}"] = outlet.answer
        secure = f"{OUTLETS}1"
        self.origin.secure.add(secure)
        self.origin.tls[secure] = self._shown("good", secure)

    def _shown(self, name: str, address: str) -> ssl.SSLContext:
        """Return a certificate of the kind that the name tells."""
        signer = trustme.CA() if name == "stranger" else self.authority
        yesterday = datetime.now(UTC) - timedelta(days=1)  # noqa: TID251 - certificates live in it
        end = yesterday if name == "expired" else None
        issued = signer.issue_cert("other.test" if name == "other" else address, not_after=end)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        issued.configure_cert(context)
        return context

    def opened(self) -> None:
        """Say where things are, once the port is known."""
        for number, outlet in enumerate(self.press.outlets):
            outlet.url = self.origin.url(f"{OUTLETS}{number + 1}")
        self.press.open()

    def release(self, repeats: int) -> list[str]:
        """Return the URLs of all hostile pages, each row's so often, in a mixed order."""
        kinds = [address for address, row in self.rows.items() if row.kind == "page"]
        self.feeder.urls = [
            self.origin.url(address, f"/story/{turn}")
            for turn in range(repeats)
            for address in sorted(kinds, key=lambda a: hash((turn, a)))
        ]
        return self.feeder.urls

    def asked(self) -> Counter[str]:
        """Return how often each hostile address was asked for something."""
        counted: Counter[str] = Counter()
        for (address, _), times in self.origin.asked.items():
            if address in self.rows:
                counted[address] += times
        return counted

    def row_of(self, url: str) -> Row:
        """Return the row that lives at the URL."""
        return self.rows[url.split("/")[2].rpartition(":")[0]]

    def write(self, folder: Path, web: str) -> Path:
        """Write a configuration folder with all of them in it, and return it."""
        config = folder / "config"
        (config / "watchlists").mkdir(parents=True)
        self.authority.cert_pem.write_to_path(str(folder / "ca.pem"))
        values = {
            "state": json.dumps(str(folder / "state")),
            "ca": json.dumps(str(folder / "ca.pem")),
            "desk": json.dumps(self.origin.url(DESK, f"/services/{CANARY}?token=canary-url-token")),
            "dead": json.dumps(f"http://user:{CANARY}@127.77.3.9:9/{CANARY}?key={CANARY}"),
        }
        (config / "monitor.yaml").write_text(_MONITOR.format(**values, web=web, secret=SECRET))
        (config / "sources.yaml").write_text("".join(["sources:\n", *self._sources()]))
        (config / "watchlists" / "aid.yaml").write_text(_WATCHLIST)
        states = ("Ukraine", "Germany", *GIVERS)
        lines = [f"  - {{id: {s.lower()}, name: {s}, kind: state}}\n" for s in states]
        (config / "actors.yaml").write_text("".join(["actors:\n", *lines]))
        return config

    def _sources(self) -> list[str]:
        entries: list[dict[str, object]] = [
            *(
                {
                    "id": f"feeder{part}",
                    "feed": self.origin.url(FEEDER, f"/{part}"),
                    "outlet": f"Feeder {part}",
                    "every": "2s",
                }
                for part in range(FEEDERS)
            ),
            {
                "id": "guarded",
                "feed": f"http://me:canary-of-a-source@127.77.2.1:{self.origin.port}/guarded",
                "outlet": "Guarded",
            },
        ]
        for outlet in self.press.outlets:
            kind, _ = outlet.kind.value
            entry = {
                "id": outlet.name,
                kind: outlet.url,
                "outlet": outlet.name,
                "every": f"{EVERY:g}s",
            }
            entries.append(entry | ({"link": "li a"} if kind == "listing" else {}))
        for address, row in self.rows.items():
            if row.kind != "page":
                url = self.origin.url(address, "/list")
                entry = {"id": row.name, row.kind: url, "outlet": row.name}
                entries.append(entry | ({"link": "a"} if row.kind == "listing" else {}))
        return [f"  - {json.dumps(entry)}\n" for entry in entries]


def _with_robots(row: Row):
    async def does(asked: Asked, line: Line) -> None:
        if asked.path != "/robots.txt":
            await row.does(asked, line)
        elif row.robots is not None:
            await row.robots(asked, line)
        else:
            await line.head(404, Content_Length=0)
            line.stays = True

    return does


_MONITOR = """\
version: 1
state_dir: {state}
redis: embedded
defaults: {{every: 10s, timeout: 5s, per_host: {{concurrency: 8, delay: 0s}}}}
network: {{allow: ["127.77.0.0/16"], ca_file: {ca}}}
web: {web}
verifier: null
receivers:
  - {{name: desk, webhook: {{url: {desk}, secret: {secret}}}, retry: [1s, 1s, 1s], send_limit: 5s}}
  - {{name: dead, webhook: {{url: {dead}, secret: {secret}}}, retry: [1s], send_limit: 2s}}
"""
_WATCHLIST = """\
name: aid
developments: [aid_pledge]
actors: {any: [ukraine]}
on: [new, update, contested]
notify: [desk, dead]
"""
