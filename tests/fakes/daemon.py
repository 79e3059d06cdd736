"""The daemon as a process of its own, with a configuration folder written for a test."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from tests.fakes.desk import SECRET
from tests.fakes.stories import GIVERS

Event = dict[str, Any]
_MONITOR = """\
version: 1
state_dir: {state}
redis: {redis}
defaults: {{every: 1s, timeout: {timeout}, per_host: {{concurrency: 8, delay: 0s}}}}
network: {{allow: [127.0.0.0/8]}}
web: {web}
verifier: {verifier}
heartbeat: {heartbeat}
receivers:
{receivers}
"""
_DESK = """\
  - name: desk
    webhook: {{url: "{url}", secret: {secret}}}
    retry: [{retry}]
    send_limit: 5s
"""
_WATCHLIST = """\
name: aid
developments: [aid_pledge]
actors: {any: [ukraine]}
on: [new, update, contested]
notify: [NOTIFY]
"""


def _actors() -> str:
    """Return a registry with Ukraine, Germany and the givers of the invented stories."""
    states = ("Ukraine", "Germany", *GIVERS)
    lines = [f"  - {{id: {s.lower()}, name: {s}, kind: state}}\n" for s in states]
    return "".join(["actors:\n", *lines])


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a test's configuration folder says; `desk` None: there is nobody to tell but the
    `others`, who are told too: by name, the way to each as YAML.
    """

    feeds: dict[str, str]
    desk: str | None = None
    others: dict[str, str] = field(default_factory=dict)
    redis: str = "embedded"
    web: str = "null"
    verifier: str = "null"
    heartbeat: str = "null"
    timeout: str = "2s"
    retry: str = ", ".join(["1s"] * 30)

    def write(self, folder: Path) -> Path:
        """Write the configuration below the folder, with its state beside it, and return it."""
        config = folder / "config"
        (config / "watchlists").mkdir(parents=True)
        desk = _DESK.format(url=self.desk, secret=SECRET, retry=self.retry) if self.desk else ""
        desk += "".join(f"  - {{name: {name}, {way}}}\n" for name, way in self.others.items())
        values = {
            "redis": json.dumps(self.redis),
            "web": self.web,
            "verifier": self.verifier,
            "heartbeat": self.heartbeat,
            "timeout": self.timeout,
        }
        state = json.dumps(str(folder / "state"))
        (config / "monitor.yaml").write_text(
            _MONITOR.format(state=state, receivers=desk.rstrip() or "  []", **values)
        )
        lines = [
            f"  - {{id: {name}, feed: {json.dumps(url)}, outlet: {name}}}\n"
            for name, url in self.feeds.items()
        ]
        (config / "sources.yaml").write_text("".join(["sources:\n", *lines]))
        notify = ", ".join((*(["desk"] if self.desk else []), *self.others))
        (config / "watchlists" / "aid.yaml").write_text(_WATCHLIST.replace("NOTIFY", notify))
        (config / "actors.yaml").write_text(_actors())
        return config


@dataclass
class Daemon:
    """A running `monitor run`; `events` are what it told on stderr."""

    process: subprocess.Popen[str]
    events: list[Event] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    _told: threading.Condition = field(default_factory=threading.Condition)

    def listen(self) -> None:
        """Read what the daemon tells until its end."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            with self._told:
                if line.startswith("{"):
                    self.events.append(json.loads(line))
                else:
                    self.other.append(line)
                self._told.notify_all()
        with self._told:
            self._told.notify_all()

    def told(self, event: str) -> list[Event]:
        """Return the events of that name."""
        return [e for e in tuple(self.events) if e["event"] == event]

    def until(self, so: Callable[[], object], *, limit: float = 40) -> bool:
        """Wait until it is so, looking whenever it tells something; return whether it is."""
        with self._told:
            return bool(self._told.wait_for(so, limit))

    def started(self) -> bool:
        """Wait until it works; return whether it does."""
        self.until(lambda: self.told("daemon.started") or self.process.poll() is not None)
        return bool(self.told("daemon.started"))

    @property
    def log(self) -> str:
        """All that it told, as text."""
        return "".join(json.dumps(e) + "\n" for e in self.events) + "".join(self.other)

    def stop(self, by: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Ask it to stop; return its exit code and the seconds that it took."""
        began = monotonic()
        self.process.send_signal(by)
        return self.process.wait(30), monotonic() - began


def command(*arguments: str) -> list[str]:
    """Return the command line of `monitor` with these arguments."""
    return [sys.executable, "-m", "monitor", *arguments]


@contextmanager
def daemon(config: Path, *arguments: str) -> Iterator[Daemon]:
    """Run the daemon on a configuration folder; it is killed at the end, if it still runs."""
    process = subprocess.Popen(
        command("run", "--config", str(config), *arguments),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env=without_colours(),
    )
    running = Daemon(process)
    listening = threading.Thread(target=running.listen)
    listening.start()
    try:
        yield running
    finally:
        process.kill()
        process.wait()
        listening.join(10)
        assert process.stderr is not None
        process.stderr.close()


def without_colours() -> dict[str, str]:
    """Return the environment of a child, so that its words come as they are."""
    inherited = os.environ  # noqa: TID251 - children need the PATH of who runs the tests
    return {**inherited, "NO_COLOR": "1", "COLUMNS": "200"}
