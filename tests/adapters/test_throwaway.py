from monitor.adapters.throwaway import ThrowawayMemory
from monitor.model.article import ArticleId
from monitor.model.watchlist import Severity
from tests.contracts.examples import NOON, alert, commit, development, hours, keyed, trace


async def test_alerts_are_kept_in_the_order_in_which_they_were_first_emitted():
    memory = ThrowawayMemory()
    await memory.commit(commit(alerts=(alert("b", at=NOON), alert("a", at=NOON))))
    await memory.commit(commit(alerts=(alert("c"), alert("b"))))
    assert [told.id for told in memory.alerts] == ["b", "a", "c"]


async def test_an_alert_told_twice_unites_its_watchlists():
    memory = ThrowawayMemory()
    await memory.commit(commit(alerts=(alert(watchlists=("ukraine",)),)))
    more = alert(watchlists=("aid", "ukraine"), receivers=("mail",), severity=Severity.HIGH)
    await memory.commit(commit(alerts=(more,)))
    (told,) = memory.alerts
    assert told.watchlists == ("ukraine", "aid")
    assert told.receivers == ("desk", "mail")
    assert told.severity is Severity.HIGH


async def test_the_next_hold_is_known():
    memory = ThrowawayMemory()
    assert memory.next_hold() is None
    for name, until in (("d1", NOON + hours(2)), ("d2", NOON + hours(1))):
        await memory.commit(commit(developments=(keyed(development(name, held=until)),)))
    assert memory.next_hold() == NOON + hours(1)


async def test_old_traces_are_forgotten():
    memory = ThrowawayMemory(most_traces=2)
    for name in ("a1", "a2", "a1", "a3"):
        await memory.commit(commit(road=trace(name)))
    assert await memory.trace(ArticleId("a2")) is None
    assert await memory.trace(ArticleId("a1")) == trace("a1")
