from dataclasses import replace

import pytest

from monitor.judge.origins import UNKNOWN, Families, origin
from monitor.model.article import ArticleId, Copy, Original, Revision
from tests.contracts.examples import source
from tests.fakes.making import article

WIRE = replace(source("wire"), outlet="Harbour Wire", family="Wire Group")
FAMILIES = Families.of((WIRE, source("gazette")))
COPY = Copy(of=ArticleId("x"), origin="first teller")
SAME_PAGE = Revision(of=ArticleId("x"), origin="first teller", changed=(), same_page=True)
REWRITE = replace(SAME_PAGE, same_page=False)


@pytest.mark.parametrize(
    ("fields", "likeness", "expected"),
    [
        ({"credit": "HARBOUR WIRE"}, COPY, "wire group"),
        ({"credit": "Else"}, Original(), "else"),
        ({}, COPY, "first teller"),
        ({}, SAME_PAGE, "first teller"),
        ({}, REWRITE, "harbour post"),
        ({"family": "Post Group"}, Original(), "post group"),
        ({"outlet": "Harbour Wire"}, Original(), "wire group"),
        ({"outlet": "Gazette"}, Original(), "gazette"),
        ({"outlet": None}, Original(), UNKNOWN),
        ({"outlet": None, "url": None}, Original(), "a1"),
    ],
)
def test_the_origin_is_who_said_it_first(fields, likeness, expected):
    assert origin(article(**fields), likeness, FAMILIES) == expected
