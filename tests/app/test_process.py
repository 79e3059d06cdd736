"""`monitor` as a process of its own: signals, exit codes, pipes."""

import json
import os
import signal
import subprocess

import pytest

from monitor.adapters.clock import SystemClock
from tests.app.cli.conftest import record
from tests.fakes.daemon import Settings, command, daemon, without_colours
from tests.fakes.desk import SECRET, desk
from tests.fakes.newsroom import newsroom
from tests.fakes.stories import before, pledge

CANARIES = (SECRET, "canary-url-token", "canary-password")


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        input=given,
        capture_output=True,
        text=True,
        env=without_colours(),
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_takes_seconds_and_leaves_a_hanging_send_owed_under_its_id(tmp_path, by):
    with newsroom() as news, desk() as taken:
        news.publish("harbour", pledge(0, before(SystemClock().now(), 5)))
        config = Settings(feeds={"harbour": news.feed("harbour")}, desk=taken.url).write(tmp_path)
        taken.status = lambda _: (204, not taken.hangs.is_set())
        taken.hangs.set()
        with daemon(config) as first:
            assert taken.until(lambda d: d.tried), first.log
            code, seconds = first.stop(by)
        assert (code, seconds < 5) == (0, True), first.log
        assert first.told("daemon.stopping")[0]["signal"] == by.name
        assert taken.alerts == {}

        taken.hangs.clear()
        with daemon(config) as second:
            assert taken.until(lambda d: d.alerts), second.log
            assert second.until(lambda: second.told("delivery.made")), second.log
            assert second.stop()[0] == 0
    assert list(taken.alerts) == list(taken.tried)
    assert list(taken.tried.values()) == [2]
    told = first.log + second.log
    assert [canary for canary in CANARIES if canary in told] == []


def test_a_daemon_ends_with_its_terminal(tmp_path):
    config = Settings(feeds={}, desk="http://127.0.0.1:1/hook").write(tmp_path)
    ours, its = os.openpty()
    with subprocess.Popen(
        command("run", "--config", str(config), "--json"),
        stderr=its,
        env=without_colours(),
        start_new_session=True,
    ) as process:
        os.close(its)
        told = b""
        while b"daemon.started" not in told:
            told += os.read(ours, 4096)
        os.close(ours)
        process.send_signal(signal.SIGHUP)
        assert process.wait(30) == 0


def test_without_its_store_the_daemon_ends_with_69_and_one_line(tmp_path):
    url = "redis://:canary-password@127.0.0.1:9/0"
    config = Settings(feeds={"a": "http://127.0.0.1:9/"}, redis=url).write(tmp_path)
    ran = run("run", "--config", str(config))

    assert ran.returncode == 69
    assert ran.stderr.count("\n") == 1
    assert "does not answer" in ran.stderr
    assert "canary" not in ran.stderr


def test_a_wrong_configuration_ends_with_78_before_anything_starts(tmp_path):
    config = Settings(feeds={"a": "http://127.0.0.1:9/"}).write(tmp_path)
    (config / "monitor.yaml").write_text("version: 1\nredis_: embedded\n")
    ran = run("run", "--config", str(config))

    assert ran.returncode == 78
    assert ran.stderr.startswith(f"{config}/monitor.yaml:2:1:")
    assert not (tmp_path / "state").exists()


def test_wrong_usage_ends_with_2(tmp_path):
    assert run("backtest", "--no-such-option").returncode == 2


def test_records_go_through_pipes(tmp_path):
    config = Settings(feeds={"a": "http://127.0.0.1:9/"}).write(tmp_path)
    ran = run("detect", "--config", str(config), "-", given=record(0) + record(1))

    assert ran.returncode == 0
    assert ran.stderr == ""
    assert [json.loads(line)["article"] for line in ran.stdout.splitlines()] == [
        "canada-0",
        "norway-1",
    ]


def test_a_report_is_written_though_nobody_reads_what_is_shown(tmp_path):
    config = Settings(feeds={"a": "http://127.0.0.1:9/"}).write(tmp_path)
    articles, page = tmp_path / "one.jsonl", tmp_path / "page.html"
    articles.write_text(record(1))
    asked = command("backtest", "--config", str(config), str(articles), "--summary", "--report")
    with subprocess.Popen(
        (*asked, str(page)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as writing:
        assert writing.stdout is not None
        writing.stdout.close()
    assert "</html>" in page.read_text()


def test_a_reader_that_has_enough_is_no_fault(tmp_path):
    config = Settings(feeds={"a": "http://127.0.0.1:9/"}).write(tmp_path)
    articles = tmp_path / "many.jsonl"
    articles.write_text("".join(record(n) for n in range(60)) * 8)
    with subprocess.Popen(
        command("detect", "--config", str(config), str(articles)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=without_colours(),
    ) as writing:
        assert writing.stdout is not None
        assert writing.stderr is not None
        json.loads(writing.stdout.readline())
        writing.stdout.close()
        said = writing.stderr.read()
    assert "Traceback" not in said
