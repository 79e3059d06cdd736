from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert.match import (
    Reading,
    Unwanted,
    Wanted,
    answer,
    passage,
    wants,
)
from monitor.model.actor import ActorId
from monitor.model.condition import Group, Joint, Says, Takes, Threshold, Within, Word
from monitor.model.development import Amount, TypeId
from monitor.model.watchlist import ActorCondition, KeywordCondition, Watchlist
from tests.alert.examples import MEETING, PLEDGE, REGISTRY, TODAY, euros, party
from tests.alert.flat import plainly
from tests.alert.test_reading import SENTENCES, written
from tests.fakes.natures import NATURES

READING = Reading(
    title="Leaders agree on a loan",
    text="The peace talks go on.\nFrozen   assets stay frozen. Поставки зерна тривають.",
    day=TODAY,
    registry=REGISTRY,
    natures=NATURES,
)


def ids(*names: str) -> tuple[ActorId, ...]:
    return tuple(map(ActorId, names))


def asked(development=PLEDGE, **conditions):
    return wants(Watchlist(name="desk", **conditions), development, READING)


def test_a_watchlist_without_conditions_wants_everything():
    assert asked() == Wanted(())


def test_only_the_types_of_a_watchlist_are_wanted():
    assert asked(developments=(TypeId("aid_pledge"),)) == Wanted(())
    assert asked(developments=(TypeId("meeting"),)) == Unwanted(
        "developments: aid_pledge is not among them"
    )


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (ActorCondition(any=ids("russia", "ukraine")), Wanted(("actors.any: ukraine takes part",))),
        (ActorCondition(any=ids("russia")), Unwanted("actors.any: none of them takes part")),
        (ActorCondition(all=ids("european-union", "ukraine")), Wanted(())),
        (
            ActorCondition(all=ids("ukraine", "russia")),
            Unwanted("actors.all: russia does not take part"),
        ),
        (ActorCondition(none=ids("russia")), Wanted(())),
        (
            ActorCondition(any=ids("ukraine"), none=ids("european-union")),
            Unwanted("actors.none: european-union takes part"),
        ),
    ],
)
def test_actors_are_those_that_take_part(condition, expected):
    assert asked(actors=condition) == expected


def test_an_actor_counts_with_those_that_are_of_it():
    russian = ActorCondition(any=ids("russia"))
    assert asked(MEETING, actors=russian) == Wanted(("actors.any: russia takes part",))


def test_a_party_that_the_registry_does_not_know_is_nobody_s():
    stranger = replace(PLEDGE, actors=(party("Ukraine", known=False),), counterparts=())
    assert isinstance(asked(stranger, actors=ActorCondition(any=ids("ukraine"))), Unwanted)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (KeywordCondition(any=("x", "Loan")), Wanted(("keywords.any: “Loan” is in the article",))),
        (
            KeywordCondition(any=("frozen assets",)),
            Wanted(("keywords.any: “frozen assets” is in the article",)),
        ),
        (KeywordCondition(any=("talk",)), Unwanted("keywords.any: none of them is in the article")),
        (
            KeywordCondition(any=("talk*",)),
            Wanted(("keywords.any: “talk*” is in the article",)),
        ),
        (KeywordCondition(any=("зерн*",)), Wanted(("keywords.any: “зерн*” is in the article",))),
        (KeywordCondition(all=("loan", "peace talks")), Wanted(())),
        (
            KeywordCondition(all=("loan", "tanks")),
            Unwanted("keywords.all: “tanks” is not in the article"),
        ),
        (
            KeywordCondition(any=("loan",), none=("frozen",)),
            Unwanted("keywords.none: “frozen” is in the article"),
        ),
        (KeywordCondition(none=("football",)), Wanted(())),
    ],
)
def test_keywords_are_whole_words_of_title_and_text_in_any_script(condition, expected):
    assert asked(keywords=condition) == expected


