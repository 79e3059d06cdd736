import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.judge.reply import content, opinion_of, prompt
from monitor.model.opinion import Agrees, NoOpinion, Question, Unsure, Vetoes

QUESTION = Question(
    type="aid_pledge",
    status="pledged",
    actors=("Germany", "France"),
    counterparts=("Ukraine",),
    sentence="Germany and France pledged $5 million.",
    before="It rained.",
    after="Nobody $asked.",
    day=date(2026, 3, 4),
)
TEMPLATE = "Judge {it}.\n---\n$type/$status/$actors/$counterparts/$day/$before/$sentence/$after"


def completion(text: object, **more: object) -> bytes:
    return json.dumps({"choices": [{"message": {"content": text}}], **more}).encode()


def said(**fields: object) -> str:
    return json.dumps({"opinion": "agrees", "quote": "pledged", "why": "plainly"} | fields)


def test_a_prompt_is_the_task_and_the_question_in_its_words():
    task, asked = prompt(TEMPLATE, QUESTION)
    assert task == "Judge {it}."
    assert asked == (
        "aid pledge/pledged/Germany, France/Ukraine/2026-03-04/It rained./"
        "Germany and France pledged $5 million./Nobody $asked."
    )


def test_what_is_not_known_is_marked_as_missing():
    bare = Question(type="vote", status="held", actors=(), counterparts=(), sentence="They voted.")
    assert prompt(TEMPLATE, bare).asked == "vote/held/—/—/—/—/They voted./—"


def test_words_of_the_article_are_never_read_as_fields_of_the_template():
    sly = Question(type="vote", status="$day", actors=(), counterparts=(), sentence="$type")
    assert prompt("a\n---\n$sentence $status", sly).asked == "$type $day"


def test_a_completion_gives_its_text_and_its_cost():
    assert content(completion("yes", usage={"total_tokens": 12})) == ("yes", 12)


@pytest.mark.parametrize(
    "usage", [None, 7, {}, {"total_tokens": -1}, {"total_tokens": True}, {"total_tokens": "9"}]
)
def test_a_cost_that_is_not_told_is_not_known(usage):
    assert content(completion("yes", usage=usage)) == ("yes", None)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"<html>",
        b"[]",
        b"7",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": null}]}',
        b"[" * 100_000,
        completion(None),
        completion(["yes"]),
        b'{"choices": [{"message": {"content": "\\ud800"}}]}',
    ],
)
def test_what_is_no_completion_is_no_opinion(body):
    assert content(body) == NoOpinion(why="the answer is no chat completion")


@given(st.binary())
def test_no_bytes_whatever_break_the_reading(body):
    assert isinstance(content(body), NoOpinion | tuple)


@pytest.mark.parametrize(
    ("text", "opinion"),
    [
        (said(), Agrees(quote="pledged")),
        (said(opinion="vetoes"), Vetoes(quote="pledged", why="plainly")),
        (said(opinion="unsure", quote=""), Unsure()),
        (f"\n {said()} \n", Agrees(quote="pledged")),
        (f"```json\n{said()}\n```\n", Agrees(quote="pledged")),
        (f"```\n{said()}\n```", Agrees(quote="pledged")),
    ],
)
def test_an_answer_of_the_asked_form_is_the_opinion(text, opinion):
    assert opinion_of(text) == opinion


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("I agree.", "the answer is not JSON"),
        (f"```json\n{said()}", "the answer is not JSON"),
        (f"So: ```json\n{said()}\n```", "the answer is not JSON"),
        ("[" * 100_000, "the answer is not JSON"),
        ("[]", "the answer has not the fields that were asked for"),
        ('{"opinion": "agrees"}', "the answer has not the fields that were asked for"),
        (said(status="done"), "the answer has not the fields that were asked for"),
        (said(quote=None), "the answer has not the fields that were asked for"),
        (said(why=3), "the answer has not the fields that were asked for"),
        (said(opinion="yes"), "the answer is none of agrees, vetoes and unsure"),
        (said(opinion=["agrees"]), "the answer is none of agrees, vetoes and unsure"),
    ],
)
def test_an_answer_of_another_form_is_no_opinion(text, why):
    assert opinion_of(text) == NoOpinion(why=why)


@given(st.text())
def test_no_text_whatever_breaks_the_reading(text):
    assert isinstance(opinion_of(text), NoOpinion | Agrees | Vetoes | Unsure)
