"""The pages behind the links of mails, on the real server and a real store."""

import re
from datetime import timedelta
from functools import wraps

import anyio
import pytest

from monitor.alert.links import LIFE
from monitor.app.web.said import Turnstile
from monitor.model.feedback import Opinion
from tests.contracts.examples import development
from tests.fakes.port import ServedPort, serving
from tests.fakes.said import TOLD, SaidPort

CHROMIUM = {"sec-fetch-site": "same-origin", "origin": "null"}
"""What Chromium sends with a form of a page that tells no other of itself."""


@pytest.fixture
async def said(store, clock):
    port = SaidPort(store=store, clock=clock, host="0.0.0.0", token="sesame")
    await port.start()
    return port


def served(test):
    """Serve the port for the length of the test."""

    @wraps(test)
    async def run(said, **more):
        async with serving(said):
            await test(said, **more)

    return run


def heading(answer) -> str:
    return re.search("<h1>(.*?)</h1>", answer.text)[1]


async def feedback(port):
    return await port.withdrawals.feedback(limit=9)


@served
async def test_opening_a_link_shows_what_it_would_say_and_changes_nothing(said):
    for _ in range(2):
        shown = await said.asking.get(said.link())
    head = await said.asking.head(said.link())
    assert (shown.status_code, head.status_code) == (200, 200)
    assert heading(shown) == "Take this back as wrong?"
    assert TOLD.summary in shown.text
    assert TOLD.evidence[0].sentence in shown.text
    assert '<form method="post">' in shown.text
    assert await feedback(said) == ()
    assert await said.memory.development("d1") == development()


@served
async def test_its_pages_load_nothing_and_are_kept_by_nobody(said):
    headers = (await said.asking.get(said.link())).headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["content-type"] == "text/html; charset=utf-8"


@served
async def test_the_button_takes_it_back_once_and_offers_to_undo_that(said):
    form = {"author": "Ada", "comment": "an\nexercise <b>"}
    done = await said.asking.post(said.link(), data=form, headers=CHROMIUM)
    assert (done.status_code, heading(done)) == (200, "It is taken back")
    again = await said.asking.post(said.link(), data=form, headers=CHROMIUM)
    assert heading(again) == "It was taken back before"
    (kept,) = await feedback(said)
    assert (kept.author, kept.comment) == ("Ada", "an exercise <b>")
    assert (await said.memory.development("d1")).withdrawn.by == "Ada"

    address = re.search('<a href="(.*?)"', done.text)[1].replace("&amp;", "&")
    undo = f"/feedback/wrong/{address}"
    assert heading(await said.asking.get(undo)) == "Is this right after all?"
    assert heading(await said.asking.post(undo)) == "It stands again"
    assert heading(await said.asking.post(undo)) == "It was not taken back"
    assert (await feedback(said))[0].author == "a reader of mail"


@served
async def test_muting_is_for_everybody_and_once(said):
    link = said.link(Opinion.MUTE)
    assert heading(await said.asking.get(link)) == "Tell nothing more of this?"
    done = await said.asking.post(link)
    assert heading(done) == "Nothing more is told of it"
    assert heading(await said.asking.post(link)) == "Nothing more is told of it already"
    (label,) = await said.labels.labels(limit=9)
    assert label.author == "a reader of mail"
    assert f"To undo it: monitor feedback undo {label.id}<" in done.text


@pytest.mark.parametrize("method", ["GET", "POST"])
@served
async def test_a_changed_link_does_nothing_and_says_what_to_do(said, method):
    for changed in (said.link().replace("wrong", "mute"), said.link() + "x", "/feedback/wrong/a1"):
        answer = await said.asking.request(method, changed)
        assert (answer.status_code, heading(answer)) == (403, "This link does nothing")
        assert "from the mail again" in answer.text
    assert await feedback(said) == ()


@served
async def test_an_old_link_names_the_command(said):
    link = said.link()
    said.clock.pass_by(LIFE + timedelta(minutes=1))
    answer = await said.asking.post(link)
    assert (answer.status_code, "monitor feedback" in answer.text) == (403, True)


@served
async def test_what_is_no_longer_stored_is_said_to_be_so(said):
    answer = await said.asking.get(said.link(of="a9"))
    assert (answer.status_code, heading(answer)) == (404, "There is nothing left of it")


async def test_what_is_asked_too_often_is_put_off(said):
    said.most = 1
    async with serving(said):
        first, second = [await said.asking.get(said.link()) for _ in range(2)]
    assert (first.status_code, second.status_code) == (200, 429)
    assert second.headers["retry-after"] == "60"


def test_the_turnstile_lets_through_again_after_a_minute():
    turnstile = Turnstile(2)
    assert [turnstile.passes(at) for at in (0, 1, 2, 60, 60.5, 61)] == [
        True, True, False, True, False, True
    ]  # fmt: skip


@served
async def test_a_form_of_too_many_fields_is_refused(said):
    form = {f"field{n}": "x" for n in range(20)}
    assert (await said.asking.post(said.link(), data=form)).status_code == 400
    big = await said.asking.post(said.link(), content=b"x" * 20_000)
    assert big.status_code == 413


async def test_without_a_public_address_no_link_is_good(store, clock):
    async with serving(ServedPort(store=store, clock=clock)) as port:
        answer = await port.asking.get("/feedback/wrong/a1")
    assert (answer.status_code, "turned off" in answer.text) == (403, True)


@served
async def test_all_else_still_needs_the_token(said):
    assert (await said.asking.get("/api/v1/alerts")).status_code == 401
    assert (await said.asking.get("/feedback")).status_code == 401
    with anyio.fail_after(9):
        assert (await said.asking.put(said.link())).status_code == 405
