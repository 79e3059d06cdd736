import pytest

from monitor.extract.furniture import without_furniture

SAID = "The council pledged 40 million euros."


@pytest.mark.parametrize(
    "line",
    [
        "Related: Why bread is dear",
        "READ MORE: A bridge nobody wanted",
        "Читайте також: Чому дорогий хліб",
        "You may also like",
        "Sign up for our morning newsletter",
        "Subscribe to our channel",
        "Follow us on every network",
        "© 2025 Harbour Courier. All rights reserved.",
        "Advertisement",
        "desk@courier.example",
        "4 min read",
        "Next page",
        "« Previous page | Next page »",
        "Nächste Seite →",
        "Continue to the next page: Who pays",
        "Page 2 of 3",
        "Сторінка 2 з 3",
        "___",
        "2",
        "MINISTER SEEN ASLEEP IN HIS CHAIR",
        "  ",
    ],
)
def test_furniture_between_paragraphs_goes(line):
    assert without_furniture(f"{SAID}\n{line}\n{SAID}", None) == f"{SAID}\n{SAID}"


@pytest.mark.parametrize(
    "line",
    [
        "Related talks on grain go on.",
        "They watched the ships sail.",
        "NATO AND EU",
        "THE COUNCIL SAID THAT IT WOULD PAY.",
        "Next page of the treaty is the longest.",
        "Page 2 of 3 was torn out, she said.",
        "Follow-up talks are set for January.",
        "- The eastern quay",
        "Get the quay built, she said.",
        "理事会は四千万ユーロを約束した",
        "Related: " + "a long paragraph that is no link " * 10,
    ],
)
def test_what_is_said_stays(line):
    assert line in without_furniture(f"{SAID}\n{line}\n{SAID}", None)


def test_the_title_is_not_repeated():
    assert without_furniture(f"Council  pledges aid!\n{SAID}", "Council pledges aid") == SAID
    assert without_furniture("Council pledges aid", "Council pledges aid") == ""


def test_links_below_the_text_go_but_a_long_list_is_part_of_it():
    assert without_furniture(f"{SAID}\n- Why bread is dear\n- A bridge", None) == SAID
    assert without_furniture(f"{SAID}\n- It pays.", None) == f"{SAID}\n- It pays."
    members = SAID + "\n- A member" * 7
    assert without_furniture(members, None) == members
    assert without_furniture("- A\n- B", None) == ""
