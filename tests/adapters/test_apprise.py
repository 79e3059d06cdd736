"""Other services over apprise: its own plugins before a real HTTP server on loopback."""

import json
import sys
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs

import anyio.to_thread
import pytest

from monitor.adapters.apprise import MISSING, Answer, Apprise, Note, address_name, handed_over
from monitor.adapters.offload import ProcessOffload
from monitor.alert.render.chat import chat_text, chat_title
from monitor.errors import Unreadable
from monitor.model.alert import Accepted, Partly, Refused
from monitor.model.watchlist import AppriseTarget, EmailTarget, Receiver, Severity
from tests.alert.examples import DIGEST, NEW
from tests.fakes.http_server import Reply, http_server
from tests.fakes.offload import InlineOffload

CANARY = "canary-service-token"
pytestmark = pytest.mark.filterwarnings(  # of a module that a plugin imports, on Python 3.11
    "ignore:'imghdr' is deprecated:DeprecationWarning"
)
NOTE = Note(title="A title", text="A text", type="info")


@pytest.fixture
async def server():
    async with http_server() as running:
        yield running


@pytest.fixture(scope="module")
def apprise():
    return Apprise(ProcessOffload(workers=4))


def receiver(*urls: str, seconds: float = 60) -> Receiver:
    return Receiver(
        name="chat", target=AppriseTarget(urls=urls), send_limit=timedelta(seconds=seconds)
    )


def service(server, *replies: Reply, at: str = "/in", kind: str = "json", login: str = "") -> str:
    """Return the address at which a plugin of apprise posts to the server, which answers so."""
    server.reply(at, *(replies or (Reply(status=204),)))
    return f"{kind}://{login}{server.host}:{server.port}{at}"


@pytest.mark.parametrize(
    ("severity", "kind"), [("LOW", "info"), ("NORMAL", "info"), ("HIGH", "warning")]
)
async def test_a_service_is_told_title_text_and_urgency(apprise, server, severity, kind):
    alert = replace(NEW, severity=Severity[severity])
    told = await apprise.send(alert, receiver(service(server)))
    assert told == Accepted(detail="accepted by 1")
    (asked,) = server.asked
    body = json.loads(asked.body)
    assert (body["title"], body["message"]) == (chat_title(alert), chat_text(alert))
    assert body["type"] == kind


async def test_a_form_is_filled_and_what_is_critical_is_told_as_a_failure(apprise, server):
    alert = replace(DIGEST, alerts=(replace(NEW, severity=Severity.CRITICAL),))
    await apprise.send(alert, receiver(service(server, kind="form")))
    form = parse_qs(server.asked[0].body.decode())
    assert form["title"] == [chat_title(alert)]
    assert form["type"] == ["failure"]


async def test_each_address_has_a_state_of_its_own(apprise, server):
    good = service(server, at="/good")
    busy = service(server, Reply(status=503), Reply(status=204), at="/busy")
    gone = service(server, Reply(status=404), at="/gone")
    told = await apprise.send(NEW, receiver(good, busy, gone))
    assert told == Partly(
        reached=(address_name(good),),
        rest=Refused(
            detail=f"accepted by 1; address 2 ({address_name(busy)}): HTTP 503;"
            f" address 3 ({address_name(gone)}): HTTP 404"
        ),
    )
    again = await apprise.send(NEW, receiver(good, busy, gone), reached=told.reached)
    assert again == Partly(
        reached=(address_name(good), address_name(busy)),
        rest=Refused(
            detail=f"accepted by 2; address 3 ({address_name(gone)}): HTTP 404", lasting=True
        ),
    )
    assert sorted(server.paths()) == ["/busy", "/busy", "/gone", "/gone", "/good"]


async def test_whom_all_have_reached_is_not_asked_again_and_one_given_twice_once(apprise, server):
    url = service(server)
    assert await apprise.send(NEW, receiver(url, url)) == Accepted(detail="accepted by 1")
    told = await apprise.send(NEW, receiver(url), reached=(address_name(url),))
    assert told == Accepted(detail="accepted by 1")
    assert len(server.asked) == 1


