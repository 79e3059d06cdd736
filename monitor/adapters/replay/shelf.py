"""Archives as sources: a file, or a folder of files that are read in the order of their names."""

from pathlib import Path

from monitor.adapters.replay.batch import Batch
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
    """The port `Collection` for archives; they are read in children."""

    def __init__(self, *, offload: Offload, journal: Journal) -> None:
        self._offload = offload
        self._journal = journal

    async def take(self, source: Source, state: PollState) -> Listed | Unavailable:
        """Return the records after the position: by the names of their files, then as they lie
        in them.
        """
        try:
            batch = await self._offload.run(read_on, source.url, state.position)
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


def read_on(path: str, position: str | None) -> Batch:
    """Return what the archive holds after the position, no more than is good for once.

    Raises `OSError` where something cannot be opened, `Unreadable` for a file of another kind.
    """
    batch = Batch()
    files = _files(Path(path))
    offset, _, known = (position or "").partition(":")
    for number, (name, file) in enumerate(files):
        if position is not None and name < known:
            continue
        batch.enter(name, _offset(offset, file) if name == known else 0)
        growing = number == len(files) - 1
        read = read_warc if name.lower().endswith(WARC) else read_lines
        if not read(file, batch, growing=growing) or batch.full:
            break
    if position is not None and not batch.file:
        batch.enter(known, int(offset) if offset.isdecimal() else 0)
    return batch


def _files(path: Path) -> list[tuple[str, Path]]:
    """Return the files of the archive with their names below it, in the order of these."""
    if not path.is_dir():
        if not is_archive(path.name):
            raise Unreadable(f"{path.name} is neither WARC nor JSONL by its name")
        path.stat()
        return [(_name(path, path.parent), path)]
    found = []
    for file in path.rglob("*"):
        if file.name.lower().endswith((*WARC, *LINES)) and file.is_file():
            found.append((_name(file, path), file))
            if len(found) > MOST_FILES:
                raise Unreadable(f"the folder has over {MOST_FILES} files")
    return sorted(found)


def _name(file: Path, folder: Path) -> str:
    named = file.relative_to(folder).as_posix()
    return named.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _offset(written: str, file: Path) -> int:
    """Return the offset, or 0 for a file that became shorter: it is another one now."""
    offset = int(written) if written.isdecimal() else 0
    packed_lines = file.name.lower().endswith(".jsonl.gz")
    return offset if packed_lines or offset <= file.stat().st_size else 0
