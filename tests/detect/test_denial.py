import pytest

DAY = "2026-03-04"


@pytest.mark.parametrize(
    "text",
    [
        "Germany denied that it had pledged 120 million euros to Ukraine.",
        "Germany disputed a charity's account that it had cut 120 million euros in aid to Ukraine.",
        "Germany rejected reports that it had pledged 120 million euros in aid to Ukraine.",
        "Germany brushed aside suggestions it had pledged 120 million euros in aid to Ukraine.",
    ],
)
def test_what_others_are_said_to_claim_is_denied(tell, text):
    assert [m.denied for m in tell(DAY, text) if m.type == "aid_pledge"] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Germany pledged 120 million euros to Ukraine, after its ministry had called that fiction.",
        "Germany, which rejects reports of fraud, pledged 120 million euros to Ukraine.",
        "Germany pledged 120 million euros to Ukraine and rejected reports of less.",
        "Germany dismissed reports of delays and pledged 120 million euros in aid to Ukraine.",
    ],
)
def test_an_act_that_comes_after_a_denial_or_beside_one_is_none(tell, text):
    assert [m.denied for m in tell(DAY, text) if m.type == "aid_pledge"] == [False]
