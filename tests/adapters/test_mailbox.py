"""Mailboxes at a real Dovecot where it is installed, and at a server that means harm."""

import asyncio
import ssl
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from time import monotonic
from uuid import uuid4

import pytest
import trustme

from monitor.adapters.imap import LONGEST_GOODBYE, LONGEST_LITERAL
from monitor.adapters.mailbox import (
    AT_ONCE,
    FAILURES_BORNE,
    MAIL_BYTES,
    MOST_MAILS,
    Bounds,
    Mailboxes,
)
from monitor.adapters.net import Guard, NameUnknown
from monitor.model.moment import Stamp
from monitor.model.page import Reason, Unavailable
from monitor.model.source import Listed, PollState, Source, SourceId, SourceKind
from tests.fakes.imap_server import MAIL, body, imap_server
from tests.fakes.journal import RecordingJournal
from tests.fakes.mail_server import certificate
from tests.fakes.mailboxes import ABSENT, PASSWORD, PROGRAM, access_token, mailbox_server
from tests.fakes.offload import InlineOffload

LOOPBACK = (ip_network("127.0.0.0/8"),)
NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)
real = pytest.mark.skipif(PROGRAM is None, reason=ABSENT)


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def journal():
    return RecordingJournal()


@pytest.fixture
def boxes(authority, journal):
    def made(*, allow=LOOPBACK, ca=authority, bounds=AT_ONCE, **more):
        tls = ssl.create_default_context()
        ca.configure_trust(tls)
        guard = Guard(allow=allow, **more)
        return Mailboxes(
            guard=guard, tls=tls, offload=InlineOffload(), journal=journal, bounds=bounds
        )

    return made


@pytest.fixture(scope="module")
def running(authority):
    with mailbox_server(authority) as server:
        yield server


@pytest.fixture
def dovecot(running):
    """The mailbox of a new user at a real server."""
    return running.mailbox(f"desk-{uuid4().hex}@harbour.example")


def source(url, *, seconds=60.0, password=PASSWORD, **more):
    return Source(
        id=SourceId("letters"),
        kind=SourceKind.MAILBOX,
        url=url,
        outlet="Letter",
        password=password,
        timeout=timedelta(seconds=seconds),
        **more,
    )


def letter(number):
    return (
        f"Subject: Issue {number}\r\nMessage-ID: <{number}@harbour.example>\r\n\r\n"
        f"The council met {number} times.\r\n"
    ).encode()


def issues(listed):
    assert isinstance(listed, Listed), listed
    return [int(candidate.title.removeprefix("Issue ")) for candidate in listed.candidates]


def fill(box, numbers, **more):
    for number in numbers:
        box.deliver(letter(number), at=NOON + timedelta(minutes=number), **more)


def after(listed):
    return PollState(last_good=NOON, position=listed.position)


@real
@pytest.mark.parametrize("tls", [True, False])
async def test_mails_are_read_on_from_a_position_and_none_is_marked_as_read(dovecot, boxes, tls):
    letters = source(dovecot.url(tls=tls))
    fill(dovecot, [1, 2])
    first = await boxes().take(letters, PollState())
    fill(dovecot, [3])
    second = await boxes().take(letters, after(first))
    third = await boxes().take(letters, after(second))

    assert (issues(first), issues(second), issues(third)) == ([1, 2], [3], [])
    assert third.position == second.position
    assert dovecot.unread() == 3
    (newest,) = second.candidates
    assert newest.url == "mid:3@harbour.example"
    assert newest.published == Stamp(at=NOON + timedelta(minutes=3))
    assert newest.enclosed.text == "The council met 3 times."


@real
async def test_the_first_look_takes_the_latest_and_later_ones_the_oldest(dovecot, boxes):
    letters = source(dovecot.url())
    fill(dovecot, range(MOST_MAILS + 10))
    first = await boxes().take(letters, PollState())
    fill(dovecot, range(100, 100 + MOST_MAILS + 5))
    second = await boxes().take(letters, after(first))
    third = await boxes().take(letters, after(second))

    assert issues(first) == list(range(10, MOST_MAILS + 10))
    assert issues(second) == list(range(100, 100 + MOST_MAILS))
    assert issues(third) == list(range(100 + MOST_MAILS, 105 + MOST_MAILS))


@real
async def test_an_empty_mailbox_is_read_from_its_first_mail_on(dovecot, boxes):
    letters = source(dovecot.url())
    first = await boxes().take(letters, PollState())
    fill(dovecot, [1])
    assert (issues(first), issues(await boxes().take(letters, after(first)))) == ([], [1])


