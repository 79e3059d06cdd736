"""Archives as sources: a file, or a folder of files; those not read yet, by their names."""

from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from monitor.adapters.replay.batch import AT_ONCE, Batch, Bounds
from monitor.adapters.replay.ledger import Mark, before, written
from monitor.adapters.replay.ledger import named as mark_of
from monitor.adapters.replay.ledger import read as ledger
from monitor.adapters.replay.lines import read_lines
from monitor.adapters.replay.warc import read_warc
from monitor.errors import Unreadable
from monitor.model.page import Reason, Unavailable
from monitor.model.source import Listed, PollState, Source
from monitor.ports import Journal, Offload

WARC = (".warc", ".warc.gz")
LINES = (".jsonl", ".jsonl.gz")
MOST_FILES = 100_000


class Archives:
    """The port `Collection` for archives; they are read in children, within `bounds` at once."""

    def __init__(self, *, offload: Offload, journal: Journal, bounds: Bounds = AT_ONCE) -> None:
        self._offload = offload
        self._journal = journal
        self._bounds = bounds

    async def take(self, source: Source, state: PollState) -> Listed | Unavailable:
        """Return records that were not read yet: by the names of their files, then as they lie in
        them.
        """
        try:
            batch = await self._offload.run(read_on, source.url, state.position, self._bounds)
        except Unreadable as error:
            return Unavailable(url=source.url, reason=Reason.UNREADABLE, detail=str(error))
        except FileNotFoundError:
            return Unavailable(
                url=source.url, reason=Reason.NOT_FOUND, detail="there is no such file or folder"
            )
        except OSError as error:
            detail = error.strerror or "it cannot be read"
            return Unavailable(url=source.url, reason=Reason.UNREADABLE, detail=detail)
        for record, why in batch.passed:
            self._journal.note("record.passed_over", source=source.id, record=record, reason=why)
        return Listed(candidates=tuple(batch.candidates), position=batch.position)


def is_archive(path: str) -> bool:
    """Return whether the path is that of a folder, or of a file that is read as an archive."""
    return Path(path).is_dir() or path.lower().endswith((*WARC, *LINES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A file of an archive: its name below the folder, what stands for that, its size (bytes)."""

    name: str
    path: Path
    mark: bytes
    size: int


def read_on(path: str, position: str | None, bounds: Bounds = AT_ONCE) -> Batch:
    """Return what the archive holds and was not read, no more than is good for once.

    What was read is remembered file by file: one that comes later is read whatever its name, one
    that grew from where it ended, one that became shorter anew. Raises `OSError` where something
    cannot be opened, `Unreadable` for a file of another kind.
    """
    batch = Batch(position=position, bounds=bounds)
    files = _files(Path(path))
    known = _known(position, files)
    left = {file.mark: known[file.mark] for file in files if file.mark in known}
    for file in files:
        mark = known.get(file.mark, Mark())
        if mark.ended and mark.size == file.size:
            continue
        start = mark if mark.size <= file.size else Mark()
        is_warc = file.name.lower().endswith(WARC)
        batch.enter(file.name, start.offset, None if is_warc else start.lines)
        read = read_warc if is_warc else read_lines
        ended = read(file.path, batch, growing=mark.ended or file is files[-1])
        left[file.mark] = Mark(size=file.size, offset=batch.offset, lines=batch.lines, ended=ended)
        if not ended or batch.full:
            break
    if files:
        batch.position = written(left)
    return batch


def _known(position: str | None, files: list[Shelved]) -> dict[bytes, Mark]:
    """Return what is remembered of the files; of a position of old, those of earlier names were
    read as they are.
    """
    last = before(position)
    if last is None:
        return ledger(position)
    name, offset = last
    known = {f.mark: Mark(size=f.size, offset=f.size, ended=True) for f in files if f.name < name}
    for file in files:
        if file.name == name and (offset <= file.size or name.lower().endswith(".jsonl.gz")):
            known[file.mark] = Mark(offset=offset, lines=None)
    return known


def _files(path: Path) -> list[Shelved]:
    """Return the files of the archive in the order of their names."""
    if not path.is_dir():
        if not is_archive(path.name):
            raise Unreadable(f"{path.name} is neither WARC nor JSONL by its name")
        return [_shelved(path, path.parent)]
    found = []
    for file in path.rglob("*"):
        if file.name.lower().endswith((*WARC, *LINES)) and file.is_file():
            found.append(_shelved(file, path))
            if len(found) > MOST_FILES:
                raise Unreadable(f"the folder has over {MOST_FILES} files")
    return sorted(found, key=attrgetter("name"))


def _shelved(file: Path, folder: Path) -> Shelved:
    named = file.relative_to(folder).as_posix()
    raw = named.encode("utf-8", "surrogateescape")
    return Shelved(
        name=raw.decode("utf-8", "replace"),
        path=file,
        mark=mark_of(raw),
        size=file.stat().st_size,
    )
