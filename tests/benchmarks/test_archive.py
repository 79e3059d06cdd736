"""What the archive costs at 100,000 articles, beside the same rows in a file and in a table."""

import gzip
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random  # noqa: TID251 - chance is a parameter here: the seed is given
from time import perf_counter, process_time

import anyio
import pytest

from monitor.adapters.archive.asking import question
from monitor.adapters.archive.keeping import FileArchive, Patience, opened_archive
from monitor.adapters.archive.looking import Sought, reading, size_of
from monitor.adapters.archive.retention import Limits, checkpoint, step
from monitor.adapters.archive.rows import Kept, milliseconds
from monitor.adapters.archive.writing import Writer
from monitor.app.cli.archive_printing import kept_record
from monitor.extract.record import to_record
from monitor.ports import Archived
from tests.benchmarks.newspages import DATA, NOON, say
from tests.fakes.archive import archived
from tests.fakes.journal import RecordingJournal

pytestmark = [pytest.mark.benchmark_suite, pytest.mark.timeout(1800)]

ARTICLES = 100_000
WORDS = 650
READERS = 4
"""Articles that the daemon carries at once."""
TRIES = 5
TICK, IDLE = 0.005, 20.0
SYLLABLES = ("ba", "ke", "lo", "mu", "na", "pi", "ro", "sa", "te", "vu", "shi", "gor", "lin", "est")


