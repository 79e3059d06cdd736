import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException

from monitor.app.web.silences import LARGEST_BODY, parsed
from monitor.model.restraint import Aspect, Matcher

NOW = datetime(2025, 12, 20, 12, tzinfo=UTC)
UNTIL = "2025-12-21"
GOOD = {
    "matchers": [{"field": "actor", "pattern": "russia"}],
    "until": UNTIL,
    "author": "Ada",
}
PATH = "/api/v1/silences"


def body(clock, **more):
    """Return a body that is right by this clock."""
    return {**GOOD, "until": (clock.now() + timedelta(hours=2)).isoformat(), **more}


def test_a_silence_is_read_whole():
    told = {
        **GOOD,
        "matchers": [
            {"field": "type", "pattern": "meeting*"},
            {"field": "outlet", "pattern": "Gazette", "negated": True},
        ],
        "start": "2025-12-20T18:00:00+01:00",
        "comment": " a drill ",
    }
    silence = parsed(told, NOW)
    assert silence.matchers == (
        Matcher(aspect=Aspect.TYPE, pattern="meeting*"),
        Matcher(aspect=Aspect.OUTLET, pattern="Gazette", negated=True),
    )
    assert (silence.start, silence.until) == (
        datetime(2025, 12, 20, 17, tzinfo=UTC),
        datetime(2025, 12, 21, tzinfo=UTC),
    )
    assert (silence.author, silence.comment) == ("Ada", "a drill")
    assert silence.created == NOW


def test_matchers_may_be_written_as_on_the_command_line():
    silence = parsed({**GOOD, "matchers": ["actor=russia*", "receiver != desk"]}, NOW)
    assert silence.matchers == (
        Matcher(aspect=Aspect.ACTOR, pattern="russia*"),
        Matcher(aspect=Aspect.RECEIVER, pattern="desk", negated=True),
    )


def test_a_silence_starts_now_and_needs_no_comment():
    silence = parsed(GOOD, NOW)
    assert (silence.start, silence.comment) == (NOW, "")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ([], "the body: an object with author, comment, matchers, start, until is needed"),
        ({**GOOD, "untill": UNTIL}, "the body: untill is unknown; there are author, comment"),
        ({**GOOD, "until": None}, "until: when the silence ends is needed"),
        ({**GOOD, "until": 5}, "until: a day or a moment with its zone"),
        ({**GOOD, "until": "soon"}, "until: a day or a moment with its zone"),
        (
            {**GOOD, "until": "2025-12-20"},
            "until: a silence must end after its start, and later than now",
        ),
        ({**GOOD, "start": "2025-12-22"}, "until: a silence must end after its start"),
        ({**GOOD, "until": "2027-01-01"}, "until: a silence lasts 366 days at most"),
        ({**GOOD, "start": "2025-12-20T13:00:00"}, "start: a day or a moment with its zone"),
        ({**GOOD, "matchers": []}, "matchers: a list of 1 to 20 is needed"),
        ({**GOOD, "matchers": GOOD["matchers"] * 21}, "matchers: a list of 1 to 20 is needed"),
        ({**GOOD, "matchers": {}}, "matchers: a list of 1 to 20 is needed"),
        ({**GOOD, "matchers": [5]}, "matchers[0]: an object with field, negated, pattern"),
        ({**GOOD, "matchers": ["party=x"]}, 'matchers[0]: "party=x": write ASPECT=PATTERN'),
        ({**GOOD, "matchers": ["actor="]}, 'matchers[0]: "actor=": the pattern is empty'),
        ({**GOOD, "matchers": [""]}, "matchers[0]: a text of 1 to 200 characters is needed"),
        ({**GOOD, "matchers": [{"field": "party"}]}, "matchers[0].field: one of watchlist, rec"),
        ({**GOOD, "matchers": [{"field": ["a"]}]}, "matchers[0].field: one of watchlist, rec"),
        (
            {**GOOD, "matchers": [*GOOD["matchers"], {"field": "actor", "pattern": " "}]},
            "matchers[1].pattern: a text of 1 to 200 characters is needed",
        ),
        (
            {**GOOD, "matchers": [{"field": "actor", "pattern": "a", "negated": 1}]},
            "matchers[0].negated: true or false",
        ),
        (
            {**GOOD, "matchers": [{"field": "actor", "pattern": "a", "regex": True}]},
            "matchers[0]: regex is unknown",
        ),
        ({**GOOD, "author": ""}, "author: a text of 1 to 100 characters is needed"),
        ({**GOOD, "author": "x" * 101}, "author: a text of 1 to 100 characters is needed"),
        ({**GOOD, "author": "a\nb"}, "author: it stands on one line, without controls"),
        ({**GOOD, "author": "\ud800"}, "author: it stands on one line, without controls"),
        ({**GOOD, "comment": 5}, "comment: a text of 1 to 1000 characters is needed"),
    ],
)
def test_what_is_wrong_with_a_body_is_said_by_field(told, sentence):
    with pytest.raises(HTTPException) as refused:
        parsed(told, NOW)
    assert refused.value.status_code == 422
    assert refused.value.detail.startswith(sentence)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(sorted(GOOD)), inner),
)


