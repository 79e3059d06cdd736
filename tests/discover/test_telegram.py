from datetime import timedelta

import pytest

from monitor.discover.telegram import telegram
from monitor.errors import Unreadable
from tests.discover.asking import NOON

TEXT = '<div class="tgme_widget_message_text js-message_text" dir="auto">{}</div>'
FORWARDED = (
    '<div class="tgme_widget_message_forwarded_from">Forwarded from '
    '<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/coast/7">'
    '<span dir="auto">Coast Radio</span></a></div>'
)
REPLY = (
    '<a class="tgme_widget_message_reply" href="https://t.me/harbour/3">'
    '<div class="tgme_widget_message_text js-message_reply_text">The ferry is late.</div></a>'
)
PREVIEW = (
    '<a class="tgme_widget_message_link_preview" href="https://harbour.example/a">'
    '<div class="link_preview_title">A title</div>'
    '<div class="link_preview_description">A description</div></a>'
)


def post(number, *parts, edited=False, at="2025-12-20T10:30:00+00:00"):
    mark = "edited &nbsp;" if edited else ""
    return (
        '<div class="tgme_widget_message_wrap js-widget_message_wrap">'
        f'<div class="tgme_widget_message js-widget_message" data-post="harbour/{number}">'
        '<div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author">'
        '<span dir="auto">Harbour Post</span></div>'
        f'{"".join(parts)}<div class="tgme_widget_message_footer">'
        '<span class="tgme_widget_message_views">1.2K</span>'
        f'<span class="tgme_widget_message_meta">{mark}<a class="tgme_widget_message_date" '
        f'href="https://t.me/harbour/{number}"><time datetime="{at}">10:30</time></a></span>'
        "</div></div></div></div>"
    )


def read(*posts, at=NOON):
    page = f'<main><section class="tgme_channel_history">{"".join(posts)}</section></main>'
    return telegram(page.encode(), asked_at=at, charset="utf-8").candidates


def test_a_post_gives_its_text_with_line_breaks_its_address_and_its_time():
    words = (
        'The ferry <b>sails</b>.<br/>Pilots <i class="emoji"><b>⚓</b></i> wait.<br><br>All well.'
    )
    (entry,) = read(post(12, TEXT.format(words)))
    assert entry.url == "https://t.me/harbour/12"
    assert entry.enclosed.text == "The ferry sails.\nPilots ⚓ wait.\nAll well."
    assert (entry.enclosed.html, entry.enclosed.credit) == (False, None)
    assert (str(entry.published), entry.updated) == ("2025-12-20T10:30:00Z", None)
    assert (entry.title, entry.kind) == ("The ferry sails.", "telegram")


def test_a_post_of_one_line_or_with_a_long_first_one_has_no_title():
    one, long = read(post(1, TEXT.format("A line")), post(2, TEXT.format("b" * 121 + "<br>c")))
    assert (one.title, long.title) == (None, None)


def test_posts_stand_in_their_order():
    assert [
        entry.url[-2:] for entry in read(*(post(n, TEXT.format("A")) for n in (11, 12, 13)))
    ] == [
        "11",
        "12",
        "13",
    ]


def test_who_a_post_was_forwarded_from_is_its_credit():
    (entry,) = read(post(12, FORWARDED, TEXT.format("A storm is near.")))
    assert entry.enclosed.credit == "Coast Radio"
    assert entry.enclosed.text == "A storm is near."


def test_what_a_post_quotes_or_links_is_not_its_text():
    (entry,) = read(post(12, REPLY, TEXT.format("It sails now."), PREVIEW))
    assert entry.enclosed.text == "It sails now."
    assert read(post(12, REPLY, PREVIEW)) == ()


def test_posts_without_text_are_left_out():
    photo = '<a class="tgme_widget_message_photo_wrap" href="https://t.me/harbour/9"></a>'
    grouped = f'<div class="tgme_widget_message_grouped_wrap">{photo * 3}</div>'
    found = read(
        post(9, photo), post(10, grouped, TEXT.format("Three ships.")), post(11, TEXT.format(" "))
    )
    assert [entry.enclosed.text for entry in found] == ["Three ships."]


def test_what_the_channel_says_of_itself_is_no_post():
    pinned = post(12, TEXT.format("Harbour Post pinned a post"))
    pinned = pinned.replace('js-widget_message" data', 'service_message js-widget_message" data')
    assert read(pinned) == ()


def test_how_long_a_video_lasts_is_not_when_it_was_posted():
    video = '<time class="message_video_duration">0:42</time>'
    (entry,) = read(post(12, video, TEXT.format("A storm is near.")))
    assert str(entry.published) == "2025-12-20T10:30:00Z"


@pytest.mark.parametrize("name", ["", "javascript:x", "harbour/x", "harbour/1/2"])
def test_a_post_without_an_address_is_left_out(name):
    page = post(12, TEXT.format("A")).replace("harbour/12", name)
    assert read(page) == ()


@pytest.mark.parametrize(
    ("age", "again"),
    [
        (timedelta(minutes=4), timedelta(0)),
        (timedelta(minutes=59), timedelta(minutes=40)),
        (timedelta(hours=5), timedelta(minutes=160)),
        (timedelta(days=30), timedelta(minutes=5 * 1024)),
    ],
)
def test_an_edited_post_is_read_again_at_some_ages(age, again):
    (entry,) = read(post(12, TEXT.format("A"), edited=True, at=NOON.isoformat()), at=NOON + age)
    assert entry.updated.at == NOON + again


def test_an_edited_post_without_a_time_is_read_once():
    (entry,) = read(post(12, TEXT.format("A"), edited=True, at=""))
    assert (entry.published, entry.updated) == (None, None)


def test_a_channel_without_posts_lists_none():
    assert read() == ()


CLOSED = '<div class="tgme_page"><div class="tgme_page_title">Harbour</div>{}</div>'


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (CLOSED.format('<div class="tgme_page_extra">1 020 subscribers</div>'), "no preview"),
        (CLOSED.format('<div class="tgme_page_extra">12 members</div>'), "private group"),
        (CLOSED.format(""), "a user, a bot"),
        ("<p>Something else</p>", "no such channel"),
        ("", "empty"),
    ],
)
def test_a_closed_channel_is_told_with_the_reason(page, why):
    with pytest.raises(Unreadable, match=why):
        telegram(page.encode(), asked_at=NOON, charset=None)


@pytest.mark.parametrize(
    ("href", "further"),
    [
        ("/s/harbour?before=12", ("https://t.me/s/harbour?before=12",)),
        ("/s/harbour?after=12", ()),
        ("javascript:before=12", ()),
    ],
)
def test_the_page_of_older_posts_is_named(href, further):
    page = f'<a class="tme_messages_more" href="{href}"></a>{post(12, TEXT.format("A"))}'
    assert telegram(page.encode(), asked_at=NOON, charset=None).further == further