@pytest.mark.parametrize(
    ("keyword", "text", "found"),
    [
        ("cafe\u0301", "Le caf\u00e9 ferme.", True),
        ("caf\u00e9", "Le cafe\u0301 ferme.", True),
        ("制裁", "欧盟对俄罗斯实施新制裁措施", True),
        ("制裁*", "欧盟对俄罗斯实施新制裁措施", True),
        ("援助", "欧盟对俄罗斯实施新制裁措施", False),
        ("ウクライナ", "政府はウクライナへの支援を発表", True),
        ("ประชุม", "ผู้นำจะประชุมวันนี้", True),
        ("EU", "关于EU的会议", True),
        ("EU", "Sie reden in NEU-Ulm mit den EUlen", False),
        ("हिन्द", "वह हिन्दी बोलता है", False),
        ("हिन्द*", "वह हिन्दी बोलता है", True),
        ("हिन्दी", "वह हिन्दी बोलता है", True),
        ("санкц*", "Нові санкції.", True),
        ("санкц", "Нові санкції.", False),
        ("new* ban", "A new* ban.", True),
        ("new* ban", "A newest ban.", False),
    ],
)
def test_words_end_as_their_script_has_it_and_accents_are_composed(keyword, text, found):
    reading = replace(READING, text=text)
    watchlist = Watchlist(name="desk", keywords=KeywordCondition(any=(keyword,)))
    assert isinstance(wants(watchlist, PLEDGE, reading), Wanted) is found


TEN_MILLION = Threshold(value=Decimal(10_000_000), currency="EUR")


def dollars(value: int) -> Amount:
    return Amount(value=Decimal(value), currency="USD")


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (euros(90), Wanted(("min_amount: 90000000000 EUR reaches 10000000",))),
        (
            Amount(value=Decimal(9_000_000), currency="EUR"),
            Unwanted("min_amount: 9000000 EUR is under 10000000"),
        ),
        (
            Amount(value=Decimal(9_000_000), currency="EUR", max=Decimal(11_000_000)),
            Wanted(("min_amount: 11000000 EUR reaches 10000000",)),
        ),
        (dollars(11_300_000), Wanted(("min_amount: about 10000000 EUR reaches 10000000",))),
        (dollars(1_130_000), Unwanted("min_amount: about 1000000 EUR is under 10000000")),
        (
            Amount(value=Decimal(5), currency="XTS"),
            Wanted(("min_amount: no rate for XTS, so it passes",)),
        ),
        (None, Wanted(("min_amount: the amount is unknown",))),
    ],
)
def test_a_least_amount_is_tested_in_its_own_currency_and_unknown_ones_pass(amount, expected):
    assert asked(replace(PLEDGE, amount=amount, amounts=()), min_amount=TEN_MILLION) == expected


def test_a_rate_that_the_texts_tell_is_used_before_the_table():
    told = replace(PLEDGE, amounts=(euros(1, dollars=2),), amount=dollars(15_000_000))
    assert asked(told, min_amount=TEN_MILLION) == Unwanted(
        "min_amount: about 7500000 EUR is under 10000000"
    )


def test_a_least_amount_does_not_look_at_types_without_money():
    assert asked(MEETING, min_amount=TEN_MILLION) == Wanted(())


def test_all_reasons_of_a_match_are_told():
    told = asked(
        actors=ActorCondition(any=ids("ukraine")),
        keywords=KeywordCondition(any=("loan",)),
        min_amount=TEN_MILLION,
    )
    assert told == Wanted(
        (
            "actors.any: ukraine takes part",
            "keywords.any: “loan” is in the article",
            "min_amount: 90000000000 EUR reaches 10000000",
        )
    )


@pytest.mark.parametrize("written", ["İSTANBUL", "istanbul", "Iſtanbul", "ıSTANBUL"])
def test_letters_that_are_one_without_case_are_found(written):
    reading = replace(READING, text=f"Talks in {written} go on.")
    watchlist = Watchlist(name="desk", keywords=KeywordCondition(any=("Istan*",)))
    assert isinstance(wants(watchlist, PLEDGE, reading), Wanted)


@pytest.mark.parametrize(
    ("keyword", "within", "wanted"),
    [
        ("grain", Within.PASSAGE, True),
        ("rained", Within.PASSAGE, False),
        ("rained", Within.ARTICLE, True),
        ("harvest", Within.PASSAGE, True),
    ],
)
def test_a_keyword_may_be_asked_for_where_the_article_speaks_of_the_matter(keyword, within, wanted):
    article = written(*SENTENCES)
    last = article.sentences[7]
    reading = replace(
        READING,
        title="A good harvest",
        text=article.text,
        passage=passage(article, last.start, last.end),
    )
    condition = KeywordCondition(all=(keyword,), any=(keyword,), within=within)
    found = wants(Watchlist(name="desk", keywords=condition), PLEDGE, reading)
    assert isinstance(found, Wanted) is wanted
    assert not isinstance(found, Unwanted) or str(within) in found.why
    forbidden = KeywordCondition(none=("rained",), within=within)
    assert isinstance(wants(Watchlist(name="desk", keywords=forbidden), PLEDGE, reading), Unwanted)


