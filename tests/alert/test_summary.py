from dataclasses import replace

import pytest

from monitor.alert.summary import names, statement, summary, value_words
from monitor.model.development import Casualties, Change, Count, TypeId
from monitor.model.moment import When
from monitor.model.watchlist import Kind
from tests.alert.examples import (
    DMITRIEV,
    EU,
    KUSHNER,
    MEETING,
    PLEDGE,
    RUSSIA,
    TODAY,
    UKRAINE,
    WITKOFF,
    euros,
    party,
)
from tests.fakes.natures import nature

GERMANY = party("Germany")
BARE = replace(PLEDGE, amount=None)
SANCTION = replace(BARE, type=TypeId("sanction"), status="imposed", counterparts=(RUSSIA,))
AGREEMENT = replace(BARE, type=TypeId("agreement"), status="reached")


@pytest.mark.parametrize(
    ("parties", "words"),
    [
        ((), ""),
        ((EU,), "European Union"),
        ((EU, EU), "European Union"),
        ((EU, UKRAINE), "European Union and Ukraine"),
        ((DMITRIEV, KUSHNER, WITKOFF), "Kirill Dmitriev, Jared Kushner and Steve Witkoff"),
        (
            (EU, UKRAINE, RUSSIA, GERMANY, DMITRIEV),
            "European Union, Ukraine, Russia and 2 others",
        ),
    ],
)
def test_names_are_a_list_in_words(parties, words):
    assert names(parties) == words


@pytest.mark.parametrize(
    ("development", "words"),
    [
        (PLEDGE, "European Union pledges €90bn (about $106bn) to Ukraine"),
        (
            replace(PLEDGE, amount=euros(2), actors=(EU, GERMANY)),
            "European Union and Germany pledge €2bn to Ukraine",
        ),
        (replace(PLEDGE, status="refused", amount=euros(2)),
         "European Union refuses to give €2bn to Ukraine"),
        (replace(PLEDGE, actors=(), amount=euros(2)), "An unnamed giver pledges €2bn to Ukraine"),
        (replace(PLEDGE, counterparts=(), amount=euros(2)), "European Union pledges €2bn"),
        (replace(BARE, count=Count(value=1200, of="trucks")),
         "European Union pledges 1,200 trucks to Ukraine"),
        (replace(BARE, status="refused", objects=("frozen-assets",)),
         "European Union does not agree to use frozen assets for Ukraine"),
        (replace(PLEDGE, status="refused", objects=("frozen-assets", "loan"), amount=euros(90),
                 actors=(EU, GERMANY), counterparts=()),
         "European Union and Germany do not agree to use frozen assets (€90bn)"),
        (replace(BARE, objects=("frozen-assets", "loan")),
         "European Union pledges help from frozen assets to Ukraine"),
        (replace(BARE, status="approved", objects=("military", "aid")),
         "European Union approves military help for Ukraine"),
        (replace(BARE, status="refused", objects=("ammunition", "weapons")),
         "European Union refuses to give ammunition and weapons to Ukraine"),
        (replace(BARE, objects=("air-defence", "military", "food", "weapons")),
         "European Union pledges air defence and food to Ukraine"),
        (replace(BARE, actors=(EU, GERMANY)), "European Union and Germany pledge help to Ukraine"),
    ],
)  # fmt: skip
def test_a_pledge_is_told_as_who_gives_what_to_whom(development, words):
    assert statement(development, nature(development)) == words


@pytest.mark.parametrize(
    ("development", "words"),
    [
        (MEETING, "Kirill Dmitriev meets Jared Kushner and Steve Witkoff in Miami"),
        (replace(MEETING, actors=(KUSHNER, WITKOFF), counterparts=(DMITRIEV,)),
         "Jared Kushner and Steve Witkoff meet Kirill Dmitriev in Miami"),
        (replace(MEETING, status="planned", counterparts=(KUSHNER,), when=When.of_day(TODAY)),
         "Kirill Dmitriev to meet Jared Kushner in Miami on 19 December 2025"),
        (replace(MEETING, status="planned", counterparts=(KUSHNER,), when=When(year=2026, month=1)),
         "Kirill Dmitriev to meet Jared Kushner in Miami in January 2026"),
        (replace(MEETING, status="cancelled", place=None, counterparts=(KUSHNER,)),
         "Meeting of Kirill Dmitriev and Jared Kushner called off"),
        (replace(MEETING, actors=(), counterparts=(), place=None),
         "Meeting held"),
        (replace(MEETING, actors=(EU,), counterparts=(), forum="Lake Summit", place="Brussels"),
         "Lake Summit of European Union held in Brussels"),
        (replace(MEETING, actors=(EU,), counterparts=(), forum="European Union", place="Brussels",
                 when=When.of_day(TODAY)),
         "European Union summit held in Brussels on 19 December 2025"),
        (replace(MEETING, actors=(EU,), counterparts=(UKRAINE,), forum="European Union summit",
                 place=None, status="planned"),
         "European Union summit with Ukraine planned"),
        (replace(MEETING, actors=(EU,), counterparts=(UKRAINE,), forum="summit",
                 status="cancelled"),
         "Summit of European Union and Ukraine called off in Miami"),
        (replace(MEETING, actors=(), counterparts=(), forum="Lake Summit"),
         "Lake Summit held in Miami"),
    ],
)  # fmt: skip
def test_a_meeting_is_told_as_who_meets_whom_where_and_when(development, words):
    assert statement(development, nature(development)) == words


