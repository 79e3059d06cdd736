"""What people said is obeyed when articles are replayed."""

import json
from datetime import timedelta

import anyio
import anyio.to_thread
import pytest

from monitor.adapters.archive.writing import Writer
from monitor.adapters.clock import SystemClock
from monitor.adapters.keys import Retention
from monitor.adapters.labels import RedisLabels
from monitor.app.labels import label_record
from monitor.model.development import DevelopmentId, Evidence
from monitor.model.feedback import Label, LabelId, Opinion, Side
from monitor.model.moment import Stamp
from monitor.ports import Heeded
from tests.app.cli.conftest import record
from tests.fakes.archive import NOON, archived
from tests.fakes.calling import call
from tests.fakes.daemon import Settings


def side(article: str, text: str) -> Side:
    sentence = Evidence(
        article=article,
        url=None,
        outlet=None,
        published=None,
        sentence=text,
        start=0,
        end=len(text),
    )
    return Side(development=DevelopmentId("of another life"), sentence=sentence)


def label(opinion: Opinion, *sides: Side) -> Label:
    at = NOON - timedelta(days=1)
    return Label(id=LabelId("l1"), opinion=opinion, sides=sides, author="Ada", comment="", at=at)


def given(number: int) -> dict[str, object]:
    return json.loads(record(number))


SAME = label(Opinion.SAME, *(side(given(n)["id"], given(n)["text"]) for n in (0, 1)))
MUTE = label(Opinion.MUTE, SAME.sides[1])
RAISED = "Norway raised its aid to Ukraine from 18 million euros to 30 million euros, it said."


def told(called) -> list[tuple[str, str]]:
    assert called.code == 0, called.err
    return [(a["kind"], a["development"]["actors"][0]["id"]) for a in called.records]


ALL = [("new", "canada"), ("new", "norway"), ("update", "norway")]


def test_a_replay_obeys_a_file_of_what_people_said(config, tmp_path):
    raised = record(2, id="raised", text=RAISED, published="2025-12-21T09:00:00Z")
    file = tmp_path / "labels.jsonl"

    def replayed(*said: Label):
        file.write_text("".join(json.dumps(label_record(one)) + "\n" for one in said))
        wish = ("backtest", "--config", str(config), "--feedback", str(file))
        return told(call(*wish, given=record(0) + record(1) + raised))

    assert replayed() == ALL
    assert replayed(MUTE) == ALL[:2], "what is muted is not told"
    assert [kind for kind, _ in replayed(SAME)].count("new") == 1


@pytest.fixture
def archive(tmp_path):
    """The archive of the configuration, with two pledges of two days."""
    writer = Writer(tmp_path / "state" / "archive" / "articles.sqlite", reserve=0)
    days = [NOON + timedelta(days=n) for n in (0, 1)]
    writer.write(
        archived(n, text=given(n)["text"], read_at=day, published=Stamp(at=day))
        for n, day in enumerate(days)
    )
    writer.close()
    return [archived(n).article.id for n in (0, 1)]


async def test_a_replay_of_the_archive_obeys_what_the_store_has(
    tmp_path, archive, store, redis_url
):
    settings = Settings(feeds={"nowhere": "http://127.0.0.1:9/feed"}, redis=redis_url)
    config = str(settings.write(tmp_path))

    def replayed() -> list[tuple[str, str]]:
        return told(call("backtest", "--archive", "--config", config, "--no-cache"))

    assert await anyio.to_thread.run_sync(replayed) == ALL[:2]
    sides = (side(name, given(n)["text"]) for n, name in enumerate(archive))
    labels = RedisLabels(store, SystemClock(), Retention())
    assert await labels.heed(Heeded(developments=(), given=label(Opinion.SAME, *sides)))
    kinds = [kind for kind, _ in await anyio.to_thread.run_sync(replayed)]
    assert kinds.count("new") == 1


@pytest.mark.usefixtures("archive")
def test_a_store_that_cannot_be_had_is_named_and_the_rest_is_done(tmp_path):
    nowhere = f"unix://{tmp_path}/none.sock"
    settings = Settings(feeds={"nowhere": "http://127.0.0.1:9/feed"}, redis=nowhere)
    called = call("backtest", "--archive", "--config", str(settings.write(tmp_path)))
    assert told(called) == ALL[:2]
    assert "what people said is not obeyed" in called.err
