"""Keys find what comparison would call the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.judge.blocking import lookup_keys, stored_keys
from monitor.judge.identity import Same, compare
from monitor.model.development import Freshness
from tests.fakes.making import DAY, day, euros, ground, mention, parties, told

NAMES = (
    "European Union",
    "European Commission",
    "Russia",
    "Ukraine",
    "Germany",
    "Kirill Dmitriev",
    "Sergey Lavrov",
    "Rustem Umerov",
    "Jane Doe",
    "envoys",
)
SIDES = st.lists(st.sampled_from(NAMES), max_size=3, unique=True).map(lambda n: parties(*n))
MENTIONS = st.builds(
    mention,
    st.sampled_from(("aid_pledge", "meeting", "agreement", "sanction", "attack", "disaster")),
    st.just("held"),
    actors=SIDES,
    counterparts=SIDES,
    amount=st.sampled_from((None, euros(90), euros(40))),
    place=st.sampled_from((None, "Miami", "Berlin")),
    when=st.sampled_from((None, day("2025-12-20"), day("2025-12-19"))),
    objects=st.sampled_from(((), ("grain",), ("aid",))),
    forum=st.sampled_from((None, "the Peace Summit", "Harbour Forum", "a summit")),
    freshness=st.just(Freshness.NEW),
)


@settings(max_examples=400, deadline=None)
@given(first=MENTIONS, second=MENTIONS)
def test_whatever_is_the_same_act_is_found_under_its_keys(first, second):
    development = told(first)
    known = ground(DAY)
    if isinstance(compare(second, development, known), Same):
        assert set(lookup_keys(second, known)) & set(stored_keys(development, known))


@given(MENTIONS)
def test_every_mention_has_keys_none_twice_and_not_many(one):
    keys = lookup_keys(one, ground(DAY))
    assert keys
    assert len(keys) == len(set(keys)) <= 160


def test_a_mention_of_nobody_is_looked_up_too():
    known = ground(DAY)
    assert lookup_keys(mention("aid_pledge", "pledged"), known) == ("aid_pledge|?>?",)
    assert lookup_keys(mention("meeting", "held"), known) == ("meeting|nobody",)