@real
async def test_a_mailbox_that_was_numbered_anew_is_looked_at_as_if_at_first(dovecot, boxes):
    letters = source(dovecot.url())
    fill(dovecot, range(MOST_MAILS + 10))
    first = await boxes().take(letters, PollState())
    dovecot.renumber()
    second = await boxes().take(letters, after(first))

    assert issues(second) == issues(first)
    assert second.position.partition(":")[0] == "1999999999"


@real
@pytest.mark.parametrize(
    ("named", "on_disk"),
    [
        ("News", "News"),
        ("L%C3%B6schboote", "L&APY-schboote"),
        ("Fish%20%26%20Ships", "Fish &- Ships"),
    ],
)
async def test_a_folder_may_be_named(dovecot, boxes, named, on_disk):
    fill(dovecot, [1], folder=on_disk)
    assert issues(await boxes().take(source(dovecot.url(folder=named)), PollState())) == [1]


@real
@pytest.mark.parametrize("folder", ["Nowhere", "a%0D%0Ab"])
async def test_a_folder_that_is_not_there_is_said(dovecot, boxes, folder):
    answer = await boxes().take(source(dovecot.url(folder=folder)), PollState())
    assert answer.reason in {Reason.NOT_FOUND, Reason.PROTOCOL}
    assert "folder Nowhere" in answer.detail or "letters that cannot be sent" in answer.detail


@real
async def test_a_refused_login_is_said_without_the_password(dovecot, boxes):
    answer = await boxes().take(source(dovecot.url(), password="canary-wrong"), PollState())
    assert answer.reason is Reason.FORBIDDEN
    assert "refused the login" in answer.detail
    assert "canary" not in str(answer)


@real
async def test_a_token_is_read_anew_at_each_login(dovecot, boxes, tmp_path):
    file, past, ahead = tmp_path / "token", NOON - timedelta(days=9000), NOON.replace(year=2100)
    of = source(dovecot.url(), password=None, token_file=str(file))
    fill(dovecot, range(2))

    file.write_text(access_token(dovecot.user, expires=past))
    refused = await boxes().take(of, PollState())
    assert refused.reason is Reason.FORBIDDEN
    assert "refused the access token (is it renewed?)" in refused.detail
    assert '"status":"401"' in refused.detail
    assert file.read_text() not in refused.detail

    file.write_text(access_token("else@harbour.example", expires=ahead))
    assert (await boxes().take(of, PollState())).reason is Reason.FORBIDDEN

    file.write_text(access_token(dovecot.user, expires=ahead) + "\n")
    assert issues(await boxes().take(of, PollState())) == [0, 1]


@real
async def test_a_long_mail_is_read_as_far_as_its_limit(dovecot, boxes):
    dovecot.deliver(letter(1) + b"Ships came into the harbour.\r\n" * 90_000, at=NOON)
    (found,) = (await boxes().take(source(dovecot.url()), PollState())).candidates
    assert found.enclosed.cut
    assert found.title == "Issue 1"


@real
async def test_a_mail_that_cannot_be_read_costs_itself_only(dovecot, boxes, journal):
    fill(dovecot, [1])
    dovecot.deliver(b"Subject: Nothing\r\n\r\n", at=NOON + timedelta(minutes=2))
    fill(dovecot, [3])
    assert issues(await boxes().take(source(dovecot.url()), PollState())) == [1, 3]
    assert journal.facts("mail.passed_over") == [
        {"source": "letters", "uid": 2, "reason": "the mail has no text"}
    ]


@real
async def test_with_a_selector_the_links_of_a_mail_are_taken(dovecot, boxes):
    page = b"Content-Type: text/html\r\n\r\n<a class=s href='https://harbour.example/1'>Ships</a>"
    dovecot.deliver(page, at=NOON)
    (found,) = (await boxes().take(source(dovecot.url(), link="a.s"), PollState())).candidates
    assert (found.url, found.title, found.enclosed) == ("https://harbour.example/1", "Ships", None)


@real
async def test_the_name_is_asked_for_once_and_the_certificate_is_checked_by_it(authority, boxes):
    answers = [("127.0.0.1",), ("192.0.2.1",)]

    async def lying(host, port):
        assert host == "mail.harbour.example"
        return answers.pop(0)

    with mailbox_server(authority, name="mail.harbour.example") as server:
        box = server.mailbox("desk")
        fill(box, [1])
        url = box.url(host="mail.harbour.example")
        assert issues(await boxes(resolver=lying).take(source(url), PollState())) == [1]
    assert len(answers) == 1


