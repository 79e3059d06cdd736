"""Run the tests of the store against Debian's redis-server, started for them and stopped after."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TESTS = ("tests/adapters", "tests/contracts", "tests/pipeline")
OPTIONS = "--appendonly yes --maxmemory-policy noeviction"
PATIENCE = 30.0


def main() -> int:
    """Return pytest's exit code, or 0 (and say so) where no redis-server is installed."""
    binary = shutil.which("redis-server")
    if binary is None:
        print("redis: redis-server is not installed, so the store was tested on Valkey only")
        return 0
    with tempfile.TemporaryDirectory(prefix="redis-") as folder:
        socket = Path(folder) / "redis.sock"
        server = subprocess.Popen(
            (binary, *f"--port 0 --unixsocket {socket} --dir {folder} {OPTIONS}".split()),
            stdout=subprocess.DEVNULL,
        )
        try:
            if not _answers(socket):
                print("redis: redis-server did not start", file=sys.stderr)
                return 1
            return _tested(f"unix://{socket}")
        finally:
            server.terminate()
            server.wait(PATIENCE)


def _answers(socket: Path) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if socket.exists():
            return True
        time.sleep(0.05)
    return False


def _tested(url: str) -> int:
    command = (sys.executable, "-m", "pytest", "-q", "-m", "not chaos and not benchmark_suite")
    environment = {**os.environ, "TEST_REDIS": url}  # noqa: TID251 - handed on as it is
    return subprocess.run((*command, *TESTS), env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
