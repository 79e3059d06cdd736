from dataclasses import replace

import pytest

from monitor.detect.detection import detect
from monitor.detect.verifier import Verifier
from monitor.extract.sentences import sentences
from tests.fakes.making import NOON, article
from tests.fakes.rules import tools


def reasons(text: str) -> tuple[str, ...]:
    told = article("a", text=text, sentences=sentences(text), at=NOON)
    frames = replace(tools(), verifier=Verifier())
    return tuple(reason for m in detect(told, tools=frames) for reason in m.why)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Germany pledged 90 million euros to Ukraine on Saturday.",
            "the verb “pledged” tells it of a sum, as done",
        ),
        (
            "Sergey Lavrov met Marco Rubio in Geneva on Friday.",
            "the verb “met” tells it, as done",
        ),
        (
            "Germany and Ukraine will hold talks in Berlin on Monday.",
            "the verb “hold” tells it with the noun “talks”, as still to come",
        ),
        (
            "Sergey Lavrov refused to meet Marco Rubio in Geneva on Friday.",
            "the verb “meet” tells it, as refused or not so",
        ),
        (
            "Before the talks between Marco Rubio and Sergey Lavrov on Friday it rained in Geneva.",
            "the noun “talks” tells it, as ",
        ),
        ("Sergey Lavrov met Marco Rubio on Friday.", "its date, 2025-12-19, is current"),
        ("Sergey Lavrov will meet Marco Rubio on Monday.", "its date, 2025-12-22, lies ahead"),
        (
            "Sergey Lavrov met Marco Rubio on 1 December 2025.",
            "its date, 2025-12-01, lies over 3 days back",
        ),
        (
            "Sergey Lavrov had met Marco Rubio in Geneva.",
            "the past perfect puts it before what is told",
        ),
        (
            "Sergey Lavrov previously met Marco Rubio in Geneva.",
            "“previously” tells it as history",
        ),
    ],
)
def test_reasons_are_plain_sentences_in_the_words_of_the_text(text, reason):
    assert any(reason in told for told in reasons(text)), reasons(text)
