"""`monitor deliveries drop`, on a real store."""

import pytest

from tests.contracts.examples import alert
from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.standing import standing


@pytest.fixture
def config(tmp_path, redis_url):
    feeds = {"a": "http://127.0.0.1:9/"}
    standing(
        redis_url,
        lambda desk: desk.emit(*(alert(f"a{n}", receivers=("desk", "old")) for n in range(3))),
    )
    return str(Settings(feeds=feeds, desk="https://d.example/", redis=redis_url).write(tmp_path))


def dropped(config, *words, **more):
    return call("deliveries", "--config", config, "drop", *words, **more)


def test_what_is_owed_to_a_receiver_that_was_taken_out_is_dropped_and_can_still_be_read(config):
    called = dropped(config, "--receiver", "old", "--yes")
    assert (called.code, called.out, called.err) == (0, "3 deliveries to old dropped\n", "")
    found = call("deliveries", "--config", config, "--json").records
    assert sorted((d["receiver"], d["state"]) for d in found) == [
        *[("desk", "queued")] * 3,
        *[("old", "withdrawn")] * 3,
    ]
    assert all("configured no more" in d["detail"] for d in found if d["receiver"] == "old")
    assert call("receivers", "--config", config).err == ""
    again = dropped(config, "--receiver", "old", "--json")
    assert again.records == [{"receiver": "old", "dropped": 0}]


@pytest.mark.parametrize(("said", "code", "waiting"), [("n\n", 1, 3), ("y\n", 0, 0)])
def test_a_person_is_asked_before_anything_is_dropped(config, said, code, waiting):
    called = dropped(config, "--receiver", "old", answers=said)
    assert called.code == code
    assert "Drop 3 deliveries to old?" in called.err
    left = call("deliveries", "--config", config, "--receiver", "old", "--state", "queued")
    assert f"{waiting} deliveries" in left.out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--receiver", "desk", "--yes"), "take it out of monitor.yaml first"),
        (("--receiver", "old"), "Drop 3 deliveries to old? say --yes, or agree on a terminal"),
        ((), "--receiver"),
    ],
)
def test_what_is_not_to_be_dropped_is_refused(config, words, complaint):
    called = dropped(config, *words)
    assert (called.code, complaint in called.err) == (2, True)
    assert len(call("deliveries", "--config", config, "--json").records) == 6


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--receiver", "dask"),
        ("dead", "--receiver", "dask"),
        ("drop", "--receiver", "dask"),
        ("retry", "--receiver", "dask"),
        ("replay", "--receiver", "dask", "--all"),
        ("retry", "a0", "dask"),
        ("replay", "a0", "dask"),
    ],
)
def test_a_receiver_that_is_not_configured_is_doubted_by_every_command(config, words):
    told = call("deliveries", *words, "--config", config).err
    assert told.startswith(
        'warning: the configuration names no receiver "dask"; did you mean "desk"?\n'
    )
