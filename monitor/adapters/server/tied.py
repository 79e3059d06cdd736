"""Become another program that ends when its parent does (Linux); run as a script.

    python tied.py PARENT_PID PROGRAM [ARGUMENT ...]

A script of its own rather than a `preexec_fn`: that would run Python between fork and exec in a
daemon with threads, where a lock held by another thread is held for ever.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:  # pragma: no cover - replaces its process
    """Ask the kernel for SIGTERM at the parent's death, then become the program.

    SIGTERM, not SIGKILL: under `appendfsync everysec` a write may be acknowledged while an fsync
    still keeps it from the file, and only a server that is asked to end writes it out first.
    """
    parent, program = int(arguments[0]), arguments[1:]
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:  # it died before we asked: the signal would never come
        sys.exit("the daemon died while its server was starting")
    os.execv(program[0], program)  # noqa: S606 - the command line that process.py has built


if __name__ == "__main__":  # pragma: no cover - as above
    main(sys.argv[1:])