@real
async def test_an_address_that_does_not_answer_is_followed_by_the_next(dovecot, boxes):
    async def two(host, port):
        return ("127.0.0.2", "127.0.0.1")

    fill(dovecot, [1])
    found = await boxes(resolver=two).take(source(dovecot.url()), PollState())
    assert issues(found) == [1]


@real
@pytest.mark.parametrize("tls", [True, False])
async def test_a_certificate_of_another_name_or_authority_is_refused(dovecot, boxes, tls):
    async def named(host, port):
        return ("127.0.0.1",)

    other = dovecot.url(tls=tls, host="mail.harbour.example")
    by_name = await boxes(resolver=named).take(source(other), PollState())
    unknown = await boxes(ca=trustme.CA()).take(source(dovecot.url(tls=tls)), PollState())
    assert (by_name.reason, unknown.reason) == (Reason.TLS, Reason.TLS)


async def test_an_address_that_is_not_allowed_is_not_dialled(boxes):
    async with imap_server() as server:
        answer = await boxes(allow=()).take(source(server.url), PollState())
        assert answer.reason is Reason.ADDRESS_REFUSED
        assert not server.left.is_set()


async def test_a_name_that_nobody_knows_is_said(boxes):
    async def unknown(host, port):
        raise NameUnknown(f"the name {host} cannot be resolved")

    url = "imaps://desk@mail.harbour.example"
    answer = await boxes(resolver=unknown).take(source(url), PollState())
    assert (answer.reason, answer.url) == (Reason.NAME_UNKNOWN, url)


async def test_a_name_that_takes_for_ever_is_given_up(boxes):
    async def silent(host, port):
        await asyncio.Event().wait()

    answer = await boxes(resolver=silent).take(
        source("imaps://desk@mail.harbour.example", seconds=0.1), PollState()
    )
    assert (answer.reason, answer.detail) == (
        Reason.TIMEOUT,
        "the mail server did not answer in time",
    )


async def test_nobody_who_listens_is_said(boxes):
    async with imap_server() as server:
        url = server.url
    assert (await boxes().take(source(url), PollState())).reason is Reason.UNREACHABLE


async def test_without_a_password_nothing_is_dialled(boxes):
    async with imap_server() as server:
        answer = await boxes().take(source(server.url, password=None), PollState())
        assert (answer.reason, server.heard) == (Reason.FORBIDDEN, [])


async def test_a_server_that_is_allowed_by_its_address_may_do_without_tls(boxes):
    async with imap_server() as server:
        found = await boxes().take(source(server.url), PollState())
        assert [c.title for c in found.candidates] == ["Ships"]
        assert found.position == "3:7"
        assert b"SELECT" not in b" ".join(server.heard)


@pytest.mark.parametrize("answer", ["OK done", "NO wrong"])
async def test_a_server_without_the_plain_mechanism_is_logged_into_too(boxes, answer):
    async with imap_server() as server:
        server.says("CAPABILITY", b"* CAPABILITY IMAP4rev1\r\n{tag} OK done\r\n")
        server.says("LOGIN", f"{{tag}} {answer}\r\n".encode())
        found = await boxes().take(source(server.url), PollState())
        assert any(line.endswith(b'LOGIN "desk" "canary-password"') for line in server.heard)
    if answer == "OK done":
        assert len(found.candidates) == 1
    else:
        assert found.detail == "the mail server refused the login: wrong"


HUGE = LONGEST_LITERAL + 1


