from dataclasses import replace
from datetime import date

import pytest

from monitor.detect.in_common import alike, clash, days_apart, some_party
from monitor.model.actor import ActorId, ActorKind, Affiliation, Registry
from tests.fakes.drafting import draft
from tests.fakes.making import REGISTRY, actor, day, parties, party


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Russia", "Sergey Lavrov", True),
        ("Kirill Dmitriev", "Sergey Lavrov", True),
        ("Russia", "Germany", False),
        ("Jane Doe", "Doe", True),
        ("Jane Doe", "Russia", False),
    ],
)
def test_parties_are_alike_by_whom_they_act_for_or_by_their_words(one, other, expected):
    assert alike(party(one), party(other), REGISTRY) is expected


def test_who_left_office_since_still_stands_for_it_in_an_article():
    former = replace(
        actor("Boris Johnson", ActorKind.PERSON),
        of=(Affiliation(actor=ActorId("united-kingdom"), until=date(2022, 9, 6)),),
    )
    state = replace(
        actor("United Kingdom", ActorKind.STATE), of=(Affiliation(actor=ActorId("boris-johnson")),)
    )
    known = Registry.of((former, state))
    man, country = (replace(party(a.name), id=a.id, name=a.name) for a in (former, state))
    assert alike(man, country, known)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (("Russia",), ("Germany",), True),
        (("Russia",), ("Germany", "Sergey Lavrov"), False),
        (("Russia",), ("Jane Doe",), False),
        (("Russia",), (), False),
    ],
)
def test_only_names_of_the_registry_clash(mine, theirs, expected):
    assert clash(parties(*mine), parties(*theirs), REGISTRY) is expected


def test_drafts_share_somebody_or_one_names_nobody():
    one = draft("meeting", "held", "Russia", "Germany")
    assert some_party(one, draft("meeting", "held", "Sergey Lavrov"), REGISTRY)
    assert some_party(one, draft("meeting", "held"), REGISTRY)
    assert not some_party(one, draft("meeting", "held", "Ukraine"), REGISTRY)


def test_days_are_apart_by_more_than_one_where_both_are_known():
    one, next_day, later = (
        draft("meeting", "held", when=day(f"2025-12-{n}")) for n in (20, 21, 22)
    )
    assert not days_apart(one, next_day)
    assert days_apart(one, later)
    assert days_apart(later, one)
    assert not days_apart(one, draft("meeting", "held"))
