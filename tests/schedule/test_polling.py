from dataclasses import replace

import pytest

from monitor.model.health import Fault, Shown, Standing
from monitor.model.page import FEED_BYTES, Reason
from monitor.model.source import Listed, PollState, SourceKind
from monitor.schedule.polling import (
    after_failure,
    after_list,
    after_nothing_new,
    after_same_page,
    is_known,
    poll_request,
)
from monitor.schedule.trust import list_digest
from tests.schedule.examples import DAY, HOUR, MINUTE, NOW, items, page, source, unavailable

SOURCE = source()


THREE, ANSWER = Listed(candidates=items(3)), page()


def listed(state, found=THREE, *, answer=ANSWER, now=NOW, of=SOURCE):
    return after_list(of, state, found, everything=found.candidates, page=answer, now=now)


def test_polls_are_conditional_but_for_every_twelfth():
    states = [PollState(polls=n, etag='"a"', last_modified="then") for n in range(24)]
    asked = [poll_request(SOURCE, state) for state in states]
    assert asked[0].max_bytes == FEED_BYTES
    assert [n for n, request in enumerate(asked) if request.etag is None] == [11, 23]
    assert [n for n, request in enumerate(asked) if request.last_modified is None] == [11, 23]


def test_validators_that_lied_are_not_sent():
    state = PollState(etag='"a"', last_modified="then", distrusted=NOW)
    asked = poll_request(SOURCE, state)
    assert (asked.etag, asked.last_modified) == (None, None)


def test_a_list_renews_validators_and_forgets_failures():
    fault = Fault(state=Standing.UNREACHABLE, since=NOW)
    before = PollState(
        failures=3, strikes=2.5, polls=7, etag='"old"', problem="timeout", fault=fault, good=0
    )
    after = listed(before, answer=page(etag='"new"', last_modified="now"))
    assert (after.last_poll, after.last_good, after.polls) == (NOW, NOW, 8)
    assert (after.etag, after.last_modified, after.entries) == ('"new"', "now", 3)
    assert (after.failures, after.strikes, after.problem, after.fault) == (0, 0.0, None, None)
    assert after.good == 1
    assert after.habit.since == NOW
    assert after.shown == Shown(at=NOW, digest=list_digest(Listed(candidates=items(3))))


def test_not_modified_is_a_good_poll_that_keeps_what_is_known():
    before = listed(PollState(polls=7, problem="timeout"), answer=page(etag='"a"'))
    after = after_nothing_new(before, now=NOW + HOUR)
    assert after.shown.unmodified == 1
    assert (
        replace(
            after,
            polls=before.polls,
            good=before.good,
            last_poll=NOW,
            last_good=NOW,
            shown=before.shown,
            said=before.said,
        )
        == before
    )


def test_not_modified_says_that_an_odd_list_stands():
    before = listed(PollState(), Listed())
    assert before.habit.odd == 1
    assert after_nothing_new(before, now=NOW + HOUR).habit.odd == 2


def test_a_failed_poll_is_counted_and_keeps_the_last_good_one():
    before = PollState(last_good=NOW - DAY, failures=3, polls=7, good=5, etag='"old"', entries=30)
    after = after_failure(before, unavailable(), now=NOW)
    assert (after.failures, after.polls, after.last_poll, after.good) == (4, 8, NOW, 0)
    assert (after.last_good, after.etag, after.entries) == (NOW - DAY, '"old"', 30)
    assert after.problem == "server_error: as told"


@pytest.mark.parametrize(
    ("reason", "strikes"),
    [
        (Reason.TIMEOUT, 0.5),
        (Reason.SERVER_ERROR, 0.5),
        (Reason.NOT_FOUND, 1.0),
        (Reason.FORBIDDEN, 1.0),
        (Reason.GONE, 1.0),
    ],
)
def test_what_may_pass_by_itself_counts_half(reason, strikes):
    assert after_failure(PollState(), unavailable(reason), now=NOW).strikes == strikes


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        (Reason.FORBIDDEN, Standing.BLOCKED),
        (Reason.TOO_MANY, Standing.BLOCKED),
        (Reason.ROBOTS, Standing.BLOCKED),
        (Reason.WALLED, Standing.WALLED),
        (Reason.UNREADABLE, Standing.CHANGED),
        (Reason.TIMEOUT, Standing.UNREACHABLE),
        (Reason.NOT_FOUND, Standing.UNREACHABLE),
    ],
)
def test_a_failure_means_a_state(reason, state):
    after = after_failure(PollState(last_good=NOW - DAY), unavailable(reason), now=NOW)
    assert after.fault == Fault(state=state, since=NOW)


def test_what_could_never_be_read_has_not_changed():
    after = after_failure(PollState(), unavailable(Reason.UNREADABLE), now=NOW)
    assert after.fault.state is Standing.UNREACHABLE


