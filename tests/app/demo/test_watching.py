from monitor.app.demo.watching import Bell, Watching
from tests.fakes.journal import RecordingJournal


def watching():
    return Watching(RecordingJournal(), Bell())


def test_every_event_is_passed_on():
    one = watching()

    one.note("source.polled", source="harbour", listed=3)

    assert one.journal.told == [("source.polled", {"source": "harbour", "listed": 3})]


def test_articles_copies_and_ends_of_the_road_are_counted():
    one = watching()

    one.note("article.judged", likeness="original")
    one.note("article.judged", likeness="copy")
    one.note("find.dropped", reason="gone")
    one.note("mention.background")
    one.note("mention.known")

    assert (one.articles, one.copies, one.ended) == (2, 1, 3)
    assert (one.background, one.known) == (1, 1)


def test_an_alert_is_owed_to_each_of_its_receivers_once():
    one = watching()

    for _ in range(2):
        one.note("alert.emitted", alert="a1", receivers=("desk", "mail"))

    assert one.owed == {("a1", "desk"), ("a1", "mail")}


async def test_who_waits_is_woken_when_it_is_so():
    one = watching()
    one.note("article.judged", likeness="original")

    assert await one.bell.until(lambda: one.articles == 1, limit=1)


async def test_a_wait_ends_at_its_limit():
    assert not await Bell().until(lambda: False, limit=0.01)
