"""Signed links of mails."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alert.links import LIFE, PATH, Link, Refusal, Signer, link_of
from monitor.model.alert import AlertId
from monitor.model.feedback import Opinion
from monitor.model.watchlist import Kind
from tests.alert.examples import NEW, STALE

KEY = b"k" * 32
SIGNER = Signer(key=KEY, public_url="https://monitor.example/below/")
NOW = NEW.at
LINK = Link(opinion=Opinion.WRONG, alert=NEW.id, receiver="mail", until=NOW + LIFE)


def followed(address: str, now=NOW, key: bytes = KEY, **other: str):
    parts = urlsplit(address)
    _, opinion, alert = parts.path[parts.path.index(PATH) :].strip("/").split("/")
    query = dict(parse_qsl(parts.query)) | {k: v for k, v in other.items() if k in given_names}
    return link_of(key, other.get("opinion", opinion), other.get("alert", alert), query, now)


given_names = ("receiver", "until", "sign")


@given(
    opinion=st.sampled_from((Opinion.WRONG, Opinion.MUTE, Opinion.RIGHT)),
    receiver=st.text(st.characters(codec="utf-8"), min_size=1, max_size=60),
    alert=st.text("0123456789abcdef", min_size=1, max_size=24),
)
def test_a_link_says_what_it_was_made_to_say(opinion, receiver, alert):
    link = Link(opinion=opinion, alert=AlertId(alert), receiver=receiver, until=NOW + LIFE)
    address = SIGNER.address(link)
    assert address.startswith("https://monitor.example/below/feedback/")
    assert followed(address) == replace(link, until=link.until.replace(microsecond=0))


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"opinion": "right"}, "was changed"),
        ({"alert": "another"}, "was changed"),
        ({"receiver": "boss"}, "was changed"),
        ({"until": "9999999999"}, "was changed"),
        ({"sign": "AAAA"}, "was changed"),
        ({"sign": "ünïcödé"}, "was changed"),
        ({"opinion": "same"}, "not whole"),
        ({"opinion": "kill"}, "not whole"),
        ({"until": "soon"}, "not whole"),
        ({"until": "999999999999"}, "not whole"),
        ({"receiver": "x" * 999}, "not whole"),
        ({"now": NOW + LIFE + timedelta(seconds=1)}, "too old"),
        ({"key": b"another key"}, "was changed"),
    ],
)
def test_a_changed_or_old_link_is_no_good(other, why):
    found = followed(SIGNER.address(LINK), **other)
    assert isinstance(found, Refusal)
    assert why in found.why


def test_a_mail_offers_what_makes_sense_and_the_same_each_time():
    offered = dict(SIGNER.links(NEW, "mail"))
    assert list(offered) == ["It is wrong", "Tell no more of it"]
    assert dict(SIGNER.links(NEW, "mail")) == offered
    assert [words for words, _ in SIGNER.links(replace(NEW, kind=Kind.WITHDRAWN), "mail")] == [
        "It is right"
    ]
    assert SIGNER.links(STALE, "mail") == ()
    assert SIGNER.relative(LINK).startswith(f"../wrong/{NEW.id}?receiver=mail&until=")
