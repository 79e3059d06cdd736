from datetime import timedelta

import pytest

from monitor.app.cli.deliveries_printing import age_words, second, state_words, story, what_words
from monitor.model.alert import AlertId, Delivery
from tests.alert.examples import NOW

HOUR = timedelta(hours=1)


def delivery(**more):
    return Delivery(alert=AlertId("a1"), receiver="desk", **more)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (delivery(), ""),
        (delivery(state="retry", due=NOW, detail="503"), "due 2025-12-19T09:30:00Z; 503"),
        (delivery(state="dead", due=NOW, detail="410"), "410"),
        (delivery(state="held", bundle=AlertId("b1" * 12)), "in bundle b1b1b1b1b1"),
        (delivery(state="retry", reached=("a", "b"), detail="451"), "451; 2 recipients reached"),
        (
            delivery(state="dead", detail="refused at https://me:hush@a.example/"),
            "refused at https://[hidden]@a.example/",
        ),
    ],
)
def test_what_became_of_a_delivery_is_told_in_a_few_words(told, words):
    assert what_words(told) == words


def test_a_held_delivery_says_why():
    assert state_words(delivery(state="held", reason="quiet")) == "held: quiet"
    assert state_words(delivery(state="dead")) == "dead"


def test_a_story_tells_what_is_known_and_nothing_else():
    assert list(story(delivery(), NOW)) == ["desk", "  state     queued", "  attempts  0"]
    told = delivery(
        state="held", reason="digest", due=NOW + HOUR, changed=NOW - HOUR, bundle=AlertId("b1")
    )
    assert list(story(told, NOW)) == [
        "desk",
        "  state     held: digest",
        "  since     2025-12-19T08:30:00Z, 1 hour ago",
        "  attempts  0",
        "  due       2025-12-19T10:30:00Z",
        "  bundle    b1",
    ]


def test_words_of_strangers_in_a_story_stay_on_their_line():
    lines = list(story(delivery(state="dead", detail="\x1b[2J gone\r\n  state  delivered"), NOW))
    assert lines[-1] == "  detail    [2J gone state delivered"


def test_moments_that_are_not_known_are_told_as_nothing():
    assert (second(None), age_words(delivery(), NOW)) == ("", "")
    assert second(NOW.replace(microsecond=999)) == "2025-12-19T09:30:00Z"
