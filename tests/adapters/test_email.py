import asyncio
import ssl
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.adapters.email import Email, Server, message, smtp_server
from monitor.alert.render.mail import mail
from monitor.model.alert import Accepted, Refused
from monitor.model.watchlist import EmailTarget, Receiver, WebhookTarget
from tests.alert.examples import NEW, NOW, PLEDGE, STALE, UPDATE, evidence, party
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
    told = await email.send(alert, receiver(at(server), *to), attempt=1)
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


async def test_a_mail_is_sent_as_ascii_that_every_server_can_carry(email, server):
    await email.send(UPDATE, receiver(at(server)), attempt=1)
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
    await email.send(alert, receiver(at(server)), attempt=1)
    (handed,) = server.handed
    assert handed.parsed["Subject"] == mail(alert, receiver("smtp://x").target).subject
    head = handed.content.partition(b"\r\n\r\n")[0]
    assert all(len(line) <= 78 for line in head.split(b"\r\n") if b"Unsubscribe" not in line)


async def test_a_source_s_health_has_no_thread(email, server):
    await email.send(STALE, receiver(at(server)), attempt=1)
    read = server.handed[0].parsed
    assert (read["References"], read["In-Reply-To"]) == (None, None)


def test_ids_stay_whole_however_long_the_domain_is():
    domain = ".".join(["department"] * 18)
    target = replace(receiver("smtp://x").target, sender=f"monitor@{domain}")
    read = message_from_bytes(message(mail(NEW, target)).as_bytes())
    assert read["References"] == f"<d1.thread@{domain}>"
    assert read["List-Id"] == f"<ukraine.monitor.{domain}>"
    assert read["List-Unsubscribe"].startswith(f"<mailto:monitor@{domain}?")


HOSTILE = st.text(
    st.sampled_from('\r\n\x00\x0b\x1c\u2028\u202e\ud800\x85\t =?:<>"\\,;@()qQutf8-é€Ж\U0001f30d')
    | st.characters(codec=None),
    max_size=120,
) | st.sampled_from(
    [
        "=?utf-8?q?EU=0D=0AReply-To:_evil?=",
        "x\r\nBcc: evil@example.org\r\n\r\nbody",
        "=?=??utf-8?b?DQpCY2M6IHg=?=",
    ]
)


@settings(deadline=None, max_examples=60)
@given(HOSTILE)
def test_no_words_of_strangers_make_a_header(text):
    target = receiver("smtp://x").target
    plain = message(mail(UPDATE, target))
    evil = replace(
        UPDATE,
        summary=text,
        watchlists=(text,),
        why=(text,),
        development=replace(PLEDGE, counterparts=(party(text, known=False),), place=text),
        evidence=(evidence(text, outlet=text, url=text),),
    )
    for alert in (evil, replace(evil, development=None)):
        read = message_from_bytes(message(mail(alert, target)).as_bytes(), policy=policy.default)
        assert set(read.keys()) <= set(plain.keys())
        assert len(read.keys()) == len(set(read.keys()))
        assert read["From"] == plain["From"]
        assert read["To"] == plain["To"]
        assert [part.get_content_type() for part in read.walk()] == [
            "multipart/alternative",
            "text/plain",
            "text/html",
        ]
        assert read["Subject"] == mail(alert, target).subject
        text_read = read.get_body(("plain",)).get_content()
        assert text_read.replace("\r\n", "\n") == mail(alert, target).text


async def test_encryption_is_used_where_it_is_offered_whoever_signed_the_certificate(authority):
    async with mail_server(start_tls=certificate(authority)) as server:
        told = await Email().send(NEW, receiver(at(server)), attempt=1)
        assert told == Accepted(detail="accepted for 1")
        assert server.handed[0].encrypted


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
async def test_required_encryption_is_used_with_a_certificate_that_is_trusted(
    email, authority, scheme
):
    tls = certificate(authority)
    offered = {"start_tls": tls} if scheme == "smtp+starttls" else {"direct_tls": tls}
    async with mail_server(**offered) as server:
        told = await email.send(NEW, receiver(at(server, scheme)), attempt=1)
        assert told == Accepted(detail="accepted for 1")
        assert server.handed[0].encrypted


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
async def test_a_certificate_that_is_not_trusted_is_refused_for_now(authority, scheme):
    tls = certificate(authority)
    offered = {"start_tls": tls} if scheme == "smtp+starttls" else {"direct_tls": tls}
    async with mail_server(**offered) as server:
        told = await Email().send(NEW, receiver(at(server, scheme)), attempt=1)
        assert isinstance(told, Refused)
        assert not told.lasting
        assert "certificate" in told.detail
        assert server.handed == []


async def test_required_encryption_that_is_not_offered_is_refused_for_now(email, server):
    told = await email.send(NEW, receiver(at(server, "smtp+starttls")), attempt=1)
    assert told == Refused(
        detail="the mail was not handed in: SMTP STARTTLS extension not supported by server."
    )
    assert server.handed == []


