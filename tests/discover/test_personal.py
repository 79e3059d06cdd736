"""Addresses in newsletters: invented ones, of the forms that senders of newsletters use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.discover.personal import is_token, is_way_out, led_to, public, without_reader

UUID = "6f1d2c3b-4a5e-4f60-8a71-92b3c4d5e6f7"
SITE = "https://letters.example"


@pytest.mark.parametrize(
    "url",
    [
        f"{SITE}/issue/7",
        f"{SITE}/latest",
        f"{SITE}/p/the-harbour-reopens",
        f"{SITE}/2026/03/01/the-harbour-reopens-123456.html",
        f"{SITE}/archive?id=127&lang=en",
        f"{SITE}/story.php?nid=127",
        f"{SITE}/?story_id=127",
        f"{SITE}/20260301/98765",
        f"{SITE}/covid19/g7summit",
        f"{SITE}/p/гавань-відкрито-знову",
        "http://letters.example:8080/?edition=2026-03-01",
        "https://email.example/issue-7",
    ],
)
def test_what_names_a_page_is_kept(url):
    assert public(url) == url


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        (f"{SITE}/p/the-harbour-reopens?token=eyJ1c2VyIjoxfQ", f"{SITE}/p/the-harbour-reopens"),
        (f"{SITE}/issue/7?e=0a1b2c3d4e&utm_source=x#top", f"{SITE}/issue/7"),
        (f"{SITE}/view?id=12&email=me%40reader.example", f"{SITE}/view?id=12"),
        (f"{SITE}/latest?utm_source=letter", f"{SITE}/latest"),
        (f"{SITE}/issue/7?id={UUID}", f"{SITE}/issue/7"),
        (
            "https://us1.campaign-archive.com/?u=0a1b2c3d4e5f60718293a4b5c&id=9f8e7d6c5b&e=1a2b3c",
            "https://us1.campaign-archive.com/?u=0a1b2c3d4e5f60718293a4b5c&id=9f8e7d6c5b",
        ),
    ],
)
def test_what_tells_who_reads_is_taken_off_where_the_rest_names_the_page(url, kept):
    assert public(url) == kept


@pytest.mark.parametrize(
    "url",
    [
        f"{SITE}/view?token=eyJ1c2VyIjoxfQ",
        f"{SITE}/?e=0a1b2c3d4e",
        f"{SITE}/index.php?e=0a1b2c3d4e",
        f"{SITE}/view?qs=0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        f"{SITE}/web/{UUID}",
        f"{SITE}/web/0a1b2c3d4e5f6071",
        f"{SITE}/web/eJwNyksOgCAMBdC",
        f"{SITE}/web/bcdfghjklmnp",
        f"{SITE}/web/abcdefghijklmnopqrstuvwxyz",
        f"{SITE}/web/12345678901234",
        f"{SITE}/web/me@reader.example",
        f"{SITE}/web/bWVAcmVhZGVy=",
        f"{SITE}/view/123456/987654",
        f"{SITE}/view/123456?id=987654",
        f"{SITE}/t/t-e-ovijtd-l-r/",
        "https://click.letters.example/issue/7",
        "https://links12.letters.example/p/the-harbour-reopens",
        f"{SITE}/ls/click?upn=x",
        f"{SITE}/unsubscribe/7",
        f"{SITE}/issue-7/email-preferences",
        "https://me:word@letters.example/issue/7",
        "https://campaign-archive.com/?u=0a1b2c3d4e&e=1a2b3c",
        "ftp://letters.example/issue/7",
        "https:///issue/7",
        "https://[::1/issue/7",
    ],
)
def test_what_may_tell_who_reads_is_no_address_for_others(url):
    assert public(url) is None


@given(
    st.sampled_from(["", "/view", "/issue/7", "/p/the-harbour-reopens"]),
    st.sampled_from(["token", "e", "uid", "key", "email", "subscriber"]),
    st.uuids(),
)
def test_no_parameter_that_may_be_a_token_is_ever_kept(path, name, token):
    address = public(f"{SITE}{path}?{name}={token.hex}") or ""
    assert token.hex not in address


@given(st.text(max_size=60))
def test_any_text_is_answered_with_an_address_or_none(text):
    for url in (text, f"https://{text}", f"{SITE}/{text}"):
        address = public(url)
        assert address is None or address.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (
            f"{SITE}/p/the-harbour-reopens?mc_eid=0a1b2c3d4e&id=7",
            f"{SITE}/p/the-harbour-reopens?id=7",
        ),
        (f"{SITE}/a/3f2a9c1b7d?token=0a1b2c3d4e#x", f"{SITE}/a/3f2a9c1b7d"),
        (f"{SITE}/?e=0a1b2c3d4e", f"{SITE}/"),
        ("https://[::1/issue/7", "https://[::1/issue/7"),
    ],
)
def test_a_page_that_a_letter_led_to_is_shown_without_who_was_led(url, shown):
    assert led_to(url) == shown


@pytest.mark.parametrize(
    ("url", "leaves"),
    [
        (f"{SITE}/unsubscribe?u=7", True),
        (f"{SITE}/u?action=opt-out", True),
        (f"{SITE}/preferences", True),
        (f"{SITE}/?go=preferences", True),
        (f"{SITE}/manage_subscription", True),
        (f"{SITE}/voters-preferences-shift", False),
        (f"{SITE}/coptouts", False),
        (f"{SITE}/podpisal-dogovor", False),
        (f"{SITE}/issue/7", False),
    ],
)
def test_ways_out_of_a_list_are_known(url, leaves):
    assert is_way_out(url) is leaves


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("the-harbour-reopens-after-the-storm", False),
        ("2026elections", False),
        ("g20", False),
        ("a-b-harbour", False),
        ("TheHarbour", False),
        ("3f2a9c1b7d", True),
        ("", False),
    ],
)
def test_a_token_has_no_words(text, token):
    assert is_token(text) is token


def test_a_letter_does_not_say_who_it_was_sent_to():
    letter = (
        "Sent to Me@Reader.example. The council met (https://harbour.example/p/the-council-met).\n"
        "Unsubscribe: https://letters.example/u/0a1b2c3d4e5f6071, or https://[xyz."
    )
    assert without_reader(letter, ("me@reader.example",)) == (
        "Sent to …. The council met (https://harbour.example/p/the-council-met).\n"
        "Unsubscribe: https://letters.example, or https://…."
    )
