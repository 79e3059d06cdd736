"""Read collections of feeds and sitemaps, print what was read right, and hold the floors.

    feeds.py DATA [--raise 'VERSION: why'] [--misses]

Three tables. What the index of feedparser's collection states of entries; feedparser's and
miniflux's collections beside what feedparser itself reads in them (what our reader hands on to
feedparser is left out there: it would agree with itself); sitemaps and a JSON Feed beside the
standard library's reading. Titles are compared as words without markup; a date that we know as a
day agrees with any time of that day. Exit 1 if anything but a refusal is raised, or a floor fails.
"""

import argparse
import json
import re
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.discover.encoding import spoken_for
from monitor.discover.feed import swiftly
from monitor.discover.reading import listed
from monitor.errors import Unreadable
from monitor.model.moment import Stamp
from monitor.model.page import Page
from monitor.model.source import Candidate, Listed, Source, SourceId, SourceKind
from tests.evaluation import floors
from tests.evaluation.feed_expectations import COUNT, DATE, LINK, TITLE, expectations
from tests.evaluation.feed_references import Entry, by_feedparser, by_standard_library, plain

PLACE = "http://127.0.0.1:8097/"
"""Where feedparser's collection says that its feeds lie."""
STATED, BESIDE, STRICT = "feeds as stated", "feeds beside feedparser", "sitemaps and JSON Feed"
_CHARSET = re.compile(r"charset=([\w-]+)")


@dataclass(slots=True)
class Tally:
    """What was right and what was not, by table and field; how long each list took, in seconds."""

    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    refused: int = 0
    handed_on: int = 0
    seconds: list[tuple[float, str]] = field(default_factory=list)

    def count(self, table: str, what: str, name: str, wanted: object, found: object) -> None:
        """Count a field as right if the two are equal."""
        (self.right if wanted == found else self.wrong)[table, what] += 1
        if wanted != found:
            self.misses.append(f"{table}: {name}: {what}: wanted {wanted!r}, read {found!r}")

    def read(self, name: str, page: Page, kind: SourceKind) -> Listed | None:
        """Return what we read in the list; None if it was refused, or something was raised."""
        source = Source(id=SourceId("list"), kind=kind, url=page.url, outlet="list")
        begun = time.perf_counter()
        try:
            return listed(page, source)
        except Unreadable:
            self.refused += 1
            return None
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
            self.raised.append(f"{name}: {error!r}")
            return None
        finally:
            self.seconds.append((time.perf_counter() - begun, name))