@given(told=ANYTHING)
def test_no_body_breaks_the_reading(told):
    with pytest.raises(HTTPException) as refused:
        parsed(told, NOW)
    assert refused.value.status_code == 422


async def test_a_silence_is_added_listed_and_ended(serve, clock):
    async with serve() as port:
        added = await port.asking.post(PATH, json=body(clock))
        place = added.headers["location"]
        listed = await port.asking.get(PATH)
        one = await port.asking.get(place)
        clock.pass_by(timedelta(minutes=1))
        ended = await port.asking.delete(place)
        after = await port.asking.get(place)
    assert added.status_code == 201
    assert place == f"{PATH}/{added.json()['id']}"
    assert listed.json() == {"silences": [added.json()]}
    assert one.json() == added.json()
    assert (ended.status_code, ended.content) == (204, b"")
    assert after.json()["until"] < one.json()["until"]


async def test_a_silence_that_there_is_not_is_neither_shown_nor_ended(serve):
    async with serve() as port:
        shown = await port.asking.get(f"{PATH}/nobody")
        ended = await port.asking.delete(f"{PATH}/nobody")
    assert (shown.status_code, ended.status_code) == (404, 404)


async def test_of_silences_that_stand_there_is_a_most_and_ended_ones_do_not_count(serve, clock):
    async with serve() as port:
        standing = [parsed(body(clock, author=f"a{n}"), clock.now()) for n in range(500)]
        await asyncio.gather(*map(port.application().silences.add, standing))
        answer = await port.asking.post(PATH, json=body(clock))
        ended = await port.asking.delete(f"{PATH}/{standing[0].id}")
        clock.pass_by(timedelta(seconds=1))
        again = await port.asking.post(PATH, json=body(clock))
    assert answer.status_code == 422
    assert "500 silences hold or are to come, which is the most" in answer.json()["detail"]
    assert (ended.status_code, again.status_code) == (204, 201)


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{}", "text/plain", 415),
        (b"{}", "application/x-www-form-urlencoded", 415),
        (b"{", "application/json", 400),
        (b"", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 9_000, "application/json", 400),
        (b"1" * 9_000, "application/json", 400),
        (b" " * (LARGEST_BODY + 1), "application/json", 413),
        (b"{}", "application/json; charset=utf-8", 422),
    ],
)
async def test_a_body_that_is_no_small_json_is_refused(serve, content, kind, status):
    async with serve() as port:
        answer = await port.asking.post(PATH, content=content, headers={"content-type": kind})
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "detail"}


async def test_no_page_of_another_origin_adds_a_silence(serve, clock):
    async with serve() as port:
        foreign = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
        answer = await port.asking.post(PATH, json=body(clock), headers=foreign)
        kept = await port.asking.get(PATH)
    assert answer.status_code == 403
    assert kept.json() == {"silences": []}


async def test_a_body_that_drips_is_given_up(serve):
    async with serve(body_within=0.2) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port.port)
        head = f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        writer.write(f"{head}Content-Length: 100\r\n\r\n{{".encode())
        async with asyncio.timeout(30):
            said = await reader.readuntil(b"in time")
        writer.close()
    assert said.startswith(b"HTTP/1.1 408")
