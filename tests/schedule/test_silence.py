from dataclasses import replace
from datetime import timedelta
from heapq import heappop, heappush
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.fetch import robots
from monitor.model.health import Announced, Change, Fault, Glance, Health, Reads, Standing
from monitor.model.page import Reason
from monitor.model.source import Listed, PollState, SourceKind
from monitor.schedule.polling import after_failure, after_list, after_nothing_new
from monitor.schedule.silence import is_ours, standing, worth_telling
from monitor.schedule.timing import Wishes, next_poll
from tests.schedule.examples import DAY, HOUR, MINUTE, NOW, item, items, page, source, unavailable

FEED = source()
WELL_READ, UNREAD = Reads(tried=10), Reads(tried=10, failed=9, walled=4)


class Life:
    """A source that lives through polls, ten minutes apart; `heard` is what would be told of it."""

    def __init__(self, of=FEED):
        self.source, self.state, self.now = of, PollState(), NOW
        self.reads = Reads()
        self.heard = []

    @property
    def health(self):
        return self.state.health

    def _after(self, state):
        health = standing(self.source, state, self.reads, now=self.now)
        state = replace(state, health=health)
        change = worth_telling(state, health, now=self.now)
        if change is not None:
            self.heard.append((change.before, change.health.state))
            state = replace(state, announced=Announced(state=health.state, at=self.now))
        self.state = state
        self.now += 10 * MINUTE
        return self

    def lists(self, candidates):
        listed = Listed(candidates=candidates)
        return self._after(
            after_list(
                self.source,
                self.state,
                listed,
                everything=candidates,
                page=page(),
                now=self.now,
            )
        )

    def unchanged(self, times=1):
        for _ in range(times):
            self._after(after_nothing_new(self.state, now=self.now))
        return self

    def fails(self, reason=Reason.TIMEOUT, times=1):
        for _ in range(times):
            self._after(after_failure(self.state, unavailable(reason), now=self.now))
        return self

    def passes(self, time):
        self.now += time
        return self


def alive(of=FEED):
    """Return a source that had an item an hour up to now."""
    return Life(of).lists(items(50, dated=NOW))


def test_a_source_with_news_is_fresh_and_shows_the_last():
    health = alive().health
    assert health.state is Standing.FRESH
    assert health.why == "it brings news, usually every 1 hour"
    assert (health.sample.title, health.sample.at) == ("Title 0", NOW)


def test_a_source_is_quiet_within_its_rhythm_and_stale_beyond_it():
    life = alive()
    assert life.passes(3 * HOUR).unchanged().health.state is Standing.FRESH
    quiet = life.passes(3 * HOUR).unchanged().health
    assert quiet.state is Standing.QUIET
    assert quiet.why == "nothing new for 6 hours, usually every 1 hour"
    stale = life.passes(3 * DAY).unchanged().health
    assert stale.state is Standing.STALE
    assert stale.why == (
        "nothing new for 3 days, usually every 1 hour; at most 3 days of silence would be like it"
    )
    assert stale.since == NOW + 3 * DAY


def test_a_dead_feed_is_stale_when_it_is_first_asked():
    health = Life().lists(items(9, dated=NOW - 700 * DAY)).health
    assert health.state is Standing.STALE
    assert "nothing new for 700 days" in health.why


def test_a_source_without_dates_is_believed_until_its_rhythm_is_known():
    life = Life().lists(items(9))
    assert life.health.why == "it brings news"
    assert life.passes(20 * DAY).unchanged().health.state is Standing.QUIET
    assert life.passes(20 * DAY).unchanged().health.state is Standing.STALE


def test_news_end_a_silence():
    life = alive().passes(5 * DAY).unchanged()
    life.lists(items(51, start=-1, dated=life.now))
    assert life.health.state is Standing.FRESH


def test_an_archive_that_was_read_to_its_end_is_quiet():
    life = alive(source(kind=SourceKind.ARCHIVE)).passes(90 * DAY).unchanged()
    assert life.health.state is Standing.QUIET


def test_since_is_when_a_state_began_not_when_it_was_last_seen():
    life = alive().passes(5 * HOUR).unchanged()
    since = life.health.since
    assert life.unchanged(5).health.since == since


def test_a_source_that_lists_nothing_twice_is_empty():
    life = alive().lists(())
    assert life.health.state is Standing.FRESH
    life.lists(())
    assert (life.health.state, life.health.since) == (Standing.EMPTY, NOW + 10 * MINUTE)
    assert life.health.why == "it lists nothing; usually 50 items"


def test_an_empty_list_that_stands_unchanged_is_empty_too():
    assert alive().lists(()).unchanged().health.state is Standing.EMPTY


