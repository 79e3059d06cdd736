import asyncio
import ssl
from dataclasses import replace
from datetime import timedelta
from html import escape

import pytest
import trustme

from monitor.adapters.email import Email, Server, smtp_server
from monitor.alert.links import Signer
from monitor.alert.render.mail import mail
from monitor.model.alert import Accepted, AlertId, Partly, Refused
from monitor.model.restraint import Bundle, Restraint
from monitor.model.watchlist import EmailTarget, Receiver, WebhookTarget
from tests.alert.examples import NEW, NOW, PLEDGE, STALE, UPDATE, party
from tests.fakes.mail_server import LOGIN, certificate, mail_server


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def trusting(authority):
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def email(trusting):
    return Email(tls=trusting)


@pytest.fixture
async def server():
    async with mail_server() as running:
        yield running


def receiver(smtp: str, *to: str, password: str | None = None, seconds: float = 20) -> Receiver:
    return Receiver(
        name="mail",
        target=EmailTarget(
            to=to or ("desk@paper.example",),
            sender="Monitor <monitor@news.example>",
            smtp=smtp,
            password=password,
        ),
        send_limit=timedelta(seconds=seconds),
    )


def at(server, scheme: str = "smtp", user: str = "") -> str:
    return f"{scheme}://{user}127.0.0.1:{server.port}"


@pytest.mark.parametrize("alert", [NEW, UPDATE])
async def test_a_mail_arrives_as_it_was_written(email, server, alert):
    to = ("Desk <desk@paper.example>", "night@paper.example")
    told = await email.send(alert, receiver(at(server), *to))
    assert told == Accepted(detail="accepted for 2")
    (handed,) = server.handed
    assert handed.sender == "monitor@news.example"
    assert handed.recipients == ("desk@paper.example", "night@paper.example")
    written = mail(alert, receiver(at(server), *to).target)
    read = handed.parsed
    assert read["Subject"] == written.subject
    assert read["From"] == "Monitor <monitor@news.example>"
    assert read["To"] == "Desk <desk@paper.example>, night@paper.example"
    assert read["Date"].datetime == NOW
    assert read["Message-ID"] == written.message_id
    assert read["References"] == read["In-Reply-To"] == written.thread
    assert [read[name] for name, _ in written.headers] == [value for _, value in written.headers]
    bodies = [read.get_body((kind,)).get_content() for kind in ("plain", "html")]
    assert [body.replace("\r\n", "\n") for body in bodies] == [written.text, written.html]
    assert read.defects == []


async def test_times_are_told_by_the_clocks_of_the_receiver(email, server):
    await email.send(NEW, replace(receiver(at(server)), timezone="Europe/Kyiv"))
    (handed,) = server.handed
    assert (
        "First seen: 19 December 2025, 11:30 EET"
        in handed.parsed.get_body(("plain",)).get_content()
    )


async def test_a_mail_is_sent_as_ascii_that_every_server_can_carry(email, server):
    await email.send(UPDATE, receiver(at(server)))
    (handed,) = server.handed
    assert handed.content.isascii()
    assert all(len(line) <= 998 for line in handed.content.split(b"\r\n"))


@pytest.mark.parametrize(
    "name",
    [
        "Міністерство закордонних справ України та інші установи держави",
        "000¡¡¡¡¡ࠀ𐀀 ¡ ¡",
        "a plain name of many words " * 5,
    ],
)
async def test_a_subject_of_any_script_and_length_keeps_its_spaces(email, server, name):
    alert = replace(NEW, development=replace(PLEDGE, counterparts=(party(name),)))
    await email.send(alert, receiver(at(server)))
    (handed,) = server.handed
    assert handed.parsed["Subject"] == mail(alert, receiver("smtp://x").target).subject
    head = handed.content.partition(b"\r\n\r\n")[0]
    assert all(len(line) <= 78 for line in head.split(b"\r\n") if b"Unsubscribe" not in line)


async def test_a_source_s_health_has_no_thread(email, server):
    await email.send(STALE, receiver(at(server)))
    read = server.handed[0].parsed
    assert (read["References"], read["In-Reply-To"]) == (None, None)


