import json
from datetime import UTC, datetime

import pytest
from lxml import etree, html

from monitor.app.demo.listings import FRONT_PAGE_LINKS, listing
from monitor.app.demo.outlets import OUTLETS, Listing
from monitor.app.demo.story import editions

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
PRINTED = [p for edition in editions(NOW) for p in edition]
HOME = "http://127.0.0.1:8000"


def mine(one):
    return [p for p in PRINTED if p.outlet == one.id]


def addresses(one, text):
    if one.listing is Listing.JSON:
        return [item["url"] for item in json.loads(text)["items"]]
    if one.listing is Listing.FRONT_PAGE:
        return [f"{HOME}{a.get('href')}" for a in html.fromstring(text).cssselect(FRONT_PAGE_LINKS)]
    names = {
        Listing.RSS: "//item/link/text()",
        Listing.ATOM: "//*[local-name()='entry']/*[local-name()='link']/@href",
        Listing.RDF: "//*[local-name()='item']/*[local-name()='link']/text()",
        Listing.SITEMAP: "//*[local-name()='loc']/text()",
    }
    return etree.fromstring(text.encode()).xpath(names[one.listing])


@pytest.mark.parametrize("one", OUTLETS, ids=lambda one: f"{one.id}-{one.listing}")
def test_a_listing_names_each_article_latest_first(one):
    expected = sorted(mine(one), key=lambda p: p.published, reverse=True)

    found = addresses(one, listing(one, mine(one), HOME))

    assert found == [f"{HOME}{p.path}" for p in expected]


@pytest.mark.parametrize("one", OUTLETS, ids=lambda one: f"{one.id}-{one.listing}")
def test_an_outlet_that_printed_nothing_lists_nothing(one):
    assert addresses(one, listing(one, [], HOME)) == []


def test_all_six_forms_are_in_use():
    assert {one.listing for one in OUTLETS} == set(Listing)