def test_a_source_that_lists_nothing_at_first_is_empty_at_once():
    health = Life().lists(()).health
    assert (health.state, health.why, health.sample) == (Standing.EMPTY, "it lists nothing", None)


def test_a_listing_that_finds_nothing_where_it_found_much_has_changed_its_shape():
    of = source(kind=SourceKind.LISTING)
    assert alive(of).lists(()).lists(()).health.state is Standing.CHANGED
    assert Life(of).lists(()).health.state is Standing.EMPTY


MAP = source(kind=SourceKind.SITEMAP)


def test_a_news_sitemap_that_is_emptied_at_night_is_quiet_as_long_as_its_nights_are():
    life = alive(MAP).passes(6 * HOUR).lists(()).lists(())
    assert life.health.state is Standing.QUIET
    assert life.health.why == (
        "nothing new for 6 hours, usually every 1 hour; its list is empty meanwhile"
    )
    assert life.passes(2 * DAY).unchanged().health.state is Standing.QUIET
    emptied = life.passes(DAY).unchanged().health
    assert emptied.state is Standing.EMPTY
    assert emptied.why == "it lists nothing; usually 50 items"
    assert emptied.since == NOW + 6 * HOUR + 10 * MINUTE


def test_a_news_sitemap_that_is_emptied_while_it_brings_news_is_empty_and_stays_so():
    life = alive(MAP).lists(()).lists(())
    assert life.health.state is Standing.EMPTY
    assert life.passes(8 * HOUR).lists(()).health.state is Standing.EMPTY


def test_a_slow_news_sitemap_is_emptied_after_two_days_of_silence():
    slow = tuple(item(str(n), NOW - n * 2 * DAY) for n in range(9))
    life = Life(MAP).lists(slow)
    assert life.passes(2 * DAY).lists(()).lists(()).health.state is Standing.FRESH
    early = Life(MAP).lists(slow)
    assert early.passes(DAY).lists(()).lists(()).health.state is Standing.EMPTY


def test_a_news_sitemap_without_dates_may_be_empty_when_nothing_is_known_of_its_rhythm():
    life = Life(MAP).lists(items(9))
    assert life.passes(20 * HOUR).lists(()).lists(()).health.state is Standing.EMPTY
    assert Life(MAP).lists(()).health.state is Standing.EMPTY


def test_a_news_sitemap_lists_less_after_a_weekend_and_has_not_changed_its_shape():
    life = alive(MAP).lists(items(3, dated=NOW)).lists(items(3, dated=NOW))
    assert life.health.state is Standing.FRESH
    undated = alive(MAP).lists(items(3)).lists(items(3))
    assert undated.health.why == "its items no longer have dates"


def test_a_state_that_began_before_the_clock_was_set_back_has_been_so_since_now():
    for live in (lambda one: one.fails(times=3), lambda one: one.lists(()).lists(())):
        life = live(alive().passes(400 * DAY).unchanged())
        life.passes(-400 * DAY)
        now = life.now
        assert live(life).health.since == now
        since = life.health.since
        assert life.fails(times=2).health.since <= since


def test_what_was_told_in_a_time_that_is_yet_to_come_puts_nothing_off():
    health = Health(state=Standing.UNREACHABLE, since=NOW - HOUR, why="")

    def told(at):
        state = PollState(announced=Announced(state=Standing.FRESH, at=at))
        return worth_telling(state, health, now=NOW)

    assert told(NOW + 400 * DAY) is not None
    assert told(NOW + HOUR) is told(NOW - HOUR) is None


def test_a_source_whose_yield_collapsed_has_changed_its_shape():
    health = alive().lists(items(3, dated=NOW)).lists(items(3, dated=NOW)).health
    assert (health.state, health.why) == (Standing.CHANGED, "it lists 3 of usually 50 items")


def test_a_source_whose_items_lost_their_dates_has_changed_its_shape():
    health = alive().lists(items(50)).lists(items(50)).health
    assert (health.state, health.why) == (Standing.CHANGED, "its items no longer have dates")


def test_a_watched_page_lists_nothing_while_it_is_as_it_was():
    assert Life(source(kind=SourceKind.PAGE)).lists(()).lists(()).health.state is Standing.FRESH


def test_few_failures_change_nothing_for_a_source_that_was_well():
    life = alive().fails(times=2)
    assert life.health.state is Standing.FRESH
    assert life.fails().health.state is Standing.UNREACHABLE
    assert life.health.since == NOW + 10 * MINUTE
    assert life.health.why == "timeout: as told; last good poll: 2025-12-17 12:00 UTC"
    assert life.health.sample.title == "Title 0"


def test_a_source_that_never_answered_is_unreachable_at_once():
    health = Life().fails().health
    assert (health.state, health.why) == (Standing.UNREACHABLE, "timeout: as told")