async def test_encryption_is_used_where_it_is_offered_whoever_signed_the_certificate(authority):
    async with mail_server(start_tls=certificate(authority)) as server:
        told = await Email().send(NEW, receiver(at(server)))
        assert told == Accepted(detail="accepted for 1")
        assert server.handed[0].encrypted


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
async def test_required_encryption_is_used_with_a_certificate_that_is_trusted(
    email, authority, scheme
):
    tls = certificate(authority)
    offered = {"start_tls": tls} if scheme == "smtp+starttls" else {"direct_tls": tls}
    async with mail_server(**offered) as server:
        told = await email.send(NEW, receiver(at(server, scheme)))
        assert told == Accepted(detail="accepted for 1")
        assert server.handed[0].encrypted


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
async def test_a_certificate_that_is_not_trusted_is_refused_for_now(authority, scheme):
    tls = certificate(authority)
    offered = {"start_tls": tls} if scheme == "smtp+starttls" else {"direct_tls": tls}
    async with mail_server(**offered) as server:
        told = await Email().send(NEW, receiver(at(server, scheme)))
        assert isinstance(told, Refused)
        assert not told.lasting
        assert "certificate" in told.detail
        assert server.handed == []


async def test_required_encryption_that_is_not_offered_is_refused_for_now(email, server):
    told = await email.send(NEW, receiver(at(server, "smtp+starttls")))
    assert told == Refused(
        detail="the mail was not handed in: SMTP STARTTLS extension not supported by server."
    )
    assert server.handed == []


async def test_a_server_that_wants_a_login_gets_it(email, authority):
    user, password = LOGIN
    async with mail_server(start_tls=certificate(authority), login_required=True) as server:
        url = at(server, "smtp+starttls", f"{user}@")
        told = await email.send(NEW, receiver(url, password=password))
        assert told == Accepted(detail="accepted for 1")
        assert server.handed[0].login == user


async def test_a_wrong_password_is_refused_for_now_and_not_named(email, authority):
    async with mail_server(start_tls=certificate(authority), login_required=True) as server:
        told = await email.send(NEW, receiver(at(server, user="desk@"), password="canary-wrong"))
    assert isinstance(told, Refused)
    assert not told.lasting
    assert told.detail.startswith("the mail server refused the login: 535")
    assert "canary" not in told.detail


async def test_a_login_that_is_wanted_and_not_given_is_refused(email, authority):
    async with mail_server(start_tls=certificate(authority), login_required=True) as server:
        told = await email.send(NEW, receiver(at(server)))
    assert told == Refused(
        detail="the mail server refused the mail: 530 5.7.0 Authentication required", lasting=True
    )


@pytest.mark.parametrize(
    ("command", "answer", "lasting"),
    [
        ("MAIL", "451 4.3.0 try later", False),
        ("MAIL", "550 5.7.1 not from you", True),
        ("DATA", "452 4.3.1 disk full", False),
        ("DATA", "554 5.6.0 no such mails", True),
    ],
)
async def test_an_answer_of_five_hundred_lasts_and_one_of_four_hundred_does_not(
    email, server, command, answer, lasting
):
    server.says[command] = answer
    told = await email.send(NEW, receiver(at(server)))
    assert told == Refused(detail=f"the mail server refused the mail: {answer}", lasting=lasting)


@pytest.mark.parametrize(
    ("one", "other", "lasting"),
    [("550 no such user", "550 no such user", True), ("550 no such user", "450 busy", False)],
)
async def test_a_mail_that_no_recipient_may_get_lasts_only_if_all_were_refused_for_good(
    email, server, one, other, lasting
):
    server.says |= {"a@paper.example": one, "b@paper.example": other}
    told = await email.send(NEW, receiver(at(server), "a@paper.example", "b@paper.example"))
    assert told == Refused(
        detail=f"a@paper.example refused: {one}; b@paper.example refused: {other}",
        lasting=lasting,
    )


async def test_only_the_recipients_that_were_refused_are_tried_again(email, server):
    two = receiver(at(server), "desk@paper.example", "late@paper.example")
    server.says["late@paper.example"] = "450 busy"
    told = await email.send(NEW, two)
    detail = "accepted for 1; late@paper.example refused: 450 busy"
    assert told == Partly(reached=("desk@paper.example",), rest=Refused(detail=detail))
    del server.says["late@paper.example"]
    assert await email.send(NEW, two, reached=told.reached) == Accepted(detail="accepted for 2")
    assert [mail.recipients for mail in server.handed] == [
        ("desk@paper.example",),
        ("late@paper.example",),
    ]
    assert await email.send(NEW, two, reached=two.target.to) == Accepted(detail="accepted for 2")


