"""The folder in which one embedded server lives: closed to others, locked, reached by a socket."""

import fcntl
import hashlib
import os
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from monitor.errors import DependencyUnavailable

# Bytes that fit `sockaddr_un.sun_path` before its closing zero; a longer path is fatal to bind().
LONGEST_SOCKET_PATH = 107 if sys.platform == "linux" else 103
LARGEST_LOG = 1 << 20  # bytes, before the log makes way for a new one


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one server keeps its data and is reached; both paths are absolute."""

    directory: Path
    socket: Path

    @property
    def url(self) -> str:
        """The address for a Redis client."""
        return f"unix://{quote(str(self.socket))}"

    @property
    def log(self) -> Path:
        """The file in which the server tells what it does."""
        return self.directory / "server.log"


def prepare(directory: Path) -> Place:
    """Return the place for a server in `directory`, made if missing and closed to other users.

    Raises:
        DependencyUnavailable: the folder cannot be made, entered or closed.
    """
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        absolute = directory.resolve(strict=True)
        owner, mode = _owner_and_mode(absolute)
        if mode & 0o077:
            absolute.chmod(mode & 0o700)
    except OSError as error:
        raise _unusable(directory, error) from error
    place = Place(directory=absolute, socket=_socket_path(absolute, owner))
    secure_socket_folder(place)
    return place


def secure_socket_folder(place: Place) -> None:
    """Make sure that nobody else can put a socket where ours is expected.

    Raises:
        DependencyUnavailable: the folder belongs to somebody else, or is open to others.
    """
    folder = place.socket.parent
    if folder == place.directory:
        return
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        owner, mode = _owner_and_mode(folder)
        expected, _ = _owner_and_mode(place.directory)
    except OSError as error:
        raise _unusable(folder, error) from error
    if owner != expected or mode & 0o077:
        raise DependencyUnavailable(
            f"{folder} must belong to the owner of {place.directory} alone, with mode 0700: "
            "remove it, or choose a shorter state_dir (whose socket needs no other folder)"
        )


def remove_socket_folder(place: Place) -> None:
    """Remove what stands outside the data folder, if nothing is in it any more."""
    if place.socket.parent == place.directory:
        return
    try:
        place.socket.parent.rmdir()
    except OSError:  # not empty, or gone already: then it is not ours to remove
        return


def try_lock(place: Place) -> int | None:
    """Return a descriptor that holds the folder's lock, or None while somebody else holds it.

    The lock belongs to the open file, not to a process: every process that inherits the
    descriptor holds it, and it is free when the last of them is dead.

    Raises:
        DependencyUnavailable: the folder is gone or cannot be locked.
    """
    try:
        descriptor = os.open(place.directory, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise _unusable(place.directory, error) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError as error:
        os.close(descriptor)
        raise _unusable(place.directory, error) from error
    return descriptor


def is_served(directory: Path) -> bool:
    """Return whether a server, or a daemon that starts one, holds the folder; nothing is made.

    Raises:
        DependencyUnavailable: the folder cannot be locked.
    """
    if not directory.is_dir():
        return False
    lock = try_lock(Place(directory=directory, socket=directory))
    if lock is None:
        return True
    os.close(lock)
    return False


def make_ready(place: Place) -> int:
    """Clear what dead servers left, and return a descriptor of the log, open for appending.

    Only for the holder of the lock.

    Raises:
        DependencyUnavailable: the folder belongs to another user, or cannot be written.
    """
    secure_socket_folder(place)
    try:
        owner, _ = _owner_and_mode(place.directory)
        if owner != os.geteuid():
            raise DependencyUnavailable(
                f"{place.directory} belongs to user {owner}: start the server as that user, "
                "or its own daemon could not read the data any more"
            )
        for leftover in place.directory.glob("temp-*"):  # of a rewrite that was killed
            leftover.unlink(missing_ok=True)
        if place.log.exists() and place.log.stat().st_size > LARGEST_LOG:
            place.log.replace(place.log.with_suffix(".log.1"))
        return os.open(place.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError as error:
        raise _unusable(place.directory, error) from error


def _socket_path(directory: Path, owner: int) -> Path:
    socket = directory / "valkey.sock"
    if len(os.fsencode(socket)) <= LONGEST_SOCKET_PATH:
        return socket
    digest = hashlib.sha256(os.fsencode(directory)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"monitor-{owner}-{digest}" / "valkey.sock"


def _owner_and_mode(path: Path) -> tuple[int, int]:
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise NotADirectoryError(20, "Not a directory", str(path))
    return found.st_uid, stat.S_IMODE(found.st_mode)


def _unusable(path: Path, error: OSError) -> DependencyUnavailable:
    return DependencyUnavailable(
        f"the embedded server cannot use {path}: {error.strerror or error}; "
        "choose a state_dir on a local disk that this user may write, or give the URL of a Redis"
    )