@pytest.mark.parametrize(
    ("command", "said", "reason"),
    [
        ("GREETING", {"text": b"* BYE go away\r\n"}, Reason.PROTOCOL),
        ("GREETING", {"text": b"HTTP/1.1 200 OK\r\n"}, Reason.PROTOCOL),
        ("GREETING", {"text": b"\x00\xff\xfe\r\n"}, Reason.PROTOCOL),
        ("GREETING", {"text": b"* PREAUTH hello\r\n"}, Reason.FORBIDDEN),
        ("GREETING", {"leave": True}, Reason.PROTOCOL),
        ("GREETING", {"hang": True}, Reason.TIMEOUT),
        ("GREETING", {"text": b"* ", "endless": b"x" * 65536}, Reason.TOO_LARGE),
        ("GREETING", {"text": b"* OK ", "endless": b"x", "pause": 0.02}, Reason.TIMEOUT),
        ("GREETING", {"text": b"* OK {%d}\r\n" % HUGE}, Reason.TOO_LARGE),
        ("GREETING", {"text": b"* OK {" + b"9" * 5000 + b"}\r\n"}, Reason.PROTOCOL),
        ("CAPABILITY", {"text": b"{tag} OK done\r\n"}, Reason.PROTOCOL),
        ("CAPABILITY", {"text": b"* CAPABILITY X\r\n{tag} OK done\r\n"}, Reason.PROTOCOL),
        ("CAPABILITY", {"endless": b"* CAPABILITY IMAP4rev1\r\n" * 999}, Reason.TOO_LARGE),
        ("AUTHENTICATE", {"text": b"+ \r\n" * 99 + b"{tag} NO no\r\n"}, Reason.FORBIDDEN),
        ("AUTHENTICATE", {"text": b"{tag} NO no\r\n"}, Reason.FORBIDDEN),
        ("AUTHENTICATE", {"leave": True}, Reason.PROTOCOL),
        ("EXAMINE", {"text": b"{tag} NO no\r\n"}, Reason.NOT_FOUND),
        ("EXAMINE", {"text": b"other OK\r\n"}, Reason.PROTOCOL),
        ("EXAMINE", {"endless": b"* 1 EXISTS {3000000}\r\n" + bytes(3_000_000)}, Reason.TOO_LARGE),
        ("EXAMINE", {"hang": True}, Reason.TIMEOUT),
        ("FETCH", {"text": b"{tag} BAD no\r\n"}, Reason.PROTOCOL),
        ("FETCH", {"text": b"* 1 FETCH (UID 7 {9\r\n", "leave": True}, Reason.PROTOCOL),
        ("BODY", {"leave": True}, Reason.PROTOCOL),
        ("BODY", {"text": b"* 1 FETCH (BODY[] {10}\r\nabc", "leave": True}, Reason.PROTOCOL),
        ("BODY", {"text": b"* 1 FETCH (BODY[] {10}\r\nabc", "hang": True}, Reason.TIMEOUT),
    ],
)
async def test_whatever_a_server_does_is_an_answer_in_time(boxes, command, said, reason):
    async with imap_server() as server:
        server.says(command, **said)
        seconds = 1.0 if reason is Reason.TIMEOUT else 60.0
        began = monotonic()
        answer = await boxes().take(source(server.url, seconds=seconds), PollState())
        took = monotonic() - began
    assert isinstance(answer, Unavailable)
    assert (answer.reason, answer.lasting) == (reason, False)
    assert len(answer.detail) <= 160
    assert took < seconds + LONGEST_GOODBYE + 30.0  # the machine may be busy


@pytest.mark.parametrize(
    "said",
    [
        b"{tag} OK done\r\n",
        b"* 0 EXISTS\r\n{tag} OK done\r\n",
        b"* 99999999999999 EXISTS\r\n{tag} OK done\r\n",
        b"* OK [UIDVALIDITY x]\r\n* OK [UIDNEXT -1]\r\n{tag} OK done\r\n",
    ],
)
async def test_a_folder_that_is_told_oddly_counts_as_empty(boxes, said):
    async with imap_server() as server:
        server.says("EXAMINE", said)
        found = await boxes().take(source(server.url), PollState())
    assert found.candidates == ()
    assert found.position == "0:0"


@pytest.mark.parametrize(
    "said",
    [
        b"* 1 FETCH (UID 7)\r\n{tag} OK done\r\n",
        b"* 1 FETCH (RFC822.SIZE 9)\r\n{tag} OK done\r\n",
        b"* 1 FETCH NIL\r\n* 2 EXPUNGE\r\n{tag} OK done\r\n",
        b"{tag} NO later\r\n",
    ],
)
async def test_what_is_told_of_mails_oddly_is_passed_over(boxes, said):
    async with imap_server() as server:
        server.says("FETCH", said)
        found = await boxes().take(source(server.url), PollState())
    assert (found.candidates, found.position) == ((), "3:7")


async def test_a_mail_without_a_time_of_arrival_has_none(boxes):
    async with imap_server() as server:
        server.says("FETCH", b"* 1 FETCH (UID 7 RFC822.SIZE 9)\r\n{tag} OK done\r\n")
        (found,) = (await boxes().take(source(server.url), PollState())).candidates
    assert found.published is None