async def test_a_server_that_wants_a_login_gets_it(email, authority):
    user, password = LOGIN
    async with mail_server(start_tls=certificate(authority), login_required=True) as server:
        url = at(server, "smtp+starttls", f"{user}@")
        told = await email.send(NEW, receiver(url, password=password), attempt=1)
        assert told == Accepted(detail="accepted for 1")
        assert server.handed[0].login == user


async def test_a_wrong_password_is_refused_for_now_and_not_named(email, authority):
    async with mail_server(start_tls=certificate(authority), login_required=True) as server:
        told = await email.send(
            NEW, receiver(at(server, user="desk@"), password="canary-wrong"), attempt=1
        )
    assert isinstance(told, Refused)
    assert not told.lasting
    assert told.detail.startswith("the mail server refused the login: 535")
    assert "canary" not in told.detail


async def test_a_login_that_is_wanted_and_not_given_is_refused(email, authority):
    async with mail_server(start_tls=certificate(authority), login_required=True) as server:
        told = await email.send(NEW, receiver(at(server)), attempt=1)
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
    told = await email.send(NEW, receiver(at(server)), attempt=1)
    assert told == Refused(detail=f"the mail server refused the mail: {answer}", lasting=lasting)


@pytest.mark.parametrize(
    ("one", "other", "lasting"),
    [("550 no such user", "550 no such user", True), ("550 no such user", "450 busy", False)],
)
async def test_a_mail_that_no_recipient_may_get_lasts_only_if_all_were_refused_for_good(
    email, server, one, other, lasting
):
    server.says |= {"a@paper.example": one, "b@paper.example": other}
    told = await email.send(
        NEW, receiver(at(server), "a@paper.example", "b@paper.example"), attempt=1
    )
    assert told == Refused(
        detail=f"no recipient accepted: a@paper.example ({one}), b@paper.example ({other})",
        lasting=lasting,
    )


async def test_a_mail_that_some_recipients_got_is_accepted_and_names_the_others(email, server):
    server.says["gone@paper.example"] = "550 no such user"
    told = await email.send(
        NEW, receiver(at(server), "desk@paper.example", "gone@paper.example"), attempt=1
    )
    assert told == Accepted(detail="accepted for 1; refused: gone@paper.example (550)")
    assert server.handed[0].recipients == ("desk@paper.example",)


async def test_a_server_that_is_not_there_is_refused_for_now(email):
    async with mail_server() as gone:
        url = at(gone)
    told = await email.send(NEW, receiver(url), attempt=1)
    assert isinstance(told, Refused)
    assert not told.lasting
    assert told.detail.startswith("the mail server cannot be used: ")


async def test_a_server_that_hangs_is_given_up_at_the_send_limit(email, server):
    server.hangs = "MAIL"
    loop = asyncio.get_running_loop()
    start = loop.time()
    told = await email.send(NEW, receiver(at(server), seconds=0.3), attempt=1)
    assert isinstance(told, Refused)
    assert not told.lasting
    assert loop.time() - start < 5


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
        told = await email.send(NEW, receiver(f"smtp://127.0.0.1:{port}", seconds=0.3), attempt=1)
        await asyncio.wait_for(left.wait(), timeout=5)
    assert isinstance(told, Refused)
    assert not told.lasting


async def test_a_server_that_leaves_before_it_has_taken_the_mail_is_refused_for_now(email, server):
    server.leaves = "DATA"
    server.says["DATA"] = "250 unheard"
    told = await email.send(NEW, receiver(at(server)), attempt=1)
    assert isinstance(told, Refused)
    assert not told.lasting
    assert told.detail.startswith("the mail was not handed in: ")


async def test_a_server_that_took_the_mail_and_never_says_goodbye_has_taken_it(email, server):
    server.hangs = "QUIT"
    told = await email.send(NEW, receiver(at(server), seconds=0.3), attempt=1)
    assert told == Accepted(detail="accepted for 1")


async def test_an_address_that_smtp_cannot_carry_is_refused_for_good(email, server):
    told = await email.send(NEW, receiver(at(server), "ключ@paper.example"), attempt=1)
    assert isinstance(told, Refused)
    assert told.lasting
    assert server.handed == []


@pytest.mark.parametrize("url", ["http://127.0.0.1", "smtp://", "smtp://h:port", "mail.example"])
async def test_an_address_of_no_mail_server_is_refused_for_good(email, url):
    told = await email.send(NEW, receiver(url), attempt=1)
    assert isinstance(told, Refused)
    assert told.lasting
    assert told.detail.startswith("the mail cannot be made: ")


async def test_a_receiver_of_another_kind_is_refused(email):
    other = replace(receiver("smtp://x"), target=WebhookTarget(url="https://desk.example"))
    told = await email.send(NEW, other, attempt=1)
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