async def test_a_service_that_drips_without_end_is_killed_at_the_limit_and_hurts_no_other(
    apprise, server
):
    drips = service(server, Reply(pieces=(b"x",), pause=0.05, endless=True), at="/drips")
    hangs = service(server, Reply(hang=True), at="/hangs")
    good = service(server, at="/good")
    others = (service(server, at=f"/other{n}") for n in range(3))
    await apprise.send(NEW, receiver(*others))  # their children have started
    told = await apprise.send(NEW, receiver(drips, hangs, good, seconds=5))
    assert isinstance(told, Partly)
    assert told.reached == (address_name(good),)
    assert f"address 1 ({address_name(drips)}): no answer within 5 s" in told.rest.detail
    assert not told.rest.lasting


async def test_a_redirect_is_not_followed(apprise, server):
    server.redirect("/in", f"{server.url}/elsewhere", status=307)
    told = await apprise.send(NEW, receiver(f"json://{server.host}:{server.port}/in"))
    assert told == Refused(
        detail=f"accepted by 0; address 1 ({name_of(server)}): HTTP 307", lasting=True
    )
    assert server.paths() == ["/in"]


def name_of(server) -> str:
    return address_name(f"json://{server.host}:{server.port}/in")


@pytest.mark.parametrize(
    "url", ["nonsense", f"unheard-of://{CANARY}", f"json://{CANARY}@", "", "json://a, json://b"]
)
async def test_what_is_no_address_is_refused_for_good_without_naming_it(apprise, url):
    told = await apprise.send(NEW, receiver(url, seconds=20))
    assert isinstance(told, Refused)
    assert CANARY not in told.detail
    if url != "json://a, json://b":
        assert told.detail.endswith(": apprise does not know this address")
        assert told.lasting


async def test_nothing_of_an_address_is_told_or_logged(server, capfd, caplog):
    login = f"user:{CANARY}@"
    url = service(server, Reply(status=401), at=f"/{CANARY}", login=login)
    offload = ProcessOffload()
    told = await Apprise(offload).send(NEW, receiver(url))
    told_here = await anyio.to_thread.run_sync(handed_over, url, NOTE)
    assert told_here == Answer(taken=False, why="HTTP 401", lasting=True)
    said = capfd.readouterr()
    for text in (repr(told), repr(receiver(url)), said.out, said.err, caplog.text):
        assert CANARY not in text


async def test_an_answer_here_is_that_in_a_child(server):
    async def here(url: str) -> Answer:
        return await anyio.to_thread.run_sync(handed_over, url, NOTE)

    assert await here(service(server)) == Answer(taken=True)
    assert await here(service(server, Reply(status=429))) == Answer(taken=False, why="HTTP 429")
    assert await here("nonsense") == Answer(
        taken=False, why="apprise does not know this address", lasting=True
    )
    async with http_server() as closed:
        url = f"json://{closed.host}:{closed.port}/in"
    assert await here(url) == Answer(taken=False, why="the service did not take it")


def test_a_fault_of_the_library_is_an_answer_too(monkeypatch):
    monkeypatch.setitem(sys.modules, "apprise", None)
    told = handed_over("json://a.example", NOTE)
    assert told == Answer(taken=False, why="not sent: ModuleNotFoundError")


class Dying:
    """Children of which each dies at its work."""

    def of(self, whom):
        return self

    async def run(self, function, /, *args, **kwargs):
        raise Unreadable("crashed, or passed its limit of processor time")


async def test_a_child_that_dies_is_a_reason_to_try_again():
    told = await Apprise(Dying()).send(NEW, receiver("json://a.example"))
    name = address_name("json://a.example")
    assert told == Refused(
        detail=f"accepted by 0; address 1 ({name}): the service crashed, or passed its limit of"
        " processor time"
    )


async def test_without_the_extra_it_is_said_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "apprise", None)
    told = await Apprise(InlineOffload()).send(NEW, receiver("json://a.example"))
    assert told == Refused(detail=MISSING, lasting=True)


async def test_a_receiver_of_another_kind_is_refused(apprise):
    target = EmailTarget(to=("a@b.example",), sender="m@b.example", smtp="smtp://127.0.0.1")
    told = await apprise.send(NEW, replace(receiver(), target=target))
    assert told == Refused(detail="this receiver has no addresses for apprise", lasting=True)


async def test_hostile_words_arrive_without_marks_of_mention_and_link(apprise, server):
    words = "<!channel> @everyone [a bank](https://evil.example) \ud800\x00*bold*"
    await apprise.send(replace(NEW, summary=words, evidence=()), receiver(service(server)))
    body = json.loads(server.asked[0].body)
    for text in (body["title"], body["message"]):
        assert not any(mark in text for mark in ("<", "@", "](", "://", "*", "\x00"))