async def test_more_mails_than_were_asked_for_are_cut_off(boxes):
    rows = b"".join(b"* 1 FETCH (UID %d RFC822.SIZE 9)\r\n" % n for n in range(1, 500))
    async with imap_server() as server:
        server.says("FETCH", rows + b"{tag} OK done\r\n")
        found = await boxes().take(source(server.url), PollState())
    assert len(found.candidates) == MOST_MAILS


@pytest.mark.parametrize(
    ("found", "position"),
    [
        (b"* SEARCH\r\n{tag} OK done\r\n", "3:6"),
        (b"* SEARCH 6 5 -1 x 99999999999\r\n{tag} OK done\r\n", "3:6"),
        (b"* SEARCH 6 7\r\n{tag} OK done\r\n", "3:7"),
        (b"{tag} OK done\r\n", "3:6"),
    ],
)
async def test_only_later_mails_are_asked_for(boxes, found, position):
    async with imap_server() as server:
        server.says("UID SEARCH", found)
        listed = await boxes().take(source(server.url), PollState(position="3:6"))
    assert listed.position == position
    assert len(listed.candidates) == (position == "3:7")


async def test_a_server_that_does_not_search_is_unavailable(boxes):
    async with imap_server() as server:
        server.says("UID SEARCH", b"{tag} NO no\r\n")
        answer = await boxes().take(source(server.url), PollState(position="3:6"))
    assert answer.reason is Reason.PROTOCOL


async def test_a_position_that_is_none_is_a_first_look(boxes):
    async with imap_server() as server:
        found = await boxes().take(source(server.url), PollState(position="archive.warc:5"))
    assert found.position == "3:7"


@pytest.mark.parametrize(
    "said", [b"{tag} NO no\r\n", b'* 1 FETCH (BODY[]<0> "")\r\n{tag} OK done\r\n']
)
async def test_a_mail_that_is_not_handed_over_is_passed_over(boxes, journal, said):
    async with imap_server() as server:
        server.says("BODY", said)
        found = await boxes().take(source(server.url), PollState())
    assert (found.candidates, found.position) == ((), "3:7")
    assert journal.facts("mail.passed_over")[0]["uid"] == 7


