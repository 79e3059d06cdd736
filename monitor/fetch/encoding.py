"""Content encodings: bodies unpacked piece by piece, and never to more than was bargained for."""

import zlib

from monitor.errors import MonitorError

_GZIP_WINDOW = 31
_GZIP_MAGIC = b"\x1f\x8b"
_MOST_MEMBERS = 1000
_PACKED_MARGIN = 65_536
"""A packed body may be a little larger than its unpacked limit: packing random bytes costs."""


class BadEncoding(MonitorError):  # noqa: N818 - names the thing, as in "a bad encoding"
    """The body is packed in a way that was not asked for, or the packing is broken."""


class Unpacker:
    """Unpacks one body; `overflowed` once it passed `max_bytes`, when nothing more is unpacked."""

    def __init__(self, content_encoding: str | None, max_bytes: int) -> None:
        self._gzip = _is_gzip(content_encoding)
        self._left = max_bytes
        self._packed_left = max_bytes + _PACKED_MARGIN
        self._member: zlib._Decompress | None = None
        self._members = 0
        self.overflowed = False

    def feed(self, chunk: bytes) -> bytes:
        """Return what the chunk unpacks to, cut at the limit; raises `BadEncoding`."""
        if self.overflowed:
            return b""
        self._packed_left -= len(chunk)
        unpacked = self._gunzip(chunk) if self._gzip else chunk
        self.overflowed = len(unpacked) > self._left or self._packed_left < 0
        unpacked = unpacked[: self._left]
        self._left -= len(unpacked)
        return unpacked

    def finish(self) -> None:
        """Make sure that the body was whole; raises `BadEncoding` if its packing breaks off."""
        if self._gzip and not self.overflowed and (self._member is not None or not self._members):
            raise BadEncoding("the gzip body breaks off")

    def _gunzip(self, chunk: bytes) -> bytes:
        parts: list[bytes] = []
        room = self._left + 1
        while chunk and room > 0:
            if self._member is None:
                if self._members and not chunk.startswith(_GZIP_MAGIC):
                    break
                if self._members == _MOST_MEMBERS:
                    raise BadEncoding(f"the gzip body has more than {_MOST_MEMBERS} members")
                self._member = zlib.decompressobj(_GZIP_WINDOW)
            try:
                part = self._member.decompress(chunk, room)
            except zlib.error as error:
                raise BadEncoding(f"the gzip body is broken: {error}") from error
            parts.append(part)
            room -= len(part)
            chunk = self._member.unused_data
            if self._member.eof:
                self._member, self._members = None, self._members + 1
        return b"".join(parts)


def _is_gzip(content_encoding: str | None) -> bool:
    named = [part.strip().lower() for part in (content_encoding or "").split(",")]
    match [name for name in named if name not in {"", "identity"}]:
        case []:
            return False
        case ["gzip" | "x-gzip"]:
            return True
        case [_]:
            raise BadEncoding(f"Content-Encoding {content_encoding!r:.60} was not asked for")
        case _:
            raise BadEncoding(f"stacked Content-Encoding {content_encoding!r:.60} is refused")
