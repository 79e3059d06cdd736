"""A configuration that is read again and again: whether its files changed since."""

from collections.abc import Callable
from pathlib import Path

from monitor.app.config.settings import Configuration
from monitor.app.config.watched import Signature, signature, yaml_files

Read = Callable[[set[Path]], Configuration]
"""Reads the configuration; adds the files that it names, also where it raises `ConfigErrors`."""


class Reader:
    """Reads the configuration of a folder, and knows whether a file of it, or one that it names,
    was written, replaced, added or removed since. Each call waits for the disk.
    """

    def __init__(self, folder: Path, read: Read) -> None:
        self._folder = folder
        self._read = read
        self._named: set[Path] = set()
        self._known: Signature = frozenset()
        self._last: Signature = frozenset()

    def read(self) -> Configuration:
        """Return the configuration as its files say now; raises `ConfigErrors`.

        What is written meanwhile counts as a change after it.
        """
        before, named = self._seen(self._named), set[Path]()
        try:
            return self._read(named)
        finally:
            new = signature(named - self._named)
            self._named = named
            there = {*yaml_files(self._folder), *named}
            self._known = frozenset(one for one in before | new if one[0] in there)
            self._last = self._known

    def has_changed(self) -> bool:
        """Return whether there was a change, and none since the last time that this was asked: who
        writes several files, or one in pieces, is not disturbed.
        """
        now = self._seen(self._named)
        rests, self._last = now == self._last, now
        return rests and now != self._known

    def _seen(self, named: set[Path]) -> Signature:
        return signature({*yaml_files(self._folder), *named})
