from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from monitor.alert.render.mail import mail
from monitor.model.watchlist import EmailTarget
from tests.alert.examples import DIGEST, LOST, NEW, NOW, STALE, UPDATE

DESK = EmailTarget(
    to=("desk@paper.example",),
    sender="Monitor <monitor@news.example>",
    smtp="smtp://127.0.0.1",
)


def test_a_mail_has_the_id_of_its_alert_and_the_thread_of_its_development():
    told = mail(NEW, DESK)
    assert told.message_id == "<a1b2@news.example>"
    assert told.thread == "<d1.thread@news.example>"
    assert told.date == NOW
    assert (told.sender, told.to) == (DESK.sender, DESK.to)


def test_all_mails_of_a_development_share_a_thread_that_is_no_mail_s_id():
    first, second = mail(NEW, DESK), mail(UPDATE, DESK)
    assert first.thread == second.thread
    assert first.thread not in {first.message_id, second.message_id}
    assert second.subject == f"Update: {first.subject}"


def test_a_mail_is_the_same_at_each_attempt():
    assert mail(UPDATE, DESK) == mail(UPDATE, DESK)


@pytest.mark.parametrize("message", [NEW, UPDATE, STALE, LOST, DIGEST], ids=lambda m: m.id)
def test_all_times_of_a_mail_are_of_the_zone_that_it_is_made_for(message):
    there, usual = mail(message, DESK, ZoneInfo("Asia/Kathmandu")), mail(message, DESK)
    for told in (there.text, there.html):
        assert " UTC+0545" in told
        assert " UTC" not in told.replace(" UTC+0545", "").replace(message.id, "")
    assert " UTC+0545" not in usual.text
    assert (there.subject, there.date, there.headers) == (usual.subject, usual.date, usual.headers)


def test_a_source_s_health_has_no_thread():
    told = mail(STALE, DESK)
    assert told.thread is None
    assert told.headers == (("Auto-Submitted", "auto-generated"),)


def test_a_mail_says_that_it_is_automatic_and_how_to_sort_and_end_it():
    assert mail(NEW, DESK).headers == (
        ("Auto-Submitted", "auto-generated"),
        ("List-Id", "<ukraine.monitor.news.example>"),
        ("List-Unsubscribe", "<mailto:monitor@news.example?subject=unsubscribe%20ukraine>"),
    )


@pytest.mark.parametrize("name", ["близький схід", "a b", "x" * 70, "a\r\nBcc: b"])
def test_a_watchlist_of_any_name_has_an_id_that_headers_can_carry(name):
    told = dict(mail(replace(NEW, watchlists=(name,)), DESK).headers)
    assert told["List-Id"].startswith("<watchlist-")
    assert all(value.isascii() and value.isprintable() for value in told.values())


@pytest.mark.parametrize("sender", ["monitor@новини.example", "monitor@two_words.example", ""])
def test_a_sender_without_an_ascii_domain_gets_ids_of_a_domain_that_cannot_be(sender):
    assert mail(NEW, replace(DESK, sender=sender)).message_id == "<a1b2@monitor.invalid>"


def test_text_and_page_tell_the_same_alert():
    told = mail(NEW, DESK)
    for words in ("€90bn (about $106bn)", "The leaders promised Kyiv 90 billion euros."):
        assert words in told.text
        assert words in told.html


def test_a_bundle_is_one_mail_without_a_thread_under_its_first_watchlist():
    told = mail(DIGEST, DESK)
    assert told.message_id == "<e7f8@news.example>"
    assert (told.subject, told.thread, told.date) == (
        "Digest: 1 development, 1 source report",
        None,
        NOW,
    )
    assert dict(told.headers)["List-Id"] == dict(mail(NEW, DESK).headers)["List-Id"]
    assert UPDATE.summary in told.html
