import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.discover.stir import without_stir


@pytest.mark.parametrize(
    "line",
    [
        "5 minutes ago",
        "about an hour ago",
        "3 days ago",
        "Just now",
        "vor 5 Minuten",
        "il y a 3 heures",
        "hace 10 minutos",
        "5 хвилин тому",
        "10:35",
        "Sat 20 Dec 2025 10:35 CET",
        "20.12.2025, 10:35 Uhr",
        "Updated 10:35 GMT",
        "Last updated: 20 December 2025, 10:35",
        "Stand: 20.12.2025, 10:35 Uhr",
        "Mis à jour le 20 décembre 2025 à 10h35",
        "1,234 views",
        "3.4K shares",
        "12 comments · 45 likes",
        "42 people are reading this now",
        "Comments (12)",
        "12 345 переглядів",
        "Share",
        "Share this article on Facebook",
        "Facebook 12",
        "Advertisement",
        "1 032",
        "—",
        "",
    ],
)
def test_a_line_that_moves_by_itself_says_nothing(line):
    assert without_stir(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "Updated figures show 12 dead.",
        "The ministry updated its advice on 20 December.",
        "Published 20 December by the ministry: aid of 5 million",
        "Posted 12 ships to the coast",
        "Stand by for 3 announcements.",
        "As of Monday 1,032 people were killed in the city.",
        "Norway pledged 5 million to Ukraine.",
        "Like a storm, the 3 ships came.",
        "The bank shares 12 comments",
        "Killed 3 days ago in the harbour",
        "Share of imports rose to 45 percent",
    ],
)
def test_a_line_that_says_something_stays(line):
    assert without_stir(line) == line


def test_ages_of_hours_are_taken_out_of_a_line_that_says_more():
    assert without_stir("Minister resigns  5 minutes ago") == "Minister resigns"


@pytest.mark.parametrize("line", ["1 " * 50_000, "5 minutes " * 30_000, "vor " * 30_000])
def test_an_endless_line_is_read_in_reasonable_time(line):
    begun = time.process_time()
    without_stir(line)
    assert time.process_time() - begun < 2


@given(st.text(alphabet="0123456789:.,()minutesago updated|", max_size=99))
def test_what_is_left_is_left_alone(line):
    once = without_stir(line)
    assert len(once) <= len(line)