async def test_a_recipient_that_is_refused_for_good_is_said_to_be(email, server):
    server.says["gone@paper.example"] = "550 no such user"
    told = await email.send(NEW, receiver(at(server), "desk@paper.example", "gone@paper.example"))
    assert told.reached == ("desk@paper.example",)
    assert told.rest.lasting


async def test_a_server_that_is_not_there_is_refused_for_now(email):
    async with mail_server() as gone:
        url = at(gone)
    told = await email.send(NEW, receiver(url))
    assert isinstance(told, Refused)
    assert not told.lasting
    assert told.detail.startswith("the mail server cannot be used: ")


async def test_a_server_that_hangs_is_given_up_at_the_send_limit(email, server):
    server.hangs = "MAIL"
    loop = asyncio.get_running_loop()
    start = loop.time()
    told = await email.send(NEW, receiver(at(server), seconds=0.3))
    assert isinstance(told, Refused)
    assert not told.lasting
    assert loop.time() - start < 30


async def test_a_port_that_never_speaks_is_given_up_at_the_send_limit(email):
    left = asyncio.Event()

    async def silent(reader, writer):
        await reader.read()
        writer.close()
        await writer.wait_closed()
        left.set()

    listening = await asyncio.start_server(silent, "127.0.0.1", 0)
    async with listening:
        port = listening.sockets[0].getsockname()[1]
        told = await email.send(NEW, receiver(f"smtp://127.0.0.1:{port}", seconds=0.3))
        await asyncio.wait_for(left.wait(), timeout=30)
    assert isinstance(told, Refused)
    assert not told.lasting


async def test_a_server_that_leaves_before_it_has_taken_the_mail_is_refused_for_now(email, server):
    server.leaves = "DATA"
    server.says["DATA"] = "250 unheard"
    told = await email.send(NEW, receiver(at(server)))
    assert isinstance(told, Refused)
    assert not told.lasting
    assert told.detail.startswith("the mail was not handed in: ")


async def test_a_server_that_took_the_mail_and_never_says_goodbye_has_taken_it(email, server):
    server.hangs = "QUIT"
    told = await email.send(NEW, receiver(at(server), seconds=0.3))
    assert told == Accepted(detail="accepted for 1")


async def test_a_recipient_that_was_taken_out_meanwhile_is_not_forgotten(email, server):
    server.says["late@paper.example"] = "450 busy"
    now = receiver(at(server), "new@paper.example", "late@paper.example")
    told = await email.send(NEW, now, reached=("left@paper.example",))
    assert told.reached == ("left@paper.example", "new@paper.example")
    assert [mail.recipients for mail in server.handed] == [("new@paper.example",)]


async def test_one_address_gets_one_copy_however_often_it_is_named(email, server):
    to = ("desk@paper.example", "Desk <desk@PAPER.example>", "Desk@paper.example")
    told = await email.send(NEW, receiver(at(server), *to))
    assert told == Accepted(detail="accepted for 2")
    assert server.handed[0].recipients == ("desk@paper.example", "Desk@paper.example")


async def test_a_mail_that_is_refused_after_its_recipients_were_taken_reached_nobody(email, server):
    server.says |= {"late@paper.example": "450 busy", "DATA": "452 disk full"}
    told = await email.send(NEW, receiver(at(server), "desk@paper.example", "late@paper.example"))
    assert told == Refused(detail="the mail server refused the mail: 452 disk full")


async def test_a_server_that_leaves_between_two_recipients_reached_nobody(email, server):
    server.says["late@paper.example"] = "421 closing down"
    server.leaves = "late@paper.example"
    two = receiver(at(server), "late@paper.example", "desk@paper.example")
    told = await email.send(NEW, two)
    assert isinstance(told, Refused)
    assert not told.lasting
    assert server.handed == []


async def test_a_recipient_beyond_ascii_gets_a_copy_of_its_own():
    async with mail_server(international=True) as server:
        two = receiver(at(server), "desk@paper.example", "Ключ <ключ@Газета.example>")
        assert await Email().send(NEW, two) == Accepted(detail="accepted for 2")
    plain, other = server.handed
    assert plain.recipients == ("desk@paper.example",)
    assert other.recipients == ("ключ@xn--80aahjj1e.example",)
    assert (plain.international, other.international) == (False, True)
    assert plain.content.isascii()
    assert plain.parsed["To"] == "desk@paper.example"
    assert plain.parsed["Message-ID"] == other.parsed["Message-ID"]
    assert "ключ@xn--80aahjj1e.example" in other.content.decode()