ACTORS = st.lists(st.sampled_from(ids("ukraine", "russia", "european-union", "nobody")), max_size=2)
WORDS = st.lists(st.sampled_from(("loan", "tanks", "fro*", "peace talks", "зерн*")), max_size=2)


@st.composite
def flat_watchlists(draw):
    types = st.lists(st.sampled_from((TypeId("aid_pledge"), TypeId("meeting"))), max_size=2)
    return Watchlist(
        name="desk",
        developments=draw(st.none() | types.map(tuple)),
        actors=ActorCondition(**{k: tuple(draw(ACTORS)) for k in ("any", "all", "none")}),
        keywords=KeywordCondition(
            **{k: tuple(draw(WORDS)) for k in ("any", "all", "none")},
            within=draw(st.sampled_from((Within.ARTICLE, Within.PASSAGE))),
        ),
    )


@settings(deadline=None)
@given(flat_watchlists(), st.sampled_from((PLEDGE, MEETING)), st.sampled_from((None, "Tanks go.")))
def test_flat_keys_mean_what_they_say_one_after_the_other(watchlist, development, near):
    reading = replace(READING, passage=near)
    expected = plainly(watchlist, development, reading)
    assert wants(watchlist, development, reading) == expected
    assert answer(watchlist, development, reading).held is isinstance(expected, Wanted)


ATOMS = [
    Takes(path="giver", actors=ids("ukraine")),
    Takes(path="party", actors=ids("russia")),
    Says(path="phrase", words=(Word("loan"),)),
    Says(path="text", words=(Word("loan"),), within=Within.TEXT),
    Says(path="title", words=(Word("loan"),), within=Within.TITLE),
]
HOLDING = {"giver", "phrase", "title"}


def trees():
    return st.recursive(
        st.sampled_from(ATOMS),
        lambda parts: st.builds(
            lambda joint, some: Group(path=str(joint), joint=joint, parts=tuple(some)),
            st.sampled_from(Joint),
            st.lists(parts, min_size=1, max_size=3),
        ),
        max_leaves=12,
    )


def holds(condition, truth):
    """Return whether the tree holds where `truth` says which single conditions do."""
    if not isinstance(condition, Group):
        return condition.path in truth
    parts = [holds(part, truth) for part in condition.parts]
    return {Joint.ALL: all(parts), Joint.ANY: any(parts), Joint.NONE: not any(parts)}[
        condition.joint
    ]


@settings(deadline=None)
@given(trees())
def test_a_tree_holds_as_its_parts_do_however_it_is_nested(tree):
    watchlist = Watchlist(name="desk", where=tree)
    whole = answer(watchlist, PLEDGE, READING)
    assert whole.held is holds(tree, HOLDING)
    short = wants(watchlist, PLEDGE, READING)
    assert isinstance(short, Wanted) is whole.held
    assert (whole.misses == 0) is whole.held
    if isinstance(short, Unwanted):
        assert short.why == whole.deciding.line


def test_every_condition_is_answered_and_the_misses_are_the_fewest_that_would_have_to_turn():
    watchlist = Watchlist(
        name="desk",
        developments=(TypeId("meeting"),),
        keywords=KeywordCondition(any=("loan",)),
        where=Group(
            path="where",
            joint=Joint.ANY,
            parts=(
                Takes(path="where.any[0].party", actors=ids("russia")),
                Group(path="where.any[1]", joint=Joint.NONE, parts=tuple(ATOMS)),
            ),
        ),
    )
    found = answer(watchlist, PLEDGE, READING)
    assert [(part.path, part.held, part.why) for part in found.parts] == [
        ("developments", False, "aid_pledge is not among them"),
        ("keywords.any", True, "“loan” is in the article"),
        ("where", False, "none of them holds"),
    ]
    assert [part.held for part in found.parts[2].parts[1].parts] == [True, False, True, False, True]
    assert found.misses == 2
    assert found.parts[2].misses == 1
    assert found.parts[2].parts[1].misses == 3
