import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert.record import alert_record, decision_record, mention_record
from monitor.model.article import ArticleId
from monitor.model.development import Casualties, Count, TypeId
from monitor.model.moment import When
from tests.alert.examples import HEALTH, MENTION, NEW, PLEDGE, STALE, UPDATE, euros, evidence

ARTICLE = ArticleId("art1")
PLEDGE_SLOTS = {
    "actors": [{"id": "european-union", "name": "European Union", "text": "European Union"}],
    "counterparts": [{"id": "ukraine", "name": "Ukraine", "text": "Ukraine"}],
    "amount": {
        "value": "90000000000",
        "currency": "EUR",
        "max": None,
        "equivalents": [{"value": "106000000000", "currency": "USD"}],
        "qualifier": None,
    },
    "count": None,
    "casualties": None,
    "place": None,
    "when": None,
    "attribution": None,
}


def test_an_alert_is_told_whole():
    assert alert_record(NEW) == {
        "id": "a1b2",
        "kind": "new",
        "revision": 1,
        "watchlists": ["ukraine"],
        "severity": "high",
        "summary": "European Union pledges €90bn (about $106bn) to Ukraine",
        "development": {
            "id": "d1",
            "type": "aid_pledge",
            "plover": "AID",
            "status": "pledged",
            **PLEDGE_SLOTS,
            "first_seen": "2025-12-19T09:30:00Z",
            "last_changed": "2025-12-19T09:30:00Z",
            "outlets": 1,
            "origins": 1,
        },
        "changes": [],
        "attribution": None,
        "evidence": [
            {
                "article": "art1",
                "url": "https://harbour-herald.example/summit",
                "outlet": "Harbour Herald",
                "published": "2025-12-19T08:30:00Z",
                "sentence": "The leaders promised Kyiv 90 billion euros.",
                "start": 0,
                "end": 43,
            }
        ],
        "why": ["a giver and a sum", "ukraine: actors.any: ukraine takes part"],
    }


def test_an_update_tells_its_changes():
    assert alert_record(UPDATE)["changes"] == [
        {"field": "amount", "before": "90000000000 EUR", "after": "105000000000 EUR"}
    ]


def test_a_source_s_health_has_no_development():
    assert alert_record(STALE)["development"] is None


def test_evidence_of_an_unknown_date_has_none():
    (told,) = alert_record(replace(NEW, evidence=(evidence(published=None),)))["evidence"]
    assert told["published"] is None


def test_a_type_that_the_ontology_lacks_has_no_code_in_it():
    unheard_of = replace(NEW, development=replace(PLEDGE, type=TypeId("eclipse"), plover=None))
    assert alert_record(unheard_of)["development"]["plover"] is None


def test_a_mention_is_told_with_its_freshness():
    full = replace(
        MENTION,
        amount=euros(2, max=Decimal("3E+9"), qualifier="up_to"),
        count=Count(value=31, of="tanks"),
        casualties=Casualties(killed=2),
        when=When(year=2026, month=1),
        place="Brussels",
        attribution="a spokesman",
    )
    told = mention_record(full, ARTICLE)
    assert list(told)[:5] == ["article", "type", "start", "end", "freshness"]
    assert told["freshness"] == "new"
    assert told["amount"]["max"] == "3000000000"
    assert told["count"] == {"value": 31, "of": "tanks"}
    assert told["casualties"] == {"killed": 2, "injured": None}
    assert told["when"] == "2026-01"


def test_a_decision_has_verdict_and_development_in_the_place_of_freshness():
    told = decision_record(MENTION, ARTICLE, "known", "d1", ("told before",))
    assert told == {
        "article": "art1",
        "type": "aid_pledge",
        "start": 0,
        "end": 58,
        "verdict": "known",
        "development_id": "d1",
        "status": "pledged",
        **PLEDGE_SLOTS,
        "why": ["told before"],
    }
    assert list(told)[4:6] == ["verdict", "development_id"]


@settings(deadline=None)  # the machine may be busy
@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0))
def test_money_is_told_exactly_and_without_exponents(value):
    amount = replace(euros(1), value=value)
    told = mention_record(replace(MENTION, amount=amount), ARTICLE)["amount"]["value"]
    assert Decimal(told) == value
    assert "E" not in told


def test_a_source_s_health_is_told_without_development_and_evidence():
    told = alert_record(STALE)
    assert (told["kind"], told["development"], told["evidence"]) == ("source", None, [])
    assert told["source"] == {
        "id": "harbour",
        "outlet": "Harbour Herald",
        "state": "stale",
        "since": "2025-12-19T06:30:00Z",
        "why": "nothing new for 3 days, usually every 2 hours",
        "sample": {
            "title": "Ferry line agreed",
            "url": "https://harbour-herald.example/ferry",
            "at": "2025-12-16T09:30:00Z",
        },
    }
    never = replace(STALE, source=replace(STALE.source, health=replace(HEALTH, sample=None)))
    assert alert_record(never)["source"]["sample"] is None
    assert "source" not in alert_record(NEW)


def test_records_can_be_written_as_json():
    for record in (alert_record(UPDATE), alert_record(STALE), mention_record(MENTION, ARTICLE)):
        assert json.loads(json.dumps(record)) == record