def test_a_host_whose_robots_cannot_be_had_is_unreachable_and_that_is_said_since_when():
    life = alive()
    first = life.now
    for _ in range(3):
        asked = robots.standing(unavailable(), now=life.now)
        refused = replace(unavailable(asked.reason), detail=asked.why)
        life._after(after_failure(life.state, refused, now=life.now))
    assert (life.health.state, life.health.since) == (Standing.UNREACHABLE, first)
    assert life.health.why == (
        "server_error: robots.txt cannot be had: as told; last good poll: 2025-12-17 12:00 UTC"
    )


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        (Reason.FORBIDDEN, Standing.BLOCKED),
        (Reason.WALLED, Standing.WALLED),
        (Reason.UNREADABLE, Standing.CHANGED),
    ],
)
def test_failures_tell_what_stands_in_the_way(reason, state):
    assert alive().fails(reason, 3).health.state is state


def test_failures_of_another_kind_take_over_when_they_have_proven_themselves():
    life = alive().fails(times=3).fails(Reason.FORBIDDEN, 2)
    assert life.health.state is Standing.UNREACHABLE
    assert life.fails(Reason.FORBIDDEN).health.state is Standing.BLOCKED


def test_failures_that_change_their_kind_are_failures_all_the_same():
    life = alive()
    states = []
    for _ in range(6):
        states.append(life.fails().health.state)
        states.append(life.fails(Reason.FORBIDDEN).health.state)
    assert states[:5] == [Standing.FRESH] * 5
    assert set(states[5:]) == {Standing.BLOCKED}
    assert life.heard == [(Standing.FRESH, Standing.BLOCKED)]


def test_a_source_whose_articles_cannot_be_read_is_walled_off_until_most_can():
    life = alive()
    life.reads = UNREAD
    life.unchanged()
    assert life.health.state is Standing.WALLED
    assert life.health.why == ("9 of its last 10 articles could not be read, 4 stood behind a wall")
    life.reads = Reads(tried=10, failed=6)
    assert life.unchanged().health.why == "6 of its last 10 articles could not be read"
    life.reads = Reads(tried=10, failed=4)
    assert life.unchanged().health.state is Standing.FRESH
    life.reads = Reads(tried=10, failed=6)
    assert life.unchanged().health.state is Standing.FRESH


def test_articles_that_are_never_answered_while_its_lists_are_wall_a_source_off():
    life = alive()
    life.reads = Reads(tried=10, failed=9, unanswered=9)
    assert life.unchanged().health.state is Standing.WALLED
    assert life.health.why == "9 of its last 10 articles could not be read, 9 were never answered"


@pytest.mark.parametrize(
    "reads", [Reads(tried=10, failed=9, unanswered=9), Reads(tried=20, failed=16, unanswered=12)]
)
def test_articles_that_are_not_answered_while_polls_fail_too_prove_no_wall(reads):
    life = alive()
    life.reads = reads
    assert life.fails().health.state is Standing.FRESH
    assert life.unchanged().health.state is Standing.FRESH


def test_too_few_articles_prove_no_wall():
    life = alive()
    life.reads = Reads(tried=7, failed=7)
    assert life.unchanged().health.state is Standing.FRESH


def test_a_trouble_is_told_once_when_it_has_lasted_and_its_end_after_two_good_polls():
    life = alive().fails(times=3)
    assert life.heard == []
    life.fails(times=9)
    assert life.heard == [(Standing.FRESH, Standing.UNREACHABLE)]
    life.unchanged()
    assert len(life.heard) == 1
    life.unchanged()
    assert life.heard[1:] == [(Standing.UNREACHABLE, Standing.FRESH)]


def test_staleness_is_told_at_once_and_only_news_end_it():
    life = alive().passes(4 * DAY).unchanged(3)
    assert life.heard == [(Standing.FRESH, Standing.STALE)]
    life.lists(items(51, start=-1, dated=life.now)).unchanged()
    assert life.heard[1:] == [(Standing.STALE, Standing.FRESH)]


def test_a_source_that_answers_again_without_news_is_told_as_quiet():
    life = alive().passes(4 * HOUR).fails(times=9).unchanged(2)
    assert life.heard[-1] == (Standing.UNREACHABLE, Standing.QUIET)


def test_one_trouble_that_turns_into_another_is_told_anew():
    life = alive().fails(times=9).passes(2 * DAY).fails(Reason.FORBIDDEN, 40)
    assert life.heard == [
        (Standing.FRESH, Standing.UNREACHABLE),
        (Standing.UNREACHABLE, Standing.BLOCKED),
    ]


