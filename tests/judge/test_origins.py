from dataclasses import replace

import pytest

from monitor.judge.origins import MOST_LEARNT, Families, learn, origin
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
        ({"outlet": None}, Original(), "news.example"),
        ({"outlet": None, "url": "https://www.post.example/a"}, Original(), "post.example"),
        ({"outlet": None, "url": "pages/a.html"}, Original(), "a1"),
        ({"outlet": None, "url": "https://[a"}, Original(), "a1"),
        ({"outlet": None, "url": None}, Original(), "a1"),
    ],
)
def test_the_origin_is_who_said_it_first(fields, likeness, expected):
    assert origin(article(**fields), likeness, FAMILIES) == expected


def test_an_article_teaches_the_family_of_its_outlet_unless_a_source_names_it():
    learnt = {}
    learn(learnt, article(outlet="Alpha", family="FamA"))
    learn(learnt, article(outlet="Harbour Wire", family="Else"))
    learn(learnt, article(outlet="Beta"))
    learn(learnt, article(outlet=None, family="FamB"))
    families = replace(FAMILIES, learnt=learnt)
    assert origin(article(credit="ALPHA"), Original(), families) == "fama"
    assert origin(article(outlet="alpha"), Original(), families) == "fama"
    assert origin(article(credit="Harbour Wire"), Original(), families) == "wire group"
    assert set(learnt) == {"alpha", "harbour wire"}


def test_only_so_many_families_are_remembered():
    learnt = {}
    for n in range(MOST_LEARNT + 1):
        learn(learnt, article(outlet=f"Outlet {n}", family="FamA"))
    assert len(learnt) == MOST_LEARNT
    assert "outlet 0" not in learnt
