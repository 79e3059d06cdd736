import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extract.jsonld import LONGEST, Claims, Live, claims, live


def told(*nodes):
    return claims(tuple(json.dumps(node) for node in nodes))


def test_the_article_is_found_among_other_nodes():
    article = {
        "@type": ["NewsArticle"],
        "headline": " Council pledges aid ",
        "datePublished": "2025-12-19",
        "dateModified": ["2025-12-20"],
        "author": [{"name": "Ida Brandt"}, "Sam Oakes", {"url": "x"}, 3],
        "publisher": {"name": "Harbour Courier"},
        "provider": [{"name": "Northwire"}],
        "copyrightHolder": "Tide",
        "inLanguage": "en",
        "articleBody": "It pays.",
    }
    found = told({"@type": "WebSite"}, {"@graph": [{"@type": "ImageObject"}, article]})
    assert found == Claims(
        headline="Council pledges aid",
        published="2025-12-19",
        updated="2025-12-20",
        authors=("Ida Brandt", "Sam Oakes"),
        publisher="Harbour Courier",
        origins=("Northwire", "Tide"),
        language="en",
        body="It pays.",
    )


@pytest.mark.parametrize(
    "block",
    [
        "",
        "{broken",
        "[" * 200_000,
        '{"@type": "NewsArticle"}',
        '{"@type": 5, "headline": "x"}',
        '{"@type": "NewsArticle", "headline": "x"}' + " " * LONGEST,
        json.dumps([{"@type": "Thing"}] * 6000),
    ],
)
def test_a_block_without_an_article_claims_nothing(block):
    assert claims((block,)) == Claims()


def test_a_comment_before_the_block_is_passed_over():
    block = '<!-- ours --> {"@type": "Report", "headline": "", "name": "x", "datePublished": 5}; '
    assert claims((block,)).headline == "x"


@settings(deadline=None)  # the machine may be busy
@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda c: (
            st.lists(c)
            | st.dictionaries(
                st.sampled_from(["@type", "headline", "author", "name"]), c | st.just("NewsArticle")
            )
        ),
    )
)
def test_reading_never_raises(value):
    assert isinstance(told(value), Claims)


def test_a_block_may_be_marked_as_characters_and_its_entities_are_read():
    block = '//<![CDATA[\n{"@type": "Report", "headline": "Aid &#039;pledged&#039;"}\n//]]>'
    assert claims((block,)).headline == "Aid 'pledged'"


def test_the_first_live_blog_tells_its_entries_and_its_end():
    node = {
        "@type": "LiveBlogPosting",
        "coverageEndTime": "2025-12-20",
        "liveBlogUpdate": [{"headline": "Step", "@id": "#e1", "articleBody": "It pays."}, "x"],
    }
    other = json.dumps({"@type": "WebPage", "about": "LiveBlogPosting"})
    entry = Claims(headline="Step", address="#e1", body="It pays.")
    assert live(("{}", other, json.dumps(node))) == Live(entries=(entry,), ends="2025-12-20")
    assert live((json.dumps(node | {"liveBlogUpdate": {"name": "y"}}),)).entries[0].headline == "y"
    assert live((other,)) is None
