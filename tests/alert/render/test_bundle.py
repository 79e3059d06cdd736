from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.alert.render.bundle import bundle_letter, bundle_subject
from monitor.alert.render.page import html_page
from monitor.alert.render.parts import Tone
from monitor.model.alert import AlertId
from monitor.model.development import DevelopmentId
from monitor.model.restraint import Restraint
from monitor.model.watchlist import Severity
from tests.alert.examples import DIGEST, LOST, MEETING, NEW, NOW, PLEDGE, STALE, UPDATE, evidence

REST = replace(DIGEST, reason=Restraint.THROTTLE)


def about(number):
    """Return an alert of a development of its own."""
    other = replace(PLEDGE, id=DevelopmentId(f"d{number}"))
    return replace(NEW, id=AlertId(f"a{number}"), development=other)


@pytest.mark.parametrize(
    ("bundle", "subject"),
    [
        (DIGEST, "Digest: 1 development, 1 source report"),
        (replace(DIGEST, alerts=(NEW, about(7))), "Digest: 2 developments"),
        (replace(DIGEST, alerts=(LOST,)), "Digest: 1 report of given-up deliveries"),
        (replace(REST, alerts=(NEW,), more=1200), "Held back: 1 development, 1,200 further alerts"),
        (replace(REST, alerts=(), more=1), "Held back: 1 further alert"),
        (replace(DIGEST, alerts=()), "Nothing new: 40 sources seen, 3 stale"),
        (replace(DIGEST, alerts=(), sources=1), "Nothing new: 1 source seen, 3 stale"),
        (replace(DIGEST, alerts=(), sources=0), "Nothing new"),
    ],
)
def test_a_subject_says_how_much_of_what_it_tells(bundle, subject):
    assert bundle_subject(bundle) == subject
    assert bundle_letter(bundle).heading == subject


def test_a_digest_shows_each_development_once_with_its_last_state():
    group, sources = bundle_letter(DIGEST).groups
    (entry,) = group.entries
    assert group.heading == "European Union and Ukraine"
    assert (entry.word, entry.heading) == ("update", UPDATE.summary)
    assert entry.quote.sentence == UPDATE.evidence[0].sentence
    assert entry.earlier == (f"19 December 2025, 09:30 UTC: {NEW.summary}",)
    assert sources.heading == "Sources"
    assert [entry.heading for entry in sources.entries] == [STALE.summary]


def test_of_what_was_told_before_the_latest_three_are_shown_and_the_others_counted():
    told = tuple(
        replace(UPDATE, summary=f"Step {n}", at=NOW + timedelta(hours=n)) for n in range(6)
    )
    (group,) = bundle_letter(replace(DIGEST, alerts=told)).groups
    (entry,) = group.entries
    assert entry.heading == "Step 5"
    assert [line.rpartition(": ")[2] for line in entry.earlier] == [
        "2 alerts before",
        "Step 2",
        "Step 3",
        "Step 4",
    ]


def test_given_up_deliveries_have_no_sentence():
    (group,) = bundle_letter(replace(DIGEST, alerts=(LOST,))).groups
    assert group.heading == "Given-up deliveries"
    assert [(entry.heading, entry.quote) for entry in group.entries] == [(LOST.summary, None)]


def test_a_development_without_parties_is_told_among_others():
    nobody = replace(NEW, development=replace(MEETING, actors=(), counterparts=()))
    (group,) = bundle_letter(replace(DIGEST, alerts=(nobody,))).groups
    assert group.heading == "Others"


def test_a_long_sentence_is_cut():
    long = replace(NEW, evidence=(evidence("word " * 300),))
    (group,) = bundle_letter(replace(DIGEST, alerts=(long,))).groups
    assert len(group.entries[0].quote.sentence) == 400


def test_what_does_not_fit_is_counted_and_the_mail_stays_below_what_is_clipped():
    long = evidence("word " * 300)
    many = tuple(replace(about(n), evidence=(long,), summary="word " * 60) for n in range(130))
    told = bundle_letter(replace(DIGEST, alerts=many, more=20, since=None))
    assert sum(len(group.entries) for group in told.groups) == 50
    assert (
        dict(told.facts)["Not shown here"] == f"100 alerts: `monitor deliveries show {DIGEST.id}`"
    )
    assert len(html_page(told).encode()) < 102_000


def test_stories_that_do_not_fit_are_counted_too():
    nobody = replace(PLEDGE, actors=(), counterparts=())
    alone = tuple(
        replace(about(n), development=replace(nobody, id=DevelopmentId(f"d{n}"))) for n in range(51)
    )
    told = bundle_letter(replace(DIGEST, alerts=alone))
    assert len(told.groups) == 50
    assert dict(told.facts)["Not shown here"] == f"1 alert: `monitor deliveries show {DIGEST.id}`"


@pytest.mark.parametrize("shared", [True, False], ids=["one story", "many stories"])
def test_the_most_urgent_are_shown_wherever_they_stand(shared):
    def told(number, severity):
        one = replace(about(number), severity=severity)
        alone = replace(one.development, actors=(), counterparts=())
        return one if shared else replace(one, development=alone)

    minor = tuple(told(n, Severity.LOW) for n in range(60))
    late = told(99, Severity.CRITICAL)
    groups = bundle_letter(replace(DIGEST, alerts=(*minor, late))).groups
    bylines = [entry.byline for group in groups for entry in group.entries]
    assert len(bylines) == 50
    assert sum(line.startswith(str(Severity.CRITICAL)) for line in bylines) == 1


def test_a_throttle_s_summary_says_why_it_comes_together():
    assert bundle_letter(REST).lead.startswith("More came at once")
    assert bundle_letter(DIGEST).lead == ""


def test_an_empty_digest_says_how_the_sources_do():
    told = bundle_letter(replace(DIGEST, alerts=()))
    assert (told.tone, told.groups) == (Tone.CALM, ())
    assert dict(told.facts)["Sources seen"] == "40, of which 3 are stale"
    assert "Sources seen" not in dict(bundle_letter(replace(DIGEST, sources=0)).facts)
