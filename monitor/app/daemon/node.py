"""The name of a node: the same after a restart, and never that of two daemons at once."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from monitor.errors import DependencyUnavailable

MOST_NODES = 64


@contextmanager
def node_name(state: Path) -> Iterator[str]:
    """Give the first free name of this host and state folder, held by a lock until the end.

    Raises `DependencyUnavailable` if the folder cannot be written.
    """
    folder = state / "nodes"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number, lock = _first_free(folder)
    except OSError as error:
        raise DependencyUnavailable(
            f"the state folder {state} cannot be used ({error.strerror}): correct `state_dir`"
        ) from error
    place = sha256(str(folder.resolve()).encode()).hexdigest()[:6]
    try:
        yield f"{socket.gethostname()}-{place}-{number}"
    finally:
        os.close(lock)


def _first_free(folder: Path) -> tuple[int, int]:
    for number in range(MOST_NODES):
        lock = os.open(folder / f"{number}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            continue
        return number, lock
    raise DependencyUnavailable(f"{MOST_NODES} daemons run on this state folder already: {folder}")