def test_failures_of_one_kind_are_counted_from_the_first():
    state = PollState(last_good=NOW - DAY)
    for number, reason in enumerate((Reason.TIMEOUT, Reason.NOT_FOUND, Reason.SERVER_ERROR)):
        state = after_failure(state, unavailable(reason), now=NOW + number * HOUR)
    assert state.fault == Fault(state=Standing.UNREACHABLE, since=NOW, run=3)
    blocked = after_failure(state, unavailable(Reason.FORBIDDEN), now=NOW + DAY)
    assert blocked.fault == Fault(state=Standing.BLOCKED, since=NOW + DAY)


def test_an_index_is_never_asked_conditionally_for_its_sitemaps_change_without_it():
    found = Listed(further=("https://harbour.example/1.xml",))
    after = after_list(
        SOURCE, PollState(), found, everything=items(9), page=page(etag='"a"'), now=NOW
    )
    assert (after.etag, after.entries) == (None, 9)


def test_position_and_digest_are_kept_until_others_are_told():
    mailbox = source(kind=SourceKind.MAILBOX)
    first = listed(PollState(), Listed(position="9", digest="d"), answer=None, of=mailbox)
    after = listed(first, Listed(), answer=None, of=mailbox)
    assert (first.position, first.digest) == ("9", "d")
    assert (after.position, after.digest, after.shown) == ("9", "d", None)


def test_where_a_source_has_moved_to_is_remembered_while_it_is_there():
    there = "https://new.example/rss"
    moved = listed(PollState(), answer=page(url=there, moved_to=there))
    assert moved.moved_to == there
    assert listed(moved, answer=page(url=there)).moved_to is None


def test_bytes_that_were_read_last_are_known():
    state = listed(PollState(), answer=page(body=b"a"))
    assert is_known(SOURCE, state, page(body=b"a", etag='"new"'))
    assert not is_known(SOURCE, state, page(body=b"b"))
    assert not is_known(SOURCE, PollState(), page(body=b""))


def test_bytes_that_are_known_are_read_at_every_twelfth_poll_all_the_same():
    state = listed(PollState(), answer=page(body=b"a"))
    told = [is_known(SOURCE, replace(state, polls=n), page(body=b"a")) for n in range(24)]
    assert [n for n, known in enumerate(told) if not known] == [11, 23]


def test_an_index_is_always_read_for_its_sitemaps_change_without_it():
    found = Listed(further=("https://harbour.example/1.xml",))
    answer = page(body=b"index")
    after = after_list(SOURCE, PollState(), found, everything=items(9), page=answer, now=NOW)
    assert not is_known(SOURCE, after, answer)


def test_a_list_that_asks_for_rest_is_always_read_for_what_it_asks_depends_on_the_hour():
    answer = page(body=b"<skipHours><hour>3</hour></skipHours>")
    after = listed(PollState(), Listed(candidates=items(3), keeps=5 * HOUR), answer=answer)
    assert not is_known(SOURCE, after, answer)
    assert after.keeps is None


def test_how_long_a_list_keeps_is_remembered_until_another_says_otherwise():
    after = listed(PollState(), Listed(candidates=items(3), keeps=HOUR))
    assert after_nothing_new(after, now=NOW + HOUR).keeps == HOUR
    assert listed(after, Listed(candidates=items(3))).keeps is None


LISTS = [items(3), items(3, dated=NOW), items(30, dated=NOW), ()]


@pytest.mark.parametrize("before", LISTS)
@pytest.mark.parametrize("now", LISTS)
def test_the_same_bytes_leave_what_reading_them_again_would_but_tell_no_more_of_the_usual(
    before, now
):
    state = listed(PollState(), Listed(candidates=before), answer=page(body=b"before", etag='"a"'))
    state = after_nothing_new(state, now=NOW + MINUTE)
    found = Listed(candidates=now, keeps=HOUR)
    state = listed(state, found, answer=page(body=b"a", etag='"b"'), now=NOW + 2 * MINUTE)
    again = page(body=b"a", etag='"c"', moved_to="https://new.example/rss")
    read = listed(state, found, answer=again, now=NOW + HOUR)
    same = after_same_page(SOURCE, state, again, now=NOW + HOUR)
    usual = replace(read.habit, entries=state.habit.entries, dated=state.habit.dated)
    assert same == replace(read, habit=usual, said="same")
    assert (read.etag, read.shown.unmodified) == ('"c"', 0)


def test_validators_of_bytes_that_the_store_has_lost_are_not_remembered():
    again = page(body=b"a", etag='"a"')
    others = listed(PollState(), answer=page(body=b"b", etag='"b"'))
    assert after_same_page(SOURCE, PollState(), again, now=NOW).etag is None
    assert after_same_page(SOURCE, others, again, now=NOW).etag == '"b"'


def test_what_the_server_said_last_is_remembered():
    state = listed(PollState(), answer=page(etag='"a"'))
    assert state.said == "listed"
    assert after_nothing_new(state, now=NOW).said == "not_modified"
    assert after_same_page(SOURCE, state, page(), now=NOW).said == "same"
    assert after_failure(state, unavailable(Reason.ROBOTS), now=NOW).said == "robots"