def members(archive: Path, ends: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of the files in the archive."""
    with tarfile.open(archive) as packed:
        for member in packed:
            if member.isfile() and member.name.endswith(ends):
                content = packed.extractfile(member)
                yield member.name, content.read() if content else b""


def page_of(name: str, body: bytes, headers: dict[str, str]) -> Page:
    """Return the file as the page that a server with these headers would give."""
    told = {key.lower(): value for key, value in headers.items()}
    place = told.get("content-location", PLACE + name)
    charset = _CHARSET.search(told.get("content-type", ""))
    return Page(
        url=place if place.startswith("http") else PLACE + place.lstrip("/"),
        asked=PLACE + name,
        body=body,
        content_type=told.get("content-type"),
        charset=charset[1] if charset else None,
        fetched_at=datetime(2025, 12, 20, tzinfo=UTC),
    )


def hold_stated(tally: Tally, name: str, condition: str, found: Listed | None) -> None:
    """Compare what was read with what the index states."""
    entries = found.candidates if found else ()
    for one in expectations(condition):
        if one.entry is None:
            tally.count(STATED, COUNT, name, one.value, len(entries))
            continue
        entry = entries[one.entry] if one.entry < len(entries) else None
        match one.field:
            case "title":
                tally.count(STATED, TITLE, name, plain(one.value), entry and entry.title)
            case "link":
                tally.count(STATED, LINK, name, one.value, entry and entry.url)
            case "date":
                _hold_date(tally, STATED, name, one.value, entry)


def hold_beside(
    tally: Tally, table: str, name: str, reference: list[Entry], entries: tuple[Candidate, ...]
) -> None:
    """Compare what was read with what another reader found."""
    tally.count(table, COUNT, name, len(reference), len(entries))
    for theirs, ours in zip(reference, entries, strict=False):
        tally.count(table, TITLE, name, theirs.title, ours.title)
        tally.count(table, LINK, name, theirs.link, ours.url)
        for wanted in {theirs.published, theirs.updated} - {None}:
            _hold_date(tally, table, name, wanted, ours)


def _hold_date(
    tally: Tally, table: str, name: str, wanted: datetime | None, entry: Candidate | None
) -> None:
    stamps = [one for one in (entry.published, entry.updated) if one] if entry else []
    agree = any(_agrees(wanted, one) for one in stamps) if wanted else not stamps
    tally.count(table, DATE, name, wanted, wanted if agree else (*map(str, stamps),))


def _agrees(wanted: datetime, stamp: Stamp) -> bool:
    return stamp.at.date() == wanted.date() if stamp.whole_day else stamp.at == wanted


def measured(root: Path) -> Tally:
    """Return the tally of all collections."""
    tally = Tally()
    folder = root / "data" / "feeds"
    lines = (folder / "feedparser.index.jsonl").read_text(encoding="utf-8").splitlines()
    index: dict[str, dict[str, Any]] = {row["file"]: row for row in map(json.loads, lines)}
    for archive in ("feedparser.tar.xz", "miniflux.tar.xz"):
        for name, body in members(folder / archive, (".xml", ".json")):
            row = index.get(name, {})
            headers = row.get("headers") or {}
            page = page_of(name, body, headers)
            found = tally.read(name, page, SourceKind.FEED)
            hold_stated(tally, name, row.get("expect") or "", found)
            if found is None or name.endswith(".json"):
                continue
            charset = spoken_for(body, page.charset)
            swift = swiftly(body, base=page.url, asked_at=page.fetched_at, charset=charset)
            if swift is None or not swift.candidates:
                tally.handed_on += 1
                continue
            told = {key.lower(): value for key, value in headers.items()}
            reference = by_feedparser(body, {"content-location": PLACE + name, **told})
            hold_beside(tally, BESIDE, name, reference, found.candidates)
    for path in sorted((folder / "sitemaps").iterdir()):
        _hold_strict(tally, path)
    return tally


def _hold_strict(tally: Tally, path: Path) -> None:
    name, body = path.name, path.read_bytes()
    page = page_of(name, body, {})
    if not name.startswith("sitemap"):
        found = tally.read(name, page, SourceKind.FEED)
        told = {"content-location": page.url}
        reference = (
            by_standard_library(name, body) if name.endswith(".json") else by_feedparser(body, told)
        )
    else:
        found = tally.read(name, page, SourceKind.SITEMAP)
        reference = by_standard_library(name, body)
    if found is not None and found.further:
        places = {one.link for one in reference}
        tally.count(STRICT, "named sitemaps", name, places, set(found.further))
    elif found is not None:
        hold_beside(tally, STRICT, name, reference, found.candidates)


def figures(tally: Tally) -> dict[str, dict[str, float | None]]:
    """Return the shares of what was right, by table and field."""
    told: dict[str, dict[str, float | None]] = {}
    for table, what in sorted(tally.right | tally.wrong):
        right, wrong = tally.right[table, what], tally.wrong[table, what]
        told.setdefault(table, {})[f"list {what}"] = right / (right + wrong)
    return told


def report(tally: Tally) -> str:
    """Return the tables, the count of what was raised, and the times."""
    lines = []
    for table, shares in figures(tally).items():
        lines.append(table.upper())
        for what, share in shares.items():
            key = table, what.removeprefix("list ")
            lines.append(
                f"  {what:<24}{share:>8.4f}  {tally.right[key]} right, {tally.wrong[key]} not"
            )
    times = sorted(tally.seconds)
    slowest, name = times[-1]
    late = times[int(len(times) * 0.99)][0]
    mean = sum(second for second, _ in times) / len(times)
    lines.append(
        f"{len(times)} lists read, {tally.refused} refused as no feed, {len(tally.raised)} raised;"
        f" {tally.handed_on} handed on to feedparser"
    )
    lines.append(
        f"milliseconds a list: mean {mean * 1000:.2f}, p99 {late * 1000:.1f},"
        f" slowest {slowest * 1000:.1f} ({name})"
    )
    return "\n".join([*lines, *tally.raised])


def main() -> int:
    """Print the report; return 1 if anything was raised or a floor does not hold."""
    parser = argparse.ArgumentParser(description="Read collections of feeds and hold the floors.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--raise", dest="reason", metavar="'VERSION: why'")
    parser.add_argument("--misses", action="store_true", help="show each miss")
    options = parser.parse_args()
    document = floors.read()
    tally = measured(options.data)
    print(report(tally))
    if options.misses:
        print("\n".join(tally.misses))
    if options.reason:
        document = floors.raised(figures(tally), document, options.reason)
        floors.FILE.write_text(floors.written(document), encoding="utf-8")
    short = floors.missed(figures(tally), document)
    print("\n".join(short))
    return 1 if short or tally.raised else 0


if __name__ == "__main__":
    sys.exit(main())
