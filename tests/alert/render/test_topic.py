from dataclasses import replace

import pytest

from monitor.alert.render.topic import LONGEST_SUBJECT, subject
from monitor.model.watchlist import Kind
from tests.alert.examples import NEW, STALE, UPDATE


@pytest.mark.parametrize("kind", [Kind.UPDATE, Kind.CONTESTED, Kind.CONFIRMED, Kind.OVERDUE])
def test_a_later_alert_has_the_subject_of_the_first_behind_the_word_update(kind):
    assert subject(replace(UPDATE, kind=kind)) == f"Update: {subject(NEW)}"


def test_a_source_s_health_has_its_sentence_for_a_subject():
    assert subject(STALE) == STALE.summary


def test_an_alert_that_was_stored_without_a_topic_has_its_sentence():
    assert subject(replace(NEW, topic="")) == NEW.summary


@pytest.mark.parametrize("kind", [Kind.NEW, Kind.UPDATE])
def test_a_subject_keeps_to_its_limit_whatever_names_there_are(kind):
    crowd = f"European Union, Assembly of {'very ' * 60} long names: aid"
    told = subject(replace(NEW, kind=kind, topic=crowd))
    assert len(told) <= LONGEST_SUBJECT


def test_a_hostile_name_cannot_leave_its_subject():
    told = subject(replace(NEW, topic="=?utf-8?q?x?=\r\nBcc: a@example.org: aid"))
    assert told.isprintable()
    assert "=?" not in told