def texts() -> list[tuple[str, str]]:
    """Return titles and texts of real news, else of invented words as frequent as a language's."""
    path = Path(DATA) / "data" / "news" / "ukraine_2022.jsonl.gz"
    if path.exists():
        with gzip.open(path, "rt") as lines:
            records = [json.loads(line) for line in lines]
        return [(record["title"] or "", record["text"]) for record in records]
    chance = Random(7)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(40_000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    told = (chance.choices(words, weights, k=WORDS) for _ in range(5000))
    return [(" ".join(words[:10]), " ".join(words)) for words in told]


def articles(number: int) -> Iterator[Archived]:
    """Yield so many articles: the same texts again and again, each with its number."""
    given = texts()
    for at in range(number):
        title, text = given[at % len(given)]
        yield archived(at, title=title, text=f"Number {at}. {text}")


def line(record: dict[str, object]) -> str:
    """Return the record as a line of JSON."""
    return json.dumps(record, ensure_ascii=False)


def resident() -> float:
    """Return the megabytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


class Lag:
    """How late the event loop comes to what is due, at worst."""

    def __init__(self) -> None:
        self.worst = 0.0

    async def watch(self) -> None:
        """Look until cancelled."""
        while True:
            due = perf_counter() + TICK
            await anyio.sleep(TICK)
            self.worst = max(self.worst, perf_counter() - due)


async def kept(path: Path, given: list[Archived]) -> tuple[float, float]:
    """Keep the articles as the daemon does; return the seconds, and the worst lag of the loop."""
    journal, lag, left = RecordingJournal(), Lag(), iter(given)

    async def carry(archive: FileArchive) -> None:
        for one in left:
            await archive.keep(one)

    patience = Patience(keep=60)
    async with (
        opened_archive(path, journal, patience) as archive,
        anyio.create_task_group() as group,
    ):
        group.start_soon(lag.watch)
        began = perf_counter()
        async with anyio.create_task_group() as readers:
            for _ in range(READERS):
                readers.start_soon(carry, archive)
        took = perf_counter() - began
        group.cancel_scope.cancel()
    assert journal.told == []
    return took, lag.worst


async def idling() -> float:
    """Return the worst lag of a loop that has nothing to do: what else runs here causes it."""
    lag = Lag()
    with anyio.move_on_after(IDLE):
        await lag.watch()
    return lag.worst


def timed(act: Callable[[], object]) -> float:
    """Return the milliseconds of the middle one of some tries."""
    took = []
    for _ in range(TRIES):
        began = perf_counter()
        act()
        took.append((perf_counter() - began) * 1000)
    return sorted(took)[TRIES // 2]


def test_the_archive_at_100_000_articles_beside_plain_files_and_tables(tmp_path):
    path = tmp_path / "articles.sqlite"
    source = articles(ARTICLES)
    packed, table = tmp_path / "articles.jsonl.gz", sqlite3.connect(tmp_path / "plain.sqlite")
    table.execute("CREATE TABLE articles (id TEXT PRIMARY KEY, record TEXT)")
    seconds = {"archive": 0.0, "jsonl.gz": 0.0, "table": 0.0}
    worst, memory, rates, computed = 0.0, [], [], []
    while chunk := list(islice(source, ARTICLES // 10)):
        began = process_time()
        took, lag = anyio.run(kept, path, chunk)
        computed.append((process_time() - began) / len(chunk) * 1000)
        seconds["archive"] += took
        rates.append(len(chunk) / took)
        worst = max(worst, lag)
        records = [
            (one.article.id, json.dumps(to_record(one.article), ensure_ascii=False))
            for one in chunk
        ]
        began = perf_counter()
        with gzip.open(packed, "at", compresslevel=6) as lines:
            lines.writelines(f"{record}\n" for _, record in records)
        seconds["jsonl.gz"] += perf_counter() - began
        began = perf_counter()
        with table:
            table.executemany("INSERT INTO articles VALUES (?, ?)", records)
        seconds["table"] += perf_counter() - began
        memory.append(resident())
        del chunk, records
    size = {
        "archive": size_of(path),
        "jsonl.gz": packed.stat().st_size,
        "table": (tmp_path / "plain.sqlite").stat().st_size,
    }
    for name, took in seconds.items():
        say(
            f"{name}: {ARTICLES / took:.0f} articles/s written, {size[name] / ARTICLES:.0f} bytes "
            f"an article ({size[name] / size['table']:.2f} of the plain table)"
        )
    say(f"archive, first and last tenth: {rates[0]:.0f} and {rates[-1]:.0f} articles/s")
    say(f"archive, CPU of the same: {computed[0]:.2f} and {computed[-1]:.2f} ms an article")
    idle = anyio.run(idling)
    say(
        f"event loop at most {worst * 1000:.0f} ms late with {READERS} articles at once, "
        f"{idle * 1000:.0f} ms with nothing to do"
    )
    say(f"memory after each tenth: {', '.join(f'{one:.0f}' for one in memory)} MB")
    assert memory[-1] < memory[1] + 60
    searched(path, packed, table)
    table.close()
    exported(path)
    trimmed(path)


def searched(path: Path, packed: Path, table: sqlite3.Connection) -> None:
    """Print how long searches take, and the same through what the peers hold."""
    with reading(path) as reader:
        text = next(reader.articles(Sought())).article.text
        rare = next(re.finditer(r"\w+ \w+ \w+ \w+", text[1000:]))[0]
        common = frequent(islice(reader.articles(Sought()), 500))
        asked = {
            f'phrase "{rare}"': partial(reader.search, sought(f'"{rare}"'), limit=20),
            f"word {common}": partial(reader.search, sought(common), limit=20),
            f"word {common}, best": partial(reader.search, sought(common), limit=20, best=True),
            f"word {common} of one outlet that has none": partial(
                reader.search, replace(sought(common), outlet="nobody"), limit=20
            ),
            "newest": partial(reader.search, Sought(), limit=20),
            "status": reader.status,
        }
        for name, act in asked.items():
            say(f"search, {name}: {timed(act):.1f} ms")
        indexed = timed(partial(reader.search, sought(f'"{rare}"'), limit=20))

    began = perf_counter()
    with gzip.open(packed, "rt") as lines:
        hits = sum(rare in record for record in lines)
    through = (perf_counter() - began) * 1000
    began = perf_counter()
    like = "SELECT count(*) FROM articles WHERE record LIKE ?"
    (found,) = table.execute(like, (f"%{rare}%",)).fetchone()
    scanned = (perf_counter() - began) * 1000
    say(
        f"the phrase through jsonl.gz: {through:.0f} ms ({through / indexed:.0f} times, {hits} "
        f"hits); through the plain table: {scanned:.0f} ms ({scanned / indexed:.0f} times, {found})"
    )


def frequent(articles: Iterable[Kept]) -> str:
    """Return the word of six letters or more that stands in most of the articles."""
    found = Counter[str]()
    for one in articles:
        found.update(set(re.findall(r"\w{6,}", one.article.text.lower())) - {"number"})
    return found.most_common(1)[0][0]


def sought(words: str) -> Sought:
    return Sought(question=question(words))


def exported(path: Path) -> None:
    """Print how fast all articles are read, and what that takes in memory."""
    before, began, most, number = resident(), perf_counter(), 0.0, 0
    with reading(path) as reader:
        for number, one in enumerate(reader.articles(Sought()), start=1):
            line(kept_record(one))
            if number % 1000 == 0:
                most = max(most, resident())
    say(
        f"export: {number / (perf_counter() - began):.0f} articles/s, memory grows by "
        f"{most - before:.0f} MB"
    )
    assert number == ARTICLES
    assert most - before < 40


def trimmed(path: Path) -> None:
    """Print what removing half of the articles takes, at most at once, and what it frees."""
    writer, steps, before = Writer(path), [], size_of(path)
    limits = Limits(oldest=milliseconds(NOON + timedelta(minutes=ARTICLES // 2)), most=10**12)
    began, more = perf_counter(), True
    while more:
        one = perf_counter()
        more = step(writer, limits).more
        steps.append(perf_counter() - one)
    checkpoint(writer, wholly=True)
    writer.close()
    say(
        f"half removed in {perf_counter() - began:.0f} s by {len(steps)} steps, the longest "
        f"{max(steps) * 1000:.0f} ms, the middle one {sorted(steps)[len(steps) // 2] * 1000:.0f} "
        f"ms; {size_of(path) / before:.2f} of the bytes are left\n"
    )
    assert size_of(path) < 0.65 * before
