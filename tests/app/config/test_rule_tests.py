"""Files of rule tests: what is wrong in them is told at its place."""

import pytest

from monitor.app.config.problems import ConfigErrors
from monitor.app.config.rule_tests import There, paths_of, read_rule_tests
from monitor.model.actor import ActorId
from monitor.model.condition import Group, Joint, MinAmount, Says, Threshold, Word
from monitor.model.watchlist import ActorCondition, Watchlist
from tests.alert.examples import NOW
from tests.fakes.natures import NATURES

DESK = Watchlist(name="desk", actors=ActorCondition(any=(ActorId("ukraine"),)), notify=("mail",))
THERE = There(watchlists=(DESK,), receivers=(), natures=NATURES)
CASE = "cases:\n  - name: one\n    articles: [Text of it.]\n    alerts: none\n"


def read(tmp_path, text: str):
    path = tmp_path / "a.test.yaml"
    path.write_text(text)
    (tests,) = read_rule_tests([(path, "a.test.yaml")], THERE)
    return tests


def faults(tmp_path, text: str) -> list[str]:
    with pytest.raises(ConfigErrors) as caught:
        read(tmp_path, text)
    return [str(problem) for problem in caught.value.problems]


def test_short_forms_mean_the_long_ones(tmp_path):
    tests = read(tmp_path, "watchlist: desk\nnow: 2025-12-19 09:30\n" + CASE)
    (case,) = tests.shape.cases
    assert (case.alerts, case.articles[0].text) == ([], "Text of it.")
    assert tests.asked(case) == ["desk"]
    assert tests.shape.now.at == NOW


def test_a_case_may_ask_other_watchlists_than_its_file(tmp_path):
    tests = read(tmp_path, CASE)
    assert tests.asked(tests.shape.cases[0]) is None
    own = read(tmp_path, CASE + "    watchlist: [desk]\n")
    assert own.asked(own.shape.cases[0]) == ["desk"]


@pytest.mark.parametrize(
    ("more", "place", "told"),
    [
        (
            "watchlist: dekc",
            "5:16",
            'watchlist: there is no watchlist "dekc"; did you mean "desk"?',
        ),
        ("not: [{type: meting}]", "5:18", 'not[0].type: there is no development type "meting"'),
        ("not: [{status: pledgd}]", "5:20", 'not[0].status: there is no status "pledgd"; did you'),
        ("not: [{receivers: mail}]", "5:23", 'not[0].receivers: there is no receiver "mail"'),
        ("not: [{watchlist: [desk, d]}]", "5:30", 'not[0].watchlist: there is no watchlist "d"'),
        ("not: [{knd: new}]", "5:12", 'not[0].knd: unknown key; did you mean "kind"?'),
        ("not: [{amount: none, changes: [sum]}]", "5:36", 'not[0].changes[0]: found "sum", exp'),
        ("now: noon", "5:10", 'now: found "noon", expected a day or a moment such as 2026-03-04'),
        (
            "not: [{type: meeting, status: hled}]",
            "5:35",
            'not[0].status: there is no status of meeting "hled"; did you mean "held"?',
        ),
    ],
)
def test_each_fault_stands_at_its_place(tmp_path, more, place, told):
    (fault,) = faults(tmp_path, f"{CASE}    {more}\n")
    assert fault.startswith(f"a.test.yaml:{place}: cases[0].{told}")


@pytest.mark.parametrize(
    ("article", "place", "told"),
    [
        ("{text: A., fails: a}", "3:34", '.fails: there is no condition "a"'),
        ("{text: A., is: copi}", "3:31", '.is[0]: found "copi", expected one of original, copy,'),
        ("{text: A., alerts: non}", "3:35", '.alerts: found "non", expected a list of alerts, or'),
        (
            "{title: A.}",
            "3:16",
            ": text is missing; where time is to pass alone, give after or now",
        ),
        ("{text: A., after: 1h, now: 2026-03-04}", "3:38", ": give one of after, now"),
        ("{text: ' '}", "3:23", '.text: found " ", expected text that is not empty'),
        ("{text: A., published: 3d ago}", "3:38", '.published: found "3d ago", expected a day or'),
        ("{text: A., alerts: [{amount: 90 bn}]}", "3:45", '.alerts[0].amount: found "90 bn", exp'),
        ("{text: A., alerts: [{not: {status: lent}}]}", "3:51", ".alerts[0].not.status: there is"),
        ("{text: A., alerts: [{not: {not: {}}}]}", "3:43", ".alerts[0].not.not: unknown key here"),
    ],
)
def test_each_fault_of_an_article_stands_at_its_place(tmp_path, article, place, told):
    text = f"cases:\n  - name: one\n    articles: [{article}]\n    count: 0\n"
    (fault,) = faults(tmp_path, text)
    assert fault.startswith(f"a.test.yaml:{place}: cases[0].articles[0]{told}")


def test_a_text_may_be_long_but_not_without_end(tmp_path):
    read(tmp_path, CASE.replace("Text of it.", "a" * 50_000))
    (told,) = faults(tmp_path, CASE.replace("Text of it.", "a" * 50_001))
    assert told.endswith("expected at most 50000 characters")


def test_a_case_that_expects_nothing_shows_nothing(tmp_path):
    (told,) = faults(tmp_path, CASE.replace("alerts: none", "now: 2026-03-04"))
    assert told == "a.test.yaml:2:5: cases[0]: nothing is expected: give alerts, count or not"


def test_no_two_cases_have_one_name(tmp_path):
    more = CASE.removeprefix("cases:\n")
    assert faults(tmp_path, CASE + more) == [
        "a.test.yaml:5:11: cases[1].name: the case of line 2 has this name"
    ]


def test_faults_of_all_files_are_told_at_once(tmp_path):
    one, other = tmp_path / "1.test.yaml", tmp_path / "2.test.yaml"
    one.write_text("cases: []\n")
    other.write_text(CASE + "    watchlist: dsk\n")
    with pytest.raises(ConfigErrors) as caught:
        read_rule_tests([(one, "1"), (other, "2"), (tmp_path / "3", "3")], THERE)
    assert [p.file for p in caught.value.problems] == ["1", "2", "3"]


def test_every_condition_has_a_path():
    word = Says(path="where.any[0].words", words=(Word("sea"),))
    least = Threshold(value=1, currency="EUR")
    group = Group(
        path="where",
        joint=Joint.ANY,
        parts=(word, MinAmount(path="where.any[1].min_amount", least=least)),
    )
    whole = Group(path="", joint=Joint.ALL, parts=(group,))
    assert list(paths_of(whole)) == ["where", "where.any[0].words", "where.any[1].min_amount"]