@pytest.mark.parametrize(
    ("development", "words"),
    [
        (SANCTION, "European Union imposes sanctions on Russia"),
        (replace(SANCTION, actors=(EU, GERMANY), objects=("oil",)),
         "European Union and Germany impose sanctions on Russia (oil)"),
        (replace(SANCTION, status="unheard-of"), "European Union: sanctions unheard-of – Russia"),
        (replace(SANCTION, actors=(), status="proposed"), "Sanctions against Russia proposed"),
        (replace(SANCTION, objects=("banks", "sanctions", "package-19")),
         "European Union imposes 19th sanctions package on Russia (banks)"),
        (replace(SANCTION, objects=("package-22", "ports", "banks", "oil", "gold")),
         "European Union imposes 22nd sanctions package on Russia (ports, banks and oil)"),
        (replace(SANCTION, objects=("package-x", "package-12")),
         "European Union imposes 12th sanctions package on Russia"),
        (AGREEMENT, "European Union and Ukraine reach an agreement"),
        (replace(AGREEMENT, actors=(RUSSIA,), objects=("ceasefire", "deal")),
         "Russia and Ukraine reach a ceasefire agreement"),
        (replace(AGREEMENT, actors=(RUSSIA,), counterparts=(), status="rejected",
                 objects=("ceasefire",)),
         "Russia rejects a ceasefire agreement"),
        (replace(AGREEMENT, actors=(RUSSIA, UKRAINE), counterparts=(), status="suspended"),
         "Russia and Ukraine suspend an agreement"),
        (replace(AGREEMENT, actors=(RUSSIA,), status="violated", objects=("prisoner-swap",)),
         "Prisoner swap agreement between Russia and Ukraine violated"),
        (replace(BARE, type=TypeId("troop_move"), status="seen"),
         "European Union: troop move seen – Ukraine"),
        (replace(BARE, type=TypeId("eclipse"), status="seen", actors=(), counterparts=()),
         "Unnamed parties: eclipse seen"),
        (replace(AGREEMENT, actors=(), counterparts=(), objects=("grain",)),
         "Grain agreement reached"),
    ],
)  # fmt: skip
def test_every_other_type_has_its_sentence_too(development, words):
    assert statement(development, nature(development)) == words


EVENT = replace(BARE, type=TypeId("attack"), status="held", actors=(RUSSIA,), place="Odesa")


@pytest.mark.parametrize(
    ("development", "words"),
    [
        (replace(EVENT, casualties=Casualties(killed=12, injured=1030)),
         "Russia attacks Ukraine in Odesa: 12 killed, 1,030 injured"),
        (replace(EVENT, actors=(), counterparts=(), when=When.of_day(TODAY)),
         "Attack in Odesa on 19 December 2025"),
        (replace(EVENT, type=TypeId("disaster"), actors=(), objects=("earthquake",), place=None,
                 casualties=Casualties(killed=3)),
         "Earthquake hits Ukraine: 3 killed"),
        (replace(BARE, type=TypeId("vote"), status="held", objects=("budget",), result="passed"),
         "European Union votes on budget: passed"),
        (replace(BARE, type=TypeId("arrest"), status="convicted", actors=()),
         "Ukraine convicted"),
        (replace(BARE, type=TypeId("office"), status="done", objects=("prime-minister",)),
         "Change of prime minister: European Union (Ukraine)"),
    ],
)  # fmt: skip
def test_an_event_is_told_by_the_wordings_of_its_type(development, words):
    assert statement(development, nature(development)) == words


def test_a_sentence_starts_with_a_capital():
    small = replace(BARE, actors=(party("the assembly"),))
    assert statement(small, nature(small)).startswith("The assembly")


CHANGES = (
    Change(field="amount", before="90000000000 EUR", after="105000000000 EUR"),
    Change(field="status", before="pledged", after="approved"),
)


@pytest.mark.parametrize(
    ("kind", "attribution", "words"),
    [
        (Kind.NEW, None, "{said}"),
        (Kind.SOURCE, None, "{said}"),
        (Kind.UPDATE, None, "Update: {said}: amount €90bn → €105bn; status pledged → approved"),
        (Kind.CONTESTED, "a ministry",
         "Contested by a ministry: {said}: amount €90bn → €105bn; status pledged → approved"),
        (Kind.CONTESTED, None,
         "Contested: {said}: amount €90bn → €105bn; status pledged → approved"),
        (Kind.CONFIRMED, None, "Confirmed by 2 independent origins: {said}"),
        (Kind.OVERDUE, None, "Overdue, nothing reported: {said}"),
        (Kind.WITHDRAWN, None, "Withdrawn: {said}"),
    ],
)  # fmt: skip
def test_a_summary_says_what_kind_of_news_it_is(kind, attribution, words):
    told = replace(PLEDGE, origins=("one", "two"))
    assert summary(kind, told, nature(told), CHANGES, attribution) == words.format(
        said=statement(told, nature(told))
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("90000000000 EUR", "€90bn"),
        ("2025-12-20", "20 December 2025"),
        ("2025-12", "2025-12"),
        ("45 trucks", "45 trucks"),
        ("12 killed", "12 killed"),
        ("many USD", "many USD"),
        ("denied", "denied"),
        ("NaN EUR", "NaN EUR"),
    ],
)
def test_a_changed_value_is_told_in_words_where_it_has_any(value, words):
    assert value_words(value) == words
