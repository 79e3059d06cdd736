import pytest


@pytest.mark.parametrize(
    ("sentence", "currency"),
    [
        ("New Zealand will give Vanuatu two million dollars in aid.", "NZD"),
        ("Penny Wong will give Vanuatu $2 million in aid.", "AUD"),
        ("Canada will give Vanuatu 2 million euros in aid.", "EUR"),
        ("Norway will give Vanuatu $2 million in aid.", "USD"),
    ],
)
def test_a_bare_dollar_is_read_by_its_giver(tell, sentence, currency):
    (aid,) = tell("2026-03-04", sentence)
    assert aid.amount is not None
    assert aid.amount.currency == currency
