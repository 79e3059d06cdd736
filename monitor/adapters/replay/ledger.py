"""What was read of each file of an archive, as the text that is remembered between two looks.

Of a file that is known some fifteen characters are remembered, whatever its length and its name.
"""

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

_NAME_BYTES = 6
"""Of ten thousand files, one in five million folders has two that are taken for one."""
_BEGIN = "files:"
_BEFORE = re.compile(r"([0-9]{1,18}):(.+)", re.DOTALL)
"""How far one file was read, as it was remembered when files were read by their names alone."""
_MORE = 0x80
_LONGEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How a file was left: its size (bytes) then, and where to read on: an offset (of the unpacked
    bytes of packed lines), and the lines before it (None: unknown). `ended`: it was read to its
    end, and is left alone until its size is another one.
    """

    size: int = 0
    offset: int = 0
    lines: int | None = 0
    ended: bool = False


Ledger = Mapping[bytes, Mark]
"""The marks of files by what `named` gives of their names."""


def named(name: bytes) -> bytes:
    """Return what stands for a file's name below the folder."""
    return blake2b(name, digest_size=_NAME_BYTES).digest()


def written(ledger: Ledger) -> str:
    """Return the ledger as it is remembered."""
    content = bytearray()
    for name, mark in ledger.items():
        content += name
        content += _number(2 * mark.size + mark.ended)
        content += _number(_folded(mark.size - mark.offset))
        content += _number(0 if mark.lines is None else mark.lines + 1)
    return _BEGIN + urlsafe_b64encode(content).decode()


def read(position: str | None) -> dict[bytes, Mark]:
    """Return the ledger that is remembered; an empty one for what is none."""
    if position is None or not position.startswith(_BEGIN):
        return {}
    try:
        content = urlsafe_b64decode(position.removeprefix(_BEGIN))
        return dict(_marks(content))
    except (binascii.Error, ValueError, IndexError):
        return {}


def before(position: str | None) -> tuple[str, int] | None:
    """Return the name of the last file that was read, and how far, of a position of old."""
    found = _BEFORE.fullmatch(position or "")
    return None if found is None else (found[2], int(found[1]))


def _marks(content: bytes) -> Iterator[tuple[bytes, Mark]]:
    at = 0
    while at < len(content):
        name = content[at : at + _NAME_BYTES]
        ended, at = _taken(content, at + _NAME_BYTES)
        rest, at = _taken(content, at)
        lines, at = _taken(content, at)
        size = ended >> 1
        offset = size - _unfolded(rest)
        yield (
            name,
            Mark(
                size=size,
                offset=max(0, offset),
                lines=lines - 1 if lines else None,
                ended=bool(ended & 1),
            ),
        )


def _number(value: int) -> bytes:
    """Return the number in as few bytes as it needs, seven bits each, the lowest first."""
    parts = bytearray()
    while value >= _MORE:
        parts.append(value % _MORE | _MORE)
        value //= _MORE
    return bytes([*parts, value])


def _taken(content: bytes, at: int) -> tuple[int, int]:
    """Return the number that begins there, and where it ends; raises `IndexError`, `ValueError`."""
    value = 0
    for place in range(_LONGEST):
        part = content[at + place]
        value += part % _MORE << 7 * place
        if part < _MORE:
            return value, at + place + 1
    raise ValueError("no number")


def _folded(value: int) -> int:
    """Return the number as one that is not negative, small where it is small."""
    return 2 * value if value >= 0 else -2 * value - 1


def _unfolded(value: int) -> int:
    return value // 2 if value % 2 == 0 else -(value + 1) // 2