def test_the_end_of_a_silence_that_was_told_is_not_told_while_it_is_only_quiet():
    told = Announced(state=Standing.STALE, at=NOW - DAY)
    quiet = Health(state=Standing.QUIET, since=NOW, why="")
    assert worth_telling(PollState(good=9, announced=told), quiet, now=NOW) is None


STEPS = st.lists(
    st.sampled_from(("unchanged", "fails", "blocked", "empty", "news")), min_size=1, max_size=144
)


@settings(deadline=None)  # the machine may be busy
@given(STEPS)
def test_a_source_that_flaps_is_told_of_at_most_twice_in_six_hours(steps):
    life = alive()
    times = []
    for number, step in enumerate(steps):
        before = len(life.heard)
        match step:
            case "unchanged":
                life.unchanged()
            case "fails":
                life.fails()
            case "blocked":
                life.fails(Reason.FORBIDDEN)
            case "empty":
                life.lists(())
            case _:
                life.lists(items(50, start=-number, dated=life.now))
        times += [life.now] * (len(life.heard) - before)
    troubles = [at for at, (_, state) in zip(times, life.heard, strict=True) if state.is_trouble]
    assert all(b - a >= timedelta(hours=6) for a, b in pairwise(troubles))
    assert all(a != b for a, b in life.heard)


def glances(reached, gone, asked=NOW):
    one = Glance(state=Standing.FRESH, asked=asked)
    return [one] * reached + [replace(one, reached=False)] * gone


@pytest.mark.parametrize(
    ("state", "others", "ours"),
    [
        (Standing.UNREACHABLE, glances(2, 2), True),
        (Standing.UNREACHABLE, glances(3, 2), False),
        (Standing.UNREACHABLE, glances(0, 3), False),
        (Standing.UNREACHABLE, glances(0, 4) + glances(99, 0, asked=NOW - MINUTE), True),
        (Standing.UNREACHABLE, glances(4, 0) + glances(0, 99, asked=NOW - MINUTE), False),
        (Standing.BLOCKED, glances(0, 9), False),
        (Standing.FRESH, glances(0, 9), False),
    ],
)
def test_where_half_of_those_asked_since_cannot_be_reached_it_is_our_own_line(state, others, ours):
    change = Change(before=Standing.QUIET, health=Health(state=state, since=NOW, why=""))
    fault = Fault(state=Standing.UNREACHABLE, since=NOW)
    assert is_ours(change, PollState(fault=fault), others) is ours


def test_a_source_that_fails_no_more_is_no_fault_of_our_line():
    gone = Health(state=Standing.UNREACHABLE, since=NOW, why="")
    assert not is_ours(Change(before=Standing.FRESH, health=gone), PollState(), glances(0, 9))


class Outage:
    """Sources asked at their own intervals, all of which cannot be reached for hours."""

    def __init__(self, minutes, hours):
        self.lives = [Life(replace(FEED, every=every * MINUTE)) for every in minutes]
        self.glances, self.heard = {}, []
        self.gone, self.back = NOW + 2 * HOUR, NOW + (2 + hours) * HOUR

    def goes_on(self, *, until):
        due = [(NOW + n * MINUTE, n) for n in range(len(self.lives))]
        while due[0][0] < until:
            now, n = heappop(due)
            self._poll(n, self.lives[n], now)
            life = self.lives[n]
            at = next_poll(life.source, life.state, Wishes(), now=now, jitter=n * 7 % 11 / 10)
            heappush(due, (at, n))

    def _poll(self, n, life, now):
        life.now, before = now, len(life.heard)
        announced = life.state.announced
        gone = self.gone <= now < self.back
        life.fails() if gone else life.lists(items(3, start=-life.state.polls, dated=now))
        self.glances[n] = Glance(state=life.health.state, asked=now, reached=not gone)
        for change in life.heard[before:]:
            told = Change(before=change[0], health=life.health)
            if is_ours(told, life.state, self.glances.values()):
                life.heard.pop()
                life.state = replace(life.state, announced=announced)
            else:
                self.heard.append((n, *change))


@pytest.mark.parametrize(
    "minutes",
    [
        [5] * 4 + [10] * 15 + [15] * 8 + [30],
        [2] * 4 + [10] * 6 + [60] * 12,
        [5] * 4 + [30] * 20,
        [5] * 4 + [360] * 20,
    ],
)
@pytest.mark.parametrize("hours", [1, 9])
def test_an_outage_of_our_own_tells_of_no_source_however_often_each_is_asked(minutes, hours):
    outage = Outage(minutes, hours)
    outage.goes_on(until=outage.back + 8 * HOUR)
    assert outage.heard == []
    assert not any(life.health.state.is_trouble for life in outage.lives)
