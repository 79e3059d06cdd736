"""`monitor check --send`, against real receivers on loopback."""

import pytest

from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.desk import desk
from tests.fakes.standing import mails, with_receivers


@pytest.fixture
def taken():
    with desk() as receiver:
        yield receiver


@pytest.fixture
def post():
    with mails() as server:
        yield server


@pytest.fixture
def config(tmp_path, taken, post):
    settings = Settings(feeds={"a": "http://127.0.0.1:9/"}, desk=taken.url)
    mail = (
        "{name: mail, email: {to: [editor@mail.example], "
        f'from: monitor@mail.example, smtp: "smtp://127.0.0.1:{post.port}"}}}}'
    )
    return str(with_receivers(settings.write(tmp_path), mail))


def test_every_receiver_gets_a_marked_sample_after_it_was_said_who_will(config, taken):
    called = call("check", "--send", "--config", config)

    assert called.code == 0
    (sample,) = taken.alerts.values()
    assert sample["summary"].startswith("Test: ")
    said = called.err.partition("sending a test to 2 receivers:\n")[2].splitlines()
    assert [line.split()[0] for line in said] == ["desk", "mail"]
    told = sorted(called.out.splitlines()[1:])
    assert told[0] == "  accepted  editor@mail.example"
    assert [line.partition(" after")[0] for line in told[1:]] == [
        "desk: accepted",
        "mail: accepted",
    ]


def test_one_that_refuses_fails_the_check_and_not_the_others(config, taken):
    taken.status = lambda _: (503, False)
    called = call("check", "--send", "--json", "--config", config)

    assert called.code == 1
    answers = {record["receiver"]: record["answer"] for record in called.records[1:]}
    assert answers == {"desk": "refused", "mail": "accepted"}


def test_where_there_are_no_receivers_that_is_said(tmp_path):
    config = Settings(feeds={"a": "http://127.0.0.1:9/"}).write(tmp_path)
    called = call("check", "--send", "--config", str(config))
    assert called.code == 0
    assert called.err.endswith("there are no receivers to send a test to\n")