async def test_more_of_a_mail_than_was_asked_for_is_cut_off(boxes):
    async with imap_server() as server:
        server.answers["BODY"] = body(MAIL + b"Ships. " * (MAIL_BYTES // 6))
        (found,) = (await boxes().take(source(server.url), PollState())).candidates
    assert found.enclosed.cut


async def test_a_mail_that_is_huger_than_announced_is_passed_over(boxes, journal):
    async with imap_server() as server:
        server.says("BODY", b"* 1 FETCH (BODY[] {%d}\r\n" % HUGE)
        found = await boxes().take(source(server.url), PollState())
    assert (found.candidates, found.position) == ((), "3:7")
    assert "the session broke off" in str(journal.facts("mail.passed_over")[0]["reason"])


async def test_a_mail_at_which_every_session_breaks_off_is_passed_over_in_the_end(boxes):
    async with imap_server() as server:
        server.says("BODY", leave=True)
        state = PollState(position="3:6", failures=FAILURES_BORNE - 1)
        kept = await boxes().take(source(server.url), state)
        passed = await boxes().take(source(server.url), replace(state, failures=FAILURES_BORNE))
    assert isinstance(kept, Unavailable)
    assert passed == Listed(position="3:7")


async def test_a_server_that_asks_for_the_password_for_ever_is_left(boxes):
    async with imap_server() as server:
        server.says("AUTHENTICATE", endless=b"+ \r\n" * 999)
        answer = await boxes().take(source(server.url, seconds=2.0), PollState())
    # Which limit is met first depends on how much the system buffers.
    assert answer.reason in {Reason.PROTOCOL, Reason.TOO_LARGE, Reason.TIMEOUT}


TWO = b"".join(b"* %d FETCH (UID %d RFC822.SIZE 75)\r\n" % (n, n) for n in (7, 8))


async def test_what_was_had_before_a_session_breaks_off_is_kept(boxes):
    async with imap_server() as server:
        server.says("FETCH", TWO + b"{tag} OK done\r\n")
        server.answers["BODY"] = replace(body(MAIL), leave=True)
        found = await boxes().take(source(server.url), PollState())
    assert (len(found.candidates), found.position) == (1, "3:7")


@pytest.mark.parametrize("bounds", [Bounds(bytes=100), Bounds(seconds=-1.0)])
async def test_what_is_too_much_or_takes_too_long_for_one_look_is_left_for_the_next(boxes, bounds):
    async with imap_server() as server:
        server.says("FETCH", TWO + b"{tag} OK done\r\n")
        found = await boxes(bounds=bounds).take(source(server.url), PollState())
    assert (len(found.candidates), found.position) == (1, "3:7")


@pytest.mark.parametrize(
    "echo", [PASSWORD.encode(), b64encode(f"\0desk\0{PASSWORD}".encode()), b"\x1b[31m" * 99]
)
async def test_a_server_that_says_the_password_again_is_not_repeated(boxes, echo):
    async with imap_server() as server:
        server.says("AUTHENTICATE", b"{tag} NO " + echo + b" is wrong\r\n")
        answer = await boxes().take(source(server.url), PollState())
    assert PASSWORD not in answer.detail
    assert b64encode(PASSWORD.encode())[:8].decode() not in answer.detail
    assert "\x1b" not in answer.detail


async def test_a_token_is_presented_as_the_mechanism_wants_it(boxes, tmp_path):
    (tmp_path / "token").write_text(" canary-token\n")
    of = source("", password=None, token_file=str(tmp_path / "token"))
    async with imap_server() as server:
        server.says("CAPABILITY", b"* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\r\n{tag} OK done\r\n")
        found = await boxes().take(replace(of, url=server.url), PollState())
        assert b64encode(b"user=desk\1auth=Bearer canary-token\1\1") in server.heard
    assert len(found.candidates) == 1


@pytest.mark.parametrize(
    "echo", [b"canary-token", b64encode(b"user=desk\1auth=Bearer canary-token\1\1")]
)
async def test_a_server_that_refuses_a_token_is_not_told_it_again_nor_repeated(
    boxes, tmp_path, echo
):
    (tmp_path / "token").write_text("canary-token")
    of = source("", password=None, token_file=str(tmp_path / "token"))
    async with imap_server() as server:
        server.says("CAPABILITY", b"* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\r\n{tag} OK done\r\n")
        server.says("AUTHENTICATE", b"{tag} NO " + echo + b" expired\r\n")
        answer = await boxes().take(replace(of, url=server.url), PollState())
    assert answer.reason is Reason.FORBIDDEN
    assert answer.detail == "the mail server refused the access token (is it renewed?): … expired"


async def test_a_server_that_takes_no_tokens_is_not_told_one(boxes, tmp_path):
    (tmp_path / "token").write_text("canary-token")
    of = source("", password=None, token_file=str(tmp_path / "token"))
    async with imap_server() as server:
        answer = await boxes().take(replace(of, url=server.url), PollState())
        assert not any(b"AUTHENTICATE" in line for line in server.heard)
    assert "it offers no XOAUTH2" in answer.detail


async def test_starttls_is_used_where_it_is_offered(boxes, authority):
    async with imap_server() as server:
        server.tls = certificate(authority)
        server.says(
            "CAPABILITY", b"* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\n{tag} OK done\r\n"
        )
        server.says("STARTTLS", b"{tag} OK done\r\n")
        found = await boxes().take(source(server.url), PollState())
        heard = [line.split()[1] for line in server.heard if b" " in line]
    assert len(found.candidates) == 1
    assert heard.index(b"STARTTLS") < heard.index(b"AUTHENTICATE")


@pytest.mark.parametrize(
    "said", [b"{tag} NO no\r\n", b"{tag} OK done\r\n* CAPABILITY IMAP4rev1\r\n"]
)
async def test_words_slipped_in_before_tls_end_the_session(boxes, said):
    async with imap_server() as server:
        server.says(
            "CAPABILITY", b"* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\n{tag} OK done\r\n"
        )
        server.says("STARTTLS", said)
        answer = await boxes().take(source(server.url), PollState())
        assert answer.reason is Reason.FORBIDDEN
        assert not any(b"AUTHENTICATE" in line for line in server.heard)


async def test_a_goodbye_that_takes_for_ever_is_cut_short(boxes):
    async with imap_server() as server:
        server.says("LOGOUT", hang=True)
        began = monotonic()
        found = await boxes().take(source(server.url, seconds=60), PollState())
        assert monotonic() - began < 30
    assert len(found.candidates) == 1


async def test_a_look_that_is_given_up_leaves_the_line(boxes):
    async with imap_server() as server:
        server.says("EXAMINE", endless=b"* OK\r\n", pause=0.02)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await boxes().take(source(server.url, seconds=60), PollState())
        async with asyncio.timeout(30):
            await server.left.wait()
