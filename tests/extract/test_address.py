import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract.address import own_address

ASKED = "https://www.courier.example/world/council-pledges-harbour-aid?from=feed"


@pytest.mark.parametrize(
    ("asked", "link", "own"),
    [
        (ASKED, "https://courier.example/world/council-pledges-harbour-aid", None),
        (
            ASKED,
            "/world/council-pledges-harbour-aid.html#top",
            "https://www.courier.example/world/council-pledges-harbour-aid.html",
        ),
        (ASKED, "https://www.courier.example/archive/a-1/harbour-aid-the-council-pledges", None),
        (
            "https://amp.courier.example/world/council-aid/amp/",
            "https://www.courier.example/world/council-aid",
            None,
        ),
        (
            "https://courier.example/world/council-aid.amp.html",
            "https://courier.example/world/council-aid.html",
            None,
        ),
        ("https://courier.example/a/4711234", "https://courier.example/world/aid-4711234", None),
        ("https://courier.example/a?id=4711234", "https://courier.example/world/aid-4711234", None),
        ("https://courier.example/world/aid/2/", "https://courier.example/world/aid", None),
        (
            "https://news.courier.example/world/council-aid",
            "https://courier.example/world/council-aid",
            None,
        ),
        # Told by the title.
        (
            "https://courier.example/s/x9",
            "https://courier.example/2025/council-pledges-aid-to-harbour",
            None,
        ),
    ],
)
def test_a_page_may_tell_its_own_address(asked, link, own):
    assert own_address(asked, (link,), title="Council pledges aid for the harbour") == (own or link)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "http://[broken",
        "https://courier.example/",
        "https://courier.example",
        "https://courier.example/index.html",
        "https://courier.example/world",
        "https://courier.example/world/",
        "https://courier.example/world/something-else",
        "https://courier.example/world/a-wholly-different-thing",
        "https://other.example.org/world/council-pledges-harbour-aid",
        "https://notcourier.example/world/council-pledges-harbour-aid",
        "ftp://courier.example/world/council-pledges-harbour-aid",
        "javascript:alert(1)",
        "https://courier.example/world/council-pledges-harbour-aid?" + "x" * 3_000,
    ],
)
def test_what_names_another_page_is_not_believed(link):
    assert own_address(ASKED, (link,), title="Council pledges aid") == ASKED


def test_an_address_that_lacks_the_number_asked_for_is_another_page():
    asked = "https://courier.example/article?id=4711234"
    assert own_address(asked, ("https://courier.example/article",), title=None) == asked
    assert own_address(asked, ("/article?id=4711234&x=1",), title=None).endswith("&x=1")


def test_a_day_in_the_address_ties_no_pages():
    asked = "https://courier.example/20251219/aid"
    assert own_address(asked, ("https://courier.example/20251219/fish",), title=None) == asked


def test_the_second_account_counts_where_the_first_is_not_believed():
    told = (None, "https://courier.example/", "/world/council-pledges-harbour-aid")
    assert own_address(ASKED, told, title=None) == "https://www.courier.example" + told[2]
    assert own_address("http://[broken", told, title=None) == "http://[broken"


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_told_nothing_is_raised(asked, link):
    assert isinstance(own_address(asked, (link,), title=None), str)
