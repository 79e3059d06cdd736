"""Cases: what of them is not as expected, where it is stated, and why."""

from itertools import count

from monitor.app.config.rule_tests import RuleTests
from monitor.app.config.shapes_tests import RuleTestsShape
from monitor.app.config.translation import checked
from monitor.app.config.yaml import parse_yaml
from monitor.app.ruletests.cases import Running, cases_of, stated
from monitor.model.actor import ActorId
from monitor.model.watchlist import ActorCondition, KeywordCondition, Watchlist
from tests.fakes.rules import rules

DESK = Watchlist(
    name="desk",
    actors=ActorCondition(any=(ActorId("ukraine"),)),
    keywords=KeywordCondition(none=("football",)),
    notify=("mail",),
)
OTHER = Watchlist(name="other", min_origins=2)
PLEDGE = "Germany pledged 90 million euros in aid to Ukraine on Wednesday, its ministry said."
FILE = """\
watchlist: desk
cases:
  - name: one
    articles:
      - text: {text}
        alerts: {alerts}
    {more}
"""


def cases(text: str):
    document = parse_yaml(text, name="a.test.yaml")
    return cases_of([RuleTests(document=document, shape=checked(document, RuleTestsShape))])


def outcome(alerts: str = "none", more: str = "count: 1", text: str = PLEDGE):
    (case,) = cases(FILE.format(text=text, alerts=alerts, more=more))
    running = Running(rules=rules(watchlists=(DESK, OTHER)), seconds=iter(count()).__next__)
    return running.outcome(case)


def only(found):
    (fault,) = found.faults
    return fault


def test_a_case_that_is_as_expected_has_no_faults():
    found = outcome("[{kind: new, amount: 90M EUR, receivers: mail}]")
    assert found.faults == ()
    assert (found.right, found.seconds) == (True, 1)
    assert found.case.place == (3, 5)
    assert found.case.types == frozenset()


def test_what_differs_is_shown_beside_what_was_expected():
    found = outcome("[{type: aid_pledge, amount: 80M EUR, actors: russia}]")
    fault = only(found)
    assert (fault.line, fault.column) == (6, 18)
    assert fault.article == f"article 1, Outlet A: “{PLEDGE[:72].rstrip()}…”"
    assert fault.about == "new aid_pledge: Germany pledges €90m to Ukraine"
    assert fault.expected == ("actors: russia", "amount: 80M EUR")
    assert fault.found == ("actors: germany", "amount: 90M EUR")
    assert fault.why[-1] == "desk: actors.any: ukraine takes part"
    assert found.case.types == {"aid_pledge"}


def test_an_alert_too_many_is_shown_with_its_sentence_and_reason():
    fault = only(outcome())
    assert fault.expected == ("no more alerts",)
    assert fault.found == ("new aid_pledge: Germany pledges €90m to Ukraine", f"  “{PLEDGE}”")
    assert fault.why != ()


def test_an_alert_that_is_missing_is_shown_with_the_condition_that_failed():
    text = PLEDGE.replace(", its", " before the football, its")
    found = outcome("[{kind: new, type: aid_pledge, amount: 90M EUR}]", "count: 0", text)
    fault = only(found)
    assert fault.expected == ("new aid_pledge · amount: 90M EUR",)
    assert fault.found == ("no such alert",)
    assert fault.why[0].startswith("article 1: aid_pledge pledged is new: ")
    assert fault.why[1] == "  desk refuses it: keywords.none: “football” is in the article"


def test_an_alert_that_is_missing_is_shown_with_what_was_read():
    fault = only(outcome("[{kind: new}]", "count: 0", "The sea is calm."))
    assert fault.why == ("article 1: nothing is detected in it",)


def test_a_list_that_waits_for_more_origins_says_so():
    found = outcome("[{kind: new}]", "watchlist: other\n    count: 1")
    assert [fault.line for fault in found.faults] == [6, 8]
    told = "  other waits: min_origins: 1 of 2 origins tell it"
    assert all(fault.why[1] == told for fault in found.faults)
    assert found.faults[1].expected == ("count: 1",)


def test_more_alerts_than_counted_are_named():
    found = outcome("[{kind: new}]", "count: 0")
    assert only(found).found == (
        "count: 1",
        "  new aid_pledge: Germany pledges €90m to Ukraine",
    )
    assert only(found).why == ()


def test_an_alert_that_there_must_not_be_is_shown():
    more = "not: [{type: meeting}, {type: aid_pledge, status: pledged}]"
    fault = only(outcome("[{kind: new}]", more))
    assert (fault.line, fault.article) == (7, None)
    assert fault.expected == ("no aid_pledge · status: pledged",)


def test_alerts_of_all_articles_are_matched_in_any_order():
    more = "alerts: [{kind: new}]"
    assert outcome("[{kind: new}]", more).faults == ()
    fault = only(outcome("[{kind: new}]", "alerts: none"))
    assert (fault.line, fault.article) == (7, None)


ARTICLE = """\
cases:
  - name: one
    articles:
      - {{text: "{text}", {more}}}
"""


def read(more: str, text: str = PLEDGE):
    (case,) = cases(ARTICLE.format(text=text, more=more))
    return Running(rules=rules(watchlists=(DESK,)), seconds=lambda: 0).outcome(case)


def test_an_article_may_be_read_otherwise_than_stated():
    fault = only(read("is: [original, known]"))
    assert fault.expected == ("is: original, known",)
    assert fault.found == ("is: new, original",)
    assert fault.why[0].startswith("article 1: aid_pledge pledged is new")
    assert read("is: nothing", "The sea is calm.").right


def test_the_condition_that_fails_can_be_stated():
    football = PLEDGE.replace(", its", " before the football, its")
    assert read("fails: keywords.none", football).right
    fault = only(read("fails: keywords.none"))
    assert (fault.expected, fault.found) == (("fails: keywords.none",), ("fails: nothing",))
    fault = only(read("fails: actors.any", football))
    assert fault.found == ("fails: keywords.none",)


def test_time_that_passes_has_a_name_too():
    text = "cases:\n  - name: one\n    articles: [{after: 1d, alerts: [{kind: overdue}]}]\n"
    (case,) = cases(text)
    found = Running(rules=rules(watchlists=(DESK,)), seconds=lambda: 0).outcome(case)
    assert only(found).article == "article 1: time passes"
    assert only(found).why == ()


def test_an_alert_of_which_nothing_is_stated_is_any_alert():
    shape = RuleTestsShape.model_validate(
        {"cases": [{"name": "one", "articles": [{"text": "A."}], "not": [{}, {"place": "Oslo"}]}]}
    )
    assert [stated(facts) for facts in shape.cases[0].not_] == ["alert", "place: Oslo"]


def test_where_nothing_is_told_for_no_watchlist_s_doing_that_is_noted():
    two = FILE.replace(
        "{text}\n", "{text}\n        alerts: [{{kind: new}}]\n      - text: {text}\n"
    )
    (case,) = cases(two.format(text=PLEDGE, alerts="none", more=""))
    found = Running(rules=rules(watchlists=(DESK,)), seconds=count().__next__).outcome(case)
    assert found.right, found.faults
    (note,) = found.untold
    assert note.startswith("article 2 told nothing: known, aid_pledge ")

    past = outcome(text="In 2022 Germany pledged 90 million euros in aid to Ukraine.", more="")
    assert past.untold[0].startswith("article 1 told nothing: background, aid_pledge ")
    assert outcome(text="The sea is calm.", more="").untold == ()
    assert outcome(text=f"Football. {PLEDGE}", more="").untold == ()
