"""Every key of the store: what it holds, who owns it, and how long it lives.

All names carry one hash tag, so a Cluster keeps them in one slot and every script may touch them
all. What is remembered of articles lies in small hashes, by time bucket and shard: a whole bucket
expires at once, and a hash of a hundred short fields takes a tenth of the memory of a hundred keys.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b

TAG = "{monitor}"
GROUP = "monitor"
BUCKETS = 3
"""Into how many time buckets the retention is cut: to look through few, or keep few too long."""

CLOCKS_DIFFER = 3_600
"""By how many seconds the clocks of nodes may differ."""

URL_SHARDS = 1024
BAND_SHARDS = 32_768
LINE_SHARDS = 8_192
"""Into how many hashes the names of a bucket go. With a million articles a month none has more than
the 512 short fields up to which a server keeps a hash packed: then it takes half of the memory.
"""

ARTICLES_A_HASH = 100
A_DAY = 86_400
A_MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long is remembered what was read (`articles`) and what it told (`developments`)."""

    articles: timedelta = timedelta(days=30)
    developments: timedelta = timedelta(days=400)

    @property
    def articles_ttl(self) -> int:
        """Return the seconds that an article is kept."""
        return max(1, int(self.articles.total_seconds()))

    @property
    def developments_ttl(self) -> int:
        """Return the seconds that a development is kept after it was last seen."""
        return max(1, int(self.developments.total_seconds()))

    @property
    def bucket_width(self) -> int:
        """Return the seconds that one time bucket spans."""
        return max(1, self.articles_ttl // BUCKETS)

    @property
    def bucket_ttl(self) -> int:
        """Return the seconds from a bucket's first write until its last entry may go."""
        return self.articles_ttl + self.bucket_width

    def bucket(self, now: datetime) -> int:
        """Return the bucket that is written now."""
        return int(now.timestamp()) // self.bucket_width

    def buckets(self, now: datetime) -> tuple[int, ...]:
        """Return the living buckets, the one written now first, with one that others write soon."""
        current = self.bucket(now)
        soon = int(now.timestamp()) + min(CLOCKS_DIFFER, self.bucket_width)
        ahead = range(current + 1, soon // self.bucket_width + 1)
        return (current, *ahead, *range(current - 1, current - BUCKETS - 1, -1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A family of keys: how its names start, who owns it, and its life or why it has no end."""

    start: str
    owner: str
    life: str | None
    lasting: str | None = None


RULES = (
    Rule(start="shape", owner="store", life=None, lasting="one word: how all else is to be read"),
    Rule(start="polls:due", owner="polls", life=None, lasting="one member a configured source"),
    Rule(start="polls:state:", owner="polls", life="articles, since the last poll"),
    Rule(start="polls:health", owner="polls", life=None, lasting="one field a configured source"),
    Rule(start="polls:reads:", owner="polls", life="a week, since an article was last read"),
    Rule(start="seen:", owner="polls", life="articles"),
    Rule(start="pending", owner="polls", life=None, lasting="a field goes with its find"),
    Rule(start="work", owner="queue", life=None, lasting="a find leaves when it was dealt with"),
    Rule(start="later", owner="queue", life=None, lasting="a find leaves at its time"),
    Rule(start="buried", owner="queue", life="articles, since the last burial; older ones trimmed"),
    Rule(start="visits:", owner="queue", life="articles"),
    Rule(start="pages:", owner="articles", life="articles"),
    Rule(start="contents:", owner="articles", life="articles"),
    Rule(start="bands:", owner="articles", life="articles"),
    Rule(start="articles:", owner="articles", life="articles"),
    Rule(start="lines:", owner="furniture", life="nine days"),
    Rule(start="numbers", owner="articles", life=None, lasting="one counter"),
    Rule(start="trace:", owner="articles", life="articles"),
    Rule(start="near:", owner="articles", life="articles, since the last; the oldest are trimmed"),
    Rule(start="development:", owner="developments", life="developments, since last stored"),
    Rule(start="block:", owner="developments", life="developments, since last stored"),
    Rule(start="held", owner="developments", life=None, lasting="a member leaves when it is told"),
    Rule(start="agenda", owner="developments", life="developments; older members trimmed"),
    Rule(start="alert:", owner="outbox", life="developments, from when it is due if it waits"),
    Rule(start="alerts", owner="outbox", life="developments; older members trimmed"),
    Rule(start="wire", owner="outbox", life="developments; older entries trimmed"),
    Rule(start="wire:", owner="outbox", life="developments; older entries trimmed"),
    Rule(start="outbox:", owner="outbox", life=None, lasting="an entry leaves delivered or dead"),
    Rule(start="retries", owner="outbox", life=None, lasting="an entry leaves at its time"),
    Rule(start="owed", owner="outbox", life=None, lasting="a member leaves delivered or dead"),
    Rule(start="delivery:", owner="outbox", life="developments, since its last change or due"),
    Rule(start="deliveries", owner="outbox", life="developments; older members trimmed"),
    Rule(start="dead", owner="outbox", life="developments; older entries trimmed"),
    Rule(start="died:", owner="outbox", life="developments, since the last; older members trimmed"),
    Rule(start="bundle:", owner="outbox", life="developments"),
    Rule(start="restrained:", owner="outbox", life=None, lasting="an alert leaves when it is told"),
    Rule(start="waiting", owner="outbox", life=None, lasting="one member a receiver"),
    Rule(start="reception:", owner="outbox", life=None, lasting="one small hash a receiver"),
    Rule(start="throttle:", owner="outbox", life="the receiver's window, since it last grew"),
    Rule(start="silences", owner="silences", life=None, lasting="a field goes a month after it"),
    Rule(start="feedback", owner="withdrawals", life=None, lasting="nobody says it twice"),
    Rule(start="labels", owner="labels", life="developments; older members trimmed"),
    Rule(start="label:", owner="labels", life="developments, since it was given"),
    Rule(start="signing", owner="signing", life=None, lasting="one key, for links in mails"),
    Rule(start="gone:", owner="withdrawals", life="a day, since a page was last found gone"),
    Rule(start="announced", owner="announcements", life=None, lasting="two fields a receiver"),
    Rule(start="heartbeat:", owner="heartbeat", life="as given by who beats"),
    Rule(start="heartbeats", owner="heartbeat", life="a day"),
    Rule(start="probe", owner="heartbeat", life="a minute"),
    Rule(start="opinion:", owner="purse", life="as configured (`cache`), since it was given"),
    Rule(start="spent:", owner="purse", life="two days, since it last grew"),
)

SHAPE = f"{TAG}:shape"
POLLS_DUE = f"{TAG}:polls:due"
POLLS_HEALTH = f"{TAG}:polls:health"
PENDING = f"{TAG}:pending"
WORK = f"{TAG}:work"
LATER = f"{TAG}:later"
BURIED = f"{TAG}:buried"
NUMBERS = f"{TAG}:numbers"
HELD = f"{TAG}:held"
AGENDA = f"{TAG}:agenda"
ALERTS = f"{TAG}:alerts"
WIRE = f"{TAG}:wire"
RETRIES = f"{TAG}:retries"
OWED = f"{TAG}:owed"
DELIVERIES = f"{TAG}:deliveries"
DEAD = f"{TAG}:dead"
WAITING = f"{TAG}:waiting"
SILENCES = f"{TAG}:silences"
FEEDBACK = f"{TAG}:feedback"
LABELS = f"{TAG}:labels"
SIGNING = f"{TAG}:signing"
ANNOUNCED = f"{TAG}:announced"
HEARTBEATS = f"{TAG}:heartbeats"
PROBE = f"{TAG}:probe"


def rule(key: str) -> Rule | None:
    """Return the rule of a key of ours, None for a stranger's."""
    tag, _, name = key.partition(":")
    if tag != TAG:
        return None
    return next((r for r in RULES if _of_family(name, r.start)), None)


def _of_family(name: str, start: str) -> bool:
    return name.startswith(start) if start.endswith(":") else name == start


def poll_state(source: str) -> str:
    """Return the key of what is remembered of polling the source."""
    return f"{TAG}:polls:state:{source}"


def reads(source: str) -> str:
    """Return the key of how the last articles of the source could be read."""
    return f"{TAG}:polls:reads:{source}"


def bucketed(kind: str, bucket: int) -> str:
    """Return the start of the names of one bucket's hashes; a shard number completes it."""
    return f"{TAG}:{kind}:{bucket}:"


def development(name: str) -> str:
    """Return the key of a development."""
    return f"{TAG}:development:{name}"


def block(name: str) -> str:
    """Return the key of the developments that `related` finds under one of their keys."""
    return f"{TAG}:block:{name}"


def trace(article: str) -> str:
    """Return the key of the road of an article."""
    return f"{TAG}:trace:{article}"


def near(watchlist: str) -> str:
    """Return the key of the near misses of a watchlist, by when they were."""
    return f"{TAG}:near:{watchlist}"


def alert(name: str) -> str:
    """Return the key of an alert."""
    return f"{TAG}:alert:{name}"


def wire(watchlist: str | None) -> str:
    """Return the stream of all alerts, or of those of a watchlist."""
    return WIRE if watchlist is None else f"{WIRE}:{watchlist}"


def outbox(receiver: str) -> str:
    """Return the stream of what is owed to one receiver."""
    return f"{TAG}:outbox:{receiver}"


def delivery(alert_id: str, receiver: str) -> str:
    """Return the key of the state of one alert at one receiver."""
    return f"{TAG}:delivery:{alert_id}:{receiver}"


def died(receiver: str) -> str:
    """Return the key of what is dead at one receiver, by when it died."""
    return f"{TAG}:died:{receiver}"


def bundle(name: str) -> str:
    """Return the key of the members of a bundle, by when they were gathered."""
    return f"{TAG}:bundle:{name}"


def restrained(receiver: str, reason: str) -> str:
    """Return the key of the alerts that wait at one receiver for one reason, by since when."""
    return f"{TAG}:restrained:{receiver}:{reason}"


def reception(receiver: str) -> str:
    """Return the key of what is known of a receiver: its pause, its breaker, its last digest."""
    return f"{TAG}:reception:{receiver}"


def throttle(receiver: str) -> str:
    """Return the key of what one receiver was sent within its throttle's window."""
    return f"{TAG}:throttle:{receiver}"


def label(name: str) -> str:
    """Return the key of an opinion that stands."""
    return f"{TAG}:label:{name}"


def gone(source: str) -> str:
    """Return the key of the pages of a source that were found gone, by when they were."""
    return f"{TAG}:gone:{source}"


def heartbeat(name: str) -> str:
    """Return the key of the last heartbeat of a process."""
    return f"{TAG}:heartbeat:{name}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a long name (a URL, a band) lies within a bucket: the hash's number, and its field."""

    shard: int
    field: str


def place(name: str, shards: int) -> Place:
    """Return the place of a name, by 64 bits of its hash."""
    digest = blake2b(name.encode(), digest_size=8).digest()
    return Place(int.from_bytes(digest) % shards, urlsafe_b64encode(digest)[:11].decode())


def milliseconds(moment: datetime) -> int:
    """Return the moment as the store counts time."""
    return int(moment.timestamp() * 1000)


def member(alert_id: str, receiver: str) -> str:
    """Return the word that stands for one alert at one receiver; alert ids hold no `|`."""
    return f"{alert_id}|{receiver}"


def opinion(name: str) -> str:
    """Return the key of a second opinion that was given."""
    return f"{TAG}:opinion:{name}"


def spent(day: date) -> str:
    """Return the key of what second opinions cost on a day."""
    return f"{TAG}:spent:{day.isoformat()}"
