import pytest

from monitor.alert.wording import worded

FIELDS = {"actors": "Norway", "place": "", "sum": "€2bn", "thing": "ice", "counterparts": "Chad"}


@pytest.mark.parametrize(
    ("wordings", "told"),
    [
        (["{actors} pay(s|) {sum}"], "Norway pays €2bn"),
        (["{actors} pay(s|)[ in {place}]"], "Norway pays"),
        (["{actors} pay(s|)[ ({sum})]"], "Norway pays (€2bn)"),
        (["seen in {place}", "seen"], "seen"),
        (["seen in {place|an unknown place}"], "seen in an unknown place"),
        (["seen in {place}"], None),
        (["a(n) {thing} deal"], "an ice deal"),
        (["a(n) {sum} deal"], "a €2bn deal"),
        (["{gift} for {counterparts}"], "help for Chad"),
        (["{unheard}"], None),
        ([], None),
    ],
)
def test_the_first_wording_that_can_be_filled_is_told(wordings, told):
    named = {"held": tuple(wordings), "gift": ("{place}", "help")}
    assert worded("held", named, FIELDS, several=set()) == told


def test_a_verb_goes_by_the_number_of_the_first_field():
    named = {"held": ("{actors} reach(es|) {counterparts}",)}
    assert worded("held", named, FIELDS, several={"counterparts"}) == "Norway reaches Chad"
    assert worded("held", named, FIELDS, several={"actors"}) == "Norway reach Chad"


def test_a_wording_without_fields_is_told_of_one():
    assert worded("held", {"held": ("it rain(s|)",)}, FIELDS, several={"actors"}) == "it rains"


def test_a_status_without_wordings_is_not_worded():
    assert worded("held", {}, FIELDS, several=set()) is None
