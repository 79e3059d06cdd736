import ssl
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from uuid import uuid4

import pytest
import trustme

from monitor.adapters.email import Email
from monitor.adapters.mail_wire import on_the_wire
from monitor.alert.render.mail import mail
from monitor.model.alert import Accepted, AlertId, Partly, Refused
from monitor.model.watchlist import EmailTarget, Receiver
from tests.alert.examples import NEW, UPDATE
from tests.fakes.mail_transfer import DOMAIN, LOGIN, lacking, transfer_server
from tests.mail_client.letters import LETTERS

pytestmark = pytest.mark.skipif(lacking() is not None, reason=str(lacking()))
BOTH = pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
BOXES = ("desk", "night", "kinds", "empty", "ключ")
TRACES = ("Return-Path", "X-Original-To", "Delivered-To", "Received")


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def postfix(authority):
    with transfer_server(authority, *BOXES) as server:
        yield server


@pytest.fixture(scope="module")
def email(authority):
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return Email(tls=context)


def to(url, *names, password=LOGIN[1]):
    target = EmailTarget(
        to=tuple(f"{name}@{DOMAIN}" for name in names),
        sender="Monitor <monitor@news.example>",
        smtp=url,
        password=password,
    )
    return Receiver(name="mail", target=target, send_limit=timedelta(seconds=20))


def told(message, receiver):
    """Return the lines that were handed in."""
    return on_the_wire(mail(message, receiver.target)).replace(b"\r\n", b"\n")


def without_traces(arrived):
    """Return the lines below those that the servers on its way wrote on top of it."""
    lines = arrived.splitlines(keepends=True)
    while lines[0].startswith((*(f"{name}:".encode() for name in TRACES), b"\t", b" ")):
        del lines[0]
    return b"".join(lines)


def one_of_its_own():
    """Return an alert that no other test sends."""
    return replace(NEW, id=AlertId(uuid4().hex))


@BOTH
async def test_a_mail_lies_in_the_mailboxes_as_it_was_handed_in(postfix, email, scheme):
    alert = replace(UPDATE, id=AlertId(uuid4().hex))
    both = to(postfix.url(scheme), "desk", "night")
    assert await email.send(alert, both) == Accepted(detail="accepted for 2")
    for name in ("desk", "night"):
        (arrived,) = postfix.mails(name, alert.id)
        assert without_traces(arrived) == told(alert, both)
        read = message_from_bytes(arrived, policy=policy.default)
        assert read["Delivered-To"] == f"{name}@{DOMAIN}"
        assert "ESMTPSA" in read["Received"]
        assert read.get_body(("plain",)).get_content() == mail(alert, both.target).text
        assert read.get_body(("html",)).get_content() == mail(alert, both.target).html


async def test_a_mail_of_each_kind_arrives_as_it_was_handed_in(postfix, email):
    box = to(postfix.url("smtps"), "kinds")
    for message in LETTERS.values():
        assert await email.send(message, box) == Accepted(detail="accepted for 1")
    arrived = [without_traces(one) for one in postfix.mails("kinds")]
    assert sorted(arrived) == sorted(told(message, box) for message in LETTERS.values())


@BOTH
async def test_a_wrong_password_is_refused(postfix, email, scheme):
    said = await email.send(one_of_its_own(), to(postfix.url(scheme), "empty", password="wrong"))
    assert isinstance(said, Refused)
    assert not said.lasting
    assert said.detail.startswith("the mail server refused the login: 535")
    assert postfix.mails("empty") == []


@BOTH
async def test_a_server_whose_certificate_nobody_known_signed_gets_nothing(postfix, scheme):
    said = await Email().send(one_of_its_own(), to(postfix.url(scheme), "empty"))
    assert isinstance(said, Refused)
    assert not said.lasting
    assert "certificate" in said.detail
    assert postfix.mails("empty") == []


async def test_who_does_not_log_in_is_refused(postfix, email):
    url = postfix.url("smtps").replace(f"{LOGIN[0]}@", "")
    said = await email.send(one_of_its_own(), to(url, "empty"))
    assert isinstance(said, Refused)
    assert said.detail.startswith(f"empty@{DOMAIN} refused: 554")
    assert postfix.mails("empty") == []


@BOTH
async def test_an_unknown_recipient_is_refused_alone_and_asked_alone_again(postfix, email, scheme):
    alert = one_of_its_own()
    three = to(postfix.url(scheme), "desk", "nobody", "night")
    said = await email.send(alert, three)
    assert isinstance(said, Partly)
    assert said.reached == (f"desk@{DOMAIN}", f"night@{DOMAIN}")
    assert said.rest.lasting
    assert f"accepted for 2; nobody@{DOMAIN} refused: 550" in said.rest.detail
    again = await email.send(alert, three, reached=said.reached)
    assert isinstance(again, Partly)
    assert again.reached == said.reached
    assert [len(postfix.mails(name, alert.id)) for name in ("desk", "night")] == [1, 1]


async def test_a_recipient_beyond_ascii_has_a_mailbox_too(postfix, email):
    alert = one_of_its_own()
    two = to(postfix.url("smtps"), "ключ", "desk")
    assert await email.send(alert, two) == Accepted(detail="accepted for 2")
    (arrived,) = postfix.mails("ключ")
    sent = on_the_wire(mail(alert, two.target), international=True).replace(b"\r\n", b"\n")
    assert without_traces(arrived) == sent
