"""Memory in plain dicts, gone with the process: for replaying articles without a server."""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from heapq import nlargest

from monitor.adapters import codec
from monitor.alert.uniting import united
from monitor.model.alert import Alert, AlertId
from monitor.model.article import ArticleId, Fingerprint, Remembered
from monitor.model.development import Development, DevelopmentId, Keyed
from monitor.model.verdict import Trace
from monitor.ports import Commit

MOST_NEIGHBOURS = 64
MOST_RELATED = 1_000
MOST_EVER = 10_000
MOST_A_MARK = 4
MOST_TRACES = 10_000
SAME_PAGE = 1_000_000
SAME_CONTENT = 1_000


class _Marks:
    """Article numbers under names: of each the first and the three latest.

    Millions of names have one article each: they take no list, and only the name's hash.
    """

    def __init__(self) -> None:
        self._numbers: dict[int, tuple[int, ...] | int] = {}

    def add(self, name: str, number: int) -> None:
        known = self.under(name)
        if len(known) == MOST_A_MARK:
            known = (known[0], *known[2:])
        self._numbers[hash(name)] = (*known, number) if known else number

    def under(self, name: str) -> tuple[int, ...]:
        known = self._numbers.get(hash(name), ())
        return known if isinstance(known, tuple) else (known,)


class ThrowawayMemory:
    """The port `Memory`. It forgets nothing but old traces; records lie packed, as in the store."""

    def __init__(
        self, most_traces: int = MOST_TRACES, *, lasting: frozenset[ArticleId] = frozenset()
    ) -> None:
        """Traces of the `lasting` articles are not forgotten: labels name these."""
        self._most_traces = most_traces
        self._lasting = lasting
        self._kept: dict[ArticleId, Trace] = {}
        self._records: list[bytes] = []
        self._pages = _Marks()
        self._contents = _Marks()
        self._bands = _Marks()
        self._developments: dict[DevelopmentId, Development] = {}
        self._blocks: dict[str, dict[DevelopmentId, date]] = defaultdict(dict)
        self._held: dict[DevelopmentId, datetime] = {}
        self._alerts: dict[AlertId, Alert] = {}
        self._traces: OrderedDict[ArticleId, Trace] = OrderedDict()

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Return all alerts in the order in which they were first emitted."""
        return tuple(self._alerts.values())

    def next_hold(self) -> datetime | None:
        """Return when the next hold ends, None if nothing is held."""
        return min(self._held.values(), default=None)

    async def neighbours(self, fingerprint: Fingerprint, url: str | None) -> tuple[Remembered, ...]:
        """Return remembered articles of the same URL, the same content, or sharing a band."""
        weight: Counter[int] = Counter()
        if url is not None:
            _count(weight, self._pages.under(url), SAME_PAGE)
        _count(weight, self._contents.under(fingerprint.content), SAME_CONTENT)
        for band in (*fingerprint.bands, *fingerprint.sought):
            _count(weight, self._bands.under(band), 1)
        found = nlargest(MOST_NEIGHBOURS, weight, key=lambda number: (weight[number], number))
        return tuple(codec.decode_remembered(self._records[number]) for number in found)

    async def related(
        self, keys: tuple[str, ...], since: date | None = None
    ) -> tuple[Development, ...]:
        """Return the developments stored under any of the keys that are open on that day or later
        (None: all), each once, changed last first.
        """
        ids: set[DevelopmentId] = set()
        for key in keys:
            block = self._blocks.get(key, {})
            still = [id_ for id_, until in block.items() if since is None or until >= since]
            limit = MOST_EVER if since is None else MOST_RELATED
            ids.update(nlargest(limit, still, key=lambda id_: block[id_]))
        found = [self._developments[id_] for id_ in ids]
        return tuple(sorted(found, key=lambda d: (d.last_changed, d.id), reverse=True))

    async def commit(self, commit: Commit) -> bool:
        """Store all of it, or nothing; False if a development changed since it was read."""
        if self._changed_meanwhile(commit.developments):
            return False
        for keyed in commit.developments:
            self._store_development(keyed)
        if commit.remembered is not None:
            self._store_article(commit.remembered)
        for alert in commit.alerts:
            self._store_alert(alert)
        if commit.trace is not None:
            self._store_trace(commit.trace)
        return True

    async def held(self, now: datetime) -> tuple[DevelopmentId, ...]:
        """Return developments whose hold or wait has ended, until a commit says otherwise."""
        ended = [(until, id_) for id_, until in self._held.items() if until <= now]
        return tuple(id_ for _, id_ in sorted(ended))

    async def development(self, development: DevelopmentId) -> Development | None:
        """Return the development as stored; of one that lives on in another, that one."""
        known = self._developments.get(development)
        while known is not None and known.joined is not None:
            known = self._developments.get(known.joined)
        return known

    async def trace(self, article: ArticleId) -> Trace | None:
        """Return the road of the article, if it is among the latest ten thousand."""
        return self._kept.get(article) or self._traces.get(article)

    def _changed_meanwhile(self, developments: tuple[Keyed, ...]) -> bool:
        versions: dict[DevelopmentId, int] = {}
        for keyed in developments:
            new = keyed.development
            stored = self._developments.get(new.id)
            known = versions.get(new.id, stored.version if stored is not None else 0)
            if known != new.version - 1:
                return True
            versions[new.id] = new.version
        return False

    def _store_development(self, keyed: Keyed) -> None:
        development = keyed.development
        self._developments[development.id] = development
        for key in keyed.keys:
            self._blocks[key][development.id] = keyed.open_until
        if development.wakes_at is None:
            self._held.pop(development.id, None)
        else:
            self._held[development.id] = development.wakes_at

    def _store_article(self, remembered: Remembered) -> None:
        number = len(self._records)
        self._records.append(codec.encode_remembered(remembered))
        if remembered.url is not None:
            self._pages.add(remembered.url, number)
        self._contents.add(remembered.fingerprint.content, number)
        for band in remembered.fingerprint.bands:
            self._bands.add(band, number)

    def _store_alert(self, alert: Alert) -> None:
        known = self._alerts.get(alert.id)
        self._alerts[alert.id] = alert if known is None else united(known, alert)

    def _store_trace(self, trace: Trace) -> None:
        if trace.article.id in self._lasting:
            self._kept[trace.article.id] = trace
            return
        self._traces[trace.article.id] = trace
        self._traces.move_to_end(trace.article.id)
        if len(self._traces) > self._most_traces:
            self._traces.popitem(last=False)


def _count(weight: Counter[int], numbers: Iterable[int], worth: int) -> None:
    for number in numbers:
        if weight[number] < SAME_PAGE:  # its states come by their age alone
            weight[number] += worth
