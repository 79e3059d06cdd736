from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.adapters import keys
from monitor.adapters.keys import Retention

MOMENTS = st.integers(1_577_836_800, 4_102_444_800).map(lambda s: datetime.fromtimestamp(s, UTC))


@given(
    retention=st.timedeltas(timedelta(seconds=10), timedelta(days=800)),
    written=MOMENTS,
    part=st.floats(0, 1),
)
def test_what_was_written_within_the_retention_lies_in_a_living_bucket(retention, written, part):
    kept = Retention(articles=retention)
    read = written + timedelta(seconds=int(kept.articles_ttl * part))
    assert kept.bucket(written) in kept.buckets(read)


@given(written=MOMENTS, ahead=st.integers(0, 3_600))
def test_a_node_whose_clock_is_ahead_by_an_hour_writes_where_others_look(written, ahead):
    kept = Retention()
    assert kept.bucket(written + timedelta(seconds=ahead)) in kept.buckets(written)


@given(now=MOMENTS)
def test_the_bucket_that_is_written_comes_first_and_each_comes_once(now):
    kept = Retention()
    buckets = kept.buckets(now)
    assert buckets[0] == kept.bucket(now)
    assert len(set(buckets)) == len(buckets)
    assert len(buckets) - keys.BUCKETS in (1, 2)


def test_a_bucket_lives_until_its_last_entry_is_old_enough():
    kept = Retention(articles=timedelta(days=30))
    assert kept.bucket_ttl == 40 * 86_400


def test_a_retention_is_never_no_time_at_all():
    kept = Retention(articles=timedelta(0), developments=timedelta(0))
    assert (kept.articles_ttl, kept.developments_ttl, kept.bucket_width) == (1, 1, 1)


@given(name=st.text(), shards=st.integers(1, 100_000))
def test_a_place_is_always_the_same_and_within_its_shards(name, shards):
    at = keys.place(name, shards)
    assert at == keys.place(name, shards)
    assert 0 <= at.shard < shards
    assert len(at.field) == 11


@pytest.mark.parametrize(
    "key",
    [
        keys.SHAPE,
        keys.POLLS_DUE,
        keys.PENDING,
        keys.WORK,
        keys.LATER,
        keys.BURIED,
        keys.NUMBERS,
        keys.HELD,
        keys.ALERTS,
        keys.RETRIES,
        keys.OWED,
        keys.DELIVERIES,
        keys.DEAD,
        keys.HEARTBEATS,
        keys.POLLS_HEALTH,
        keys.poll_state("s"),
        keys.reads("s"),
        keys.LABELS,
        keys.label("l"),
        keys.SIGNING,
        keys.bucketed("seen", 1) + "7",
        keys.bucketed("lines", 1) + "7",
        keys.development("d"),
        keys.block("b"),
        keys.trace("a"),
        keys.alert("a"),
        keys.outbox("desk"),
        keys.delivery("a", "desk"),
        keys.died("desk"),
        keys.bundle("b"),
        keys.restrained("desk", "quiet"),
        keys.reception("desk"),
        keys.throttle("desk"),
        keys.SILENCES,
        keys.WAITING,
        keys.heartbeat("node"),
    ],
)
def test_every_key_has_a_rule_that_gives_its_life_or_the_reason_for_none(key):
    rule = keys.rule(key)
    assert rule is not None
    assert (rule.life is None) != (rule.lasting is None)
    assert key.startswith("{monitor}:")


@pytest.mark.parametrize("key", ["work", "{other}:work", "{monitor}:unheard", "{monitor}:works"])
def test_a_strangers_key_has_no_rule(key):
    assert keys.rule(key) is None
