from dataclasses import replace
from email import message_from_bytes, message_from_string, policy

import pytest

from monitor.adapters.mail_wire import on_the_wire, postal
from monitor.alert.render.mail import mail
from monitor.model.watchlist import EmailTarget
from tests.alert.examples import NEW, UPDATE

DESK = EmailTarget(
    to=("desk@paper.example",), sender="Monitor <monitor@news.example>", smtp="smtp://127.0.0.1"
)


def read(told, **form):
    return message_from_string(on_the_wire(told, **form).decode(), policy=policy.default)


@pytest.mark.parametrize(
    ("address", "bare"),
    [
        ("desk@paper.example", "desk@paper.example"),
        ("Desk <Desk@PAPER.example>", "Desk@paper.example"),
        ("ключ@Газета.example", "ключ@xn--80aahjj1e.example"),
        ("desk@two..dots", "desk@two..dots"),
        ("desk", ""),
        ('de"sk@paper.example', ""),
        ("de sk@paper.example", ""),
        ("de\x01sk@paper.example", ""),
        ("@paper.example", ""),
        ("", ""),
    ],
)
def test_an_address_is_bare_and_its_domain_in_lower_case_and_ascii(address, bare):
    assert postal(address) == bare
    assert postal(bare) == bare


def test_a_mail_has_the_same_bytes_at_each_attempt():
    assert on_the_wire(mail(UPDATE, DESK)) == on_the_wire(mail(UPDATE, DESK))
    assert on_the_wire(mail(UPDATE, DESK)) != on_the_wire(mail(NEW, DESK))


def test_ids_stay_whole_however_long_the_domain_is():
    domain = ".".join(["department"] * 18)
    told = message_from_bytes(on_the_wire(mail(NEW, replace(DESK, sender=f"monitor@{domain}"))))
    assert told["References"] == f"<d1.thread@{domain}>"
    assert told["List-Id"] == f"<ukraine.monitor.{domain}>"
    assert told["List-Unsubscribe"].startswith(f"<mailto:monitor@{domain}?")


def test_addresses_beyond_ascii_stand_only_in_the_international_form():
    told = mail(NEW, replace(DESK, to=("desk@paper.example", "Ключ <ключ@paper.example>", "x")))
    assert read(told)["To"] == "desk@paper.example"
    assert on_the_wire(told).isascii()
    to = read(told, international=True)["To"]
    assert [one.addr_spec for one in to.addresses] == ["desk@paper.example", "ключ@paper.example"]
    assert to.addresses[1].display_name == "Ключ"


def test_a_sender_s_name_may_be_of_any_script():
    told = mail(NEW, replace(DESK, sender="Монітор новин <monitor@news.example>"))
    (sender,) = read(told)["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Монітор новин", "monitor@news.example")
