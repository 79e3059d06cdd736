from datetime import date

import pytest

from monitor.detect.dates_calendar import READERS
from tests.fakes.english import ENGLISH

BASE = date(2025, 12, 20)


def read(text, base=BASE):
    found = []
    for shape, read_one in READERS.items():
        for match in ENGLISH.dates.shapes[shape].pattern.finditer(text):
            said = read_one(match, base, ENGLISH)
            if said is not None and said.when is not None:
                found.append(f"{said.when}{'/' + str(said.last) if said.last else ''}")
    return found


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2025-12-19", "2025-12-19"),
        ("19/12/2025", "2025-12-19"),
        ("12/19/2025", "2025-12-19"),
        ("12/12/2025", "2025-12-12"),
        ("Dec. 19", "2025-12-19"),
        ("Friday, Dec. 19, 2025", "2025-12-19"),
        ("19 December 2024", "2024-12-19"),
        ("19th of December", "2025-12-19"),
        ("Dec. 19-20", "2025-12-19/2025-12-20"),
        ("19 and 20 December 2024", "2024-12-19/2024-12-20"),
        ("December 30 to January 2", "2025-12-30/2026-01-02"),
        ("28 November to 2 December", "2025-11-28/2025-12-02"),
        ("since 2014", "2014"),
        ("in late 2023", "2023"),
        ("the 2014 treaty", "2014"),
        ("in November", "2025-11"),
        ("In April, he", "2025-04"),
        ("last December", "2024-12"),
        ("in March of last year", "2024-03"),
        ("in January next year", "2026-01"),
        ("next January", "2026-01"),
        ("this December", "2025-12"),
        ("since March", "2025-03"),
        ("In early December", "2025-12"),
        ("on the 19th.", "2025-12-19"),
        ("on the 21st", "2025-12-21"),
    ],
)
def test_dates_by_the_calendar_are_read(text, when):
    assert when in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "2025-13-01",
        "3/12/2025",
        "31/31/2025",
        "May the sun",
        "2,014",
        "on the 41st.",
        "Feb. 31",
        "of Dec. 41",
    ],
)
def test_what_is_no_date_or_could_be_two_is_left_out(text):
    assert read(text) == []


def test_a_day_that_a_month_lacks_is_left_out():
    assert read("31 February 2024") == ["2024-02"]
    assert read("Feb. 28-31, 2024") == []


def test_since_a_month_that_lies_ahead_is_last_years():
    assert read("since March", date(2025, 1, 5)) == ["2024-03"]


def test_the_first_year_of_the_calendar_has_no_day_before_it():
    assert read("on the 19th", date(1, 1, 2)) == []
