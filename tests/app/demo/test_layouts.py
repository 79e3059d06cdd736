from datetime import UTC, datetime

import pytest

from monitor.app.demo.layouts import page
from monitor.app.demo.outlets import OUTLETS, outlet
from monitor.app.demo.story import editions
from monitor.extract.reading import article
from monitor.model.page import Page

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
PRINTED = [p for edition in editions(NOW) for p in edition]
ADDRESS = "http://127.0.0.1:8000"


def read(one):
    address = f"{ADDRESS}{one.path}"
    body = page(outlet(one.outlet), one, address).encode()
    return article(
        Page(url=address, asked=address, body=body, fetched_at=NOW),
        canonical_url=address,
        hints=None,
        source=None,
    )


@pytest.mark.parametrize("one", PRINTED, ids=lambda one: f"{one.outlet}{one.path}{one.updated}")
def test_the_text_of_a_page_is_told_from_its_furniture(one):
    found = read(one)

    assert found.text == "\n".join(one.paragraphs)
    assert found.title == one.title
    assert found.published.at == one.published


@pytest.mark.parametrize("one", OUTLETS, ids=lambda one: one.id)
def test_every_page_shows_furniture_that_is_no_part_of_the_article(one):
    article = next(p for p in PRINTED if p.outlet == one.id)
    whole = page(one, article, f"{ADDRESS}{article.path}")

    assert all(teaser in whole for teaser in one.teasers)
    assert "cookies" in whole
    assert "newsletter" in whole.lower()
    assert "All rights reserved" in whole


def test_pages_of_different_layouts_are_built_differently():
    bodies = {one.layout: page(one, PRINTED[0], ADDRESS) for one in OUTLETS}

    assert len(set(bodies.values())) == 4
