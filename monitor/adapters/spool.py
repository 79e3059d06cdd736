"""Articles at rest in a temporary file, to be read in another order than they came."""

import tempfile
import zlib
from types import TracebackType
from typing import IO, Self

from monitor.adapters import codec
from monitor.model.article import Article

IN_MEMORY = 32 << 20
"""Bytes up to which no file is made."""
_LENGTH = 4  # bytes before each article
_QUICK = 1  # of compression: a third of the bytes at little cost


class Spool:
    """Articles by the places that `put` gave them; gone at the end of the block."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def put(self, article: Article) -> int:
        """Store the article and return its place; nothing may have been read before."""
        packed = zlib.compress(codec.pack(article), _QUICK)
        place = self._end
        self._file.write(len(packed).to_bytes(_LENGTH, "big") + packed)
        self._end += _LENGTH + len(packed)
        return place

    def at(self, place: int) -> Article:
        """Return the article of that place."""
        self._file.seek(place)
        length = int.from_bytes(self._file.read(_LENGTH), "big")
        article: Article = codec.unpack(Article, zlib.decompress(self._file.read(length)))
        return article