async def test_a_server_of_ascii_addresses_refuses_only_those_beyond(email, server):
    told = await email.send(NEW, receiver(at(server), "ключ@paper.example", "desk@paper.example"))
    detail = "accepted for 1; the mail server takes ASCII addresses only"
    assert told == Partly(
        reached=("desk@paper.example",), rest=Refused(detail=detail, lasting=True)
    )


async def test_recipients_may_all_be_beyond_ascii():
    async with mail_server(international=True) as server:
        told = await Email().send(NEW, receiver(at(server), "ключ@paper.example"))
    assert told == Accepted(detail="accepted for 1")
    assert [mail.recipients for mail in server.handed] == [("ключ@paper.example",)]


async def test_nobody_gets_a_mail_whose_sender_is_no_address(email, server):
    nameless = replace(receiver(at(server)).target, sender="Monitor")
    told = await email.send(NEW, replace(receiver(at(server)), target=nameless))
    assert told == Refused(detail="Monitor is no mail address", lasting=True)
    assert server.handed == []


async def test_a_domain_beyond_ascii_is_written_as_servers_know_it(email, server):
    await email.send(NEW, receiver(at(server), "desk@газета.example"))
    assert server.handed[0].recipients == ("desk@xn--80aahjj1e.example",)


async def test_a_silence_at_the_second_copy_does_not_forget_the_first():
    async with mail_server(international=True) as server:
        server.says["ключ@paper.example"] = "250 fine"
        server.hangs = "ключ@paper.example"
        two = receiver(at(server), "desk@paper.example", "ключ@paper.example", seconds=4)
        told = await Email().send(NEW, two)
    assert told == Partly(
        reached=("desk@paper.example",),
        rest=Refused(detail="accepted for 1; the mail server did not answer within 4 s"),
    )


async def test_what_is_no_address_does_not_keep_the_mail_from_others(email, server):
    told = await email.send(NEW, receiver(at(server), "desk", "night@paper.example"))
    assert told == Partly(
        reached=("night@paper.example",),
        rest=Refused(detail="accepted for 1; desk is no mail address", lasting=True),
    )
    assert server.handed[0].parsed["To"] == "night@paper.example"


async def test_a_receiver_without_any_address_is_refused_without_a_call(email, server):
    told = await email.send(NEW, receiver(at(server), "desk"))
    assert told == Refused(detail="desk is no mail address", lasting=True)
    assert server.handed == []


@pytest.mark.parametrize("url", ["http://127.0.0.1", "smtp://", "smtp://h:port", "mail.example"])
async def test_an_address_of_no_mail_server_is_refused_for_good(email, url):
    told = await email.send(NEW, receiver(url))
    assert isinstance(told, Refused)
    assert told.lasting
    assert told.detail.startswith("the mail cannot be made: ")


async def test_a_receiver_of_another_kind_is_refused(email):
    other = replace(receiver("smtp://x"), target=WebhookTarget(url="https://desk.example"))
    told = await email.send(NEW, other)
    assert told == Refused(detail="this receiver has no mail addresses", lasting=True)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (
            "smtp://mail.example",
            Server(host="mail.example", port=25, user=None, direct_tls=False, start_tls=None),
        ),
        (
            "smtp+starttls://a%40b@mail.example",
            Server(host="mail.example", port=587, user="a@b", direct_tls=False, start_tls=True),
        ),
        (
            "smtps://desk@[::1]:4650",
            Server(host="::1", port=4650, user="desk", direct_tls=True, start_tls=False),
        ),
    ],
)
def test_an_address_of_a_mail_server_says_port_login_and_encryption(url, server):
    assert smtp_server(url) == server


async def test_a_mail_has_links_to_what_its_reader_may_say(trusting, server):
    signer = Signer(key=b"k", public_url="https://monitor.example")
    digest = Bundle(
        id=AlertId("b1"),
        receiver="mail",
        reason=Restraint.DIGEST,
        alerts=(NEW, STALE),
        at=NOW,
    )
    for message in (NEW, digest):
        told = await Email(tls=trusting, signer=signer).send(message, receiver(at(server)))
        assert told == Accepted(detail="accepted for 1")
    for handed in server.handed:
        plain, html = (handed.parsed.get_body((kind,)).get_content() for kind in ("plain", "html"))
        for words, link in signer.links(NEW, "mail"):
            assert f"{words}:\n" in plain.replace("\r\n", "\n")
            assert link in plain
            assert plain.count("/feedback/") == 2
            assert f'href="{escape(link)}"' in html
