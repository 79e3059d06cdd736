from datetime import UTC, datetime

import pytest

from monitor.model.page import Page, Reason
from monitor.model.source import SourceId
from monitor.model.visit import Coming, Fetched, Outcome, Visit
from tests.contracts.examples import find

NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)


def visit(outcome, detail="", reason=None):
    return Visit(
        url="https://gazette.example/a",
        source=SourceId("gazette"),
        found_at=NOON,
        at=NOON,
        outcome=outcome,
        detail=detail,
        reason=reason,
    )


@pytest.mark.parametrize(
    ("outcome", "detail", "reason", "words"),
    [
        (Outcome.NOT_MODIFIED, "", None, "not modified"),
        (Outcome.UNAVAILABLE, "answered 404", Reason.NOT_FOUND, "not_found: answered 404"),
        (Outcome.WALLED, "a consent wall", None, "walled: a consent wall"),
        (Outcome.UNCHANGED, "unchanged since it was read", None, "unchanged since it was read"),
    ],
)
def test_what_came_of_a_visit_is_told_in_a_few_words(outcome, detail, reason, words):
    assert visit(outcome, detail, reason).words == words


def test_how_an_article_came_to_be_read_is_kept_without_its_text():
    page = Page(
        url="https://b.example/", asked="https://a.example/", body=b"12345", fetched_at=NOON
    )
    fetched = Fetched.of(page)
    coming = Coming.of(find("a"), tries=2, stale=True, fetched=fetched)
    assert (fetched.asked, fetched.url, fetched.size) == (page.asked, page.url, 5)
    assert (coming.listed, coming.tries, coming.stale) == (find("a").url, 2, True)
    assert (coming.title, coming.fetched) == ("A loan", fetched)
