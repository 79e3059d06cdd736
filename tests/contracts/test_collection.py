"""What every filling of the Collection port does: the fake and the real ones tell the same."""

import json
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest
import trustme

from monitor.adapters.mailbox import Mailboxes
from monitor.adapters.net import Guard
from monitor.adapters.replay.shelf import Archives
from monitor.model.page import Unavailable
from monitor.model.source import (
    Candidate,
    Enclosed,
    Listed,
    PollState,
    Source,
    SourceId,
    SourceKind,
)
from monitor.ports import Collection
from tests.fakes.collection import FakeCollection
from tests.fakes.journal import RecordingJournal
from tests.fakes.mailboxes import ABSENT, PASSWORD, PROGRAM, mailbox_server
from tests.fakes.offload import InlineOffload

NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A collection under test, how an article is put in, and a source that cannot be had."""

    collection: Collection
    source: Source
    nowhere: Source
    put: Callable[[int], None]

    async def look(self, position: str | None = None):
        """Return the numbers of the articles after the position, and the next position."""
        found = await self.collection.take(self.source, PollState(position=position))
        assert isinstance(found, Listed), found
        numbers = [int(c.url.removeprefix("mid:").partition("@")[0]) for c in found.candidates]
        return numbers, found.position


def source(kind, url):
    return Source(id=SourceId("s"), kind=kind, url=url, outlet="S", password=PASSWORD)


def fake():
    made = FakeCollection(gone={"imaps://desk@nowhere.example"})

    def put(number):
        url = f"mid:{number}@harbour.example"
        enclosed = Enclosed(text=f"Met {number}.")
        made.held.append(Candidate(url=url, kind=SourceKind.MAILBOX, enclosed=enclosed))

    return Case(
        collection=made,
        source=source(SourceKind.MAILBOX, "imaps://desk@mail.example"),
        nowhere=source(SourceKind.MAILBOX, "imaps://desk@nowhere.example"),
        put=put,
    )


def archive(tmp_path):
    path = tmp_path / "a.jsonl"
    path.touch()

    def put(number):
        record = {"url": f"mid:{number}@harbour.example", "text": f"Met {number}."}
        with path.open("a") as file:
            file.write(json.dumps(record) + "\n")

    return Case(
        collection=Archives(offload=InlineOffload(), journal=RecordingJournal()),
        source=source(SourceKind.ARCHIVE, str(path)),
        nowhere=source(SourceKind.ARCHIVE, str(tmp_path / "nowhere.jsonl")),
        put=put,
    )


def mailbox(box, authority):
    tls = ssl.create_default_context()
    authority.configure_trust(tls)

    def put(number):
        letter = f"Message-ID: <{number}@harbour.example>\r\n\r\nMet {number}."
        box.deliver(letter.encode(), at=NOON + timedelta(minutes=number))

    return Case(
        collection=Mailboxes(
            guard=Guard(allow=(ip_network("127.0.0.0/8"),)),
            tls=tls,
            offload=InlineOffload(),
            journal=RecordingJournal(),
        ),
        source=source(SourceKind.MAILBOX, box.url()),
        nowhere=source(SourceKind.MAILBOX, box.url(folder="Nowhere")),
        put=put,
    )


@pytest.fixture(params=["fake", "archive", "mailbox"])
def case(request, tmp_path):
    """Each filling in turn, empty."""
    if request.param == "fake":
        yield fake()
    elif request.param == "archive":
        yield archive(tmp_path)
    elif PROGRAM is None:
        pytest.skip(ABSENT)
    else:
        authority = trustme.CA()
        with mailbox_server(authority) as server:
            yield mailbox(server.mailbox("desk"), authority)


async def test_what_is_there_comes_oldest_first_and_once(case):
    for number in (1, 2):
        case.put(number)
    first, position = await case.look()
    case.put(3)
    second, after = await case.look(position)
    third, end = await case.look(after)
    assert (first, second, third) == ([1, 2], [3], [])
    assert end == after


async def test_a_look_may_be_repeated_when_its_position_was_not_stored(case):
    case.put(1)
    _, position = await case.look()
    case.put(2)
    assert await case.look(position) == await case.look(position)
    assert (await case.look())[0] == [1, 2]


async def test_articles_are_carried_along(case):
    case.put(1)
    found = await case.collection.take(case.source, PollState())
    assert [c.enclosed.text.strip() for c in found.candidates] == ["Met 1."]


async def test_an_empty_one_is_no_failure(case):
    numbers, position = await case.look()
    case.put(1)
    assert (numbers, (await case.look(position))[0]) == ([], [1])


async def test_one_that_cannot_be_had_is_an_answer(case):
    answer = await case.collection.take(case.nowhere, PollState())
    assert isinstance(answer, Unavailable)
    assert (answer.url, answer.lasting) == (case.nowhere.url, False)
    assert answer.detail
    assert PASSWORD not in str(answer)
