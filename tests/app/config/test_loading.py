import time as clock
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from ipaddress import ip_network
from pathlib import Path

import pytest

from monitor.app.archiving import archives
from monitor.app.config.loading import load
from monitor.app.config.problems import ConfigErrors
from monitor.app.config.settings import Network, Retention, WebSettings
from monitor.app.config.watched import digest
from monitor.model.actor import Actor, ActorKind, Affiliation
from monitor.model.source import Pace, Source, SourceKind
from monitor.model.watchlist import (
    DEFAULT_RETRY,
    ActorCondition,
    AppriseTarget,
    Digest,
    EmailTarget,
    KeywordCondition,
    Kind,
    QuietHours,
    Receiver,
    Severity,
    Threshold,
    Throttle,
    Watchlist,
    WebhookTarget,
)

ROOT = Path(__file__).parents[3]
TYPES = ("aid_pledge", "meeting", "agreement", "sanction")
HOME = {"HOME": "/home/desk"}


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def of_monitor(folder: Path, text: str):
    return load(written(folder, monitor=text), types=TYPES, environment=HOME)


def receiver(folder: Path, text: str) -> Receiver:
    return of_monitor(folder, text).receivers[0]


def test_the_shipped_configuration_is_right_and_quick_to_load() -> None:
    started = clock.process_time()
    settings = load(ROOT / "config", types=TYPES, environment=HOME)
    assert clock.process_time() - started < 20
    assert len(settings.registry.actors) >= 250
    assert {watchlist.name for watchlist in settings.watchlists} == {
        "ukraine",
        "middle-east",
        "humanitarian-aid",
    }
    assert [warning.message.split('"')[0] for warning in settings.warnings] == ["the watchlists "]


@pytest.mark.parametrize("url", ["redis://", "unix://", "redis+cluster://", "redis://a:port"])
def test_stores_without_an_address_are_refused(tmp_path, url) -> None:
    with pytest.raises(ConfigErrors, match=r"^monitor\.yaml:1:8: redis: found something else"):
        of_monitor(tmp_path, f"redis: {url}\n")


def test_an_empty_file_means_the_defaults(tmp_path) -> None:
    settings = of_monitor(tmp_path, "# nothing\n")
    assert settings.state_dir == Path("/home/desk/.local/state/monitor")
    assert settings.redis == "embedded"
    assert settings.appendfsync == "everysec"
    assert settings.allow_volatile is False
    assert settings.contact is None
    assert settings.catch_up == timedelta(hours=24)
    assert settings.network == Network()
    assert settings.retention == Retention()
    assert settings.web == WebSettings(host="127.0.0.1", port=8765, token=None)
    assert settings.sources == settings.watchlists == settings.receivers == settings.warnings == ()


def test_a_key_without_a_value_means_its_default(tmp_path) -> None:
    assert of_monitor(tmp_path, "receivers:\ncatch_up:\nmail:\n").receivers == ()


def test_every_setting_arrives(tmp_path) -> None:
    (tmp_path / "ca.pem").touch()
    settings = of_monitor(
        tmp_path,
        """
        version: 1
        state_dir: state
        redis: rediss://a.example:6380/2
        redis_options: {appendfsync: always, allow_volatile: true}
        contact: desk@example.org
        catch_up: 0s
        network: {allow: [127.0.0.0/8], proxy: "http://proxy.example:3128", ca_file: ca.pem}
        retention: {articles: 1d, developments: 2d, archive: 3d, archive_size: 1.5GiB}
        web: {listen: "[::1]:80", token: sesame, public_url: "https://news.example"}
        """,
    )
    assert settings.state_dir == tmp_path / "state"
    assert settings.redis == "rediss://a.example:6380/2"
    assert settings.appendfsync == "always"
    assert settings.allow_volatile is True
    assert settings.contact == "desk@example.org"
    assert settings.catch_up == timedelta(0)
    assert settings.network == Network(
        allow=(ip_network("127.0.0.0/8"),),
        proxy="http://proxy.example:3128",
        ca_file=tmp_path / "ca.pem",
        ca_digest=digest(tmp_path, [tmp_path / "ca.pem"]),
    )
    assert settings.retention == Retention(
        articles=timedelta(days=1),
        developments=timedelta(days=2),
        archive=timedelta(days=3),
        archive_size=3 * 2**29,
    )
    assert settings.web == WebSettings(
        host="::1", port=80, token="sesame", public_url="https://news.example"
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [("1MB", 10**6), ("500 MB", 5 * 10**8), ("10GB", 10**10), ("2TB", 2 * 10**12), ("1MiB", 2**20)],
)
def test_sizes_are_read_with_their_units(tmp_path, written, expected) -> None:
    settings = of_monitor(tmp_path, f"retention: {{archive_size: {written}}}\n")
    assert settings.retention.archive_size == expected


def test_no_time_at_all_archives_nothing(tmp_path) -> None:
    settings = of_monitor(tmp_path, "retention: {archive: 0d}\n")
    assert not archives(settings)
    assert archives(replace(settings, retention=Retention()))


@pytest.mark.parametrize("text", ["web: null\n", "web: {listen: null}\n"])
def test_null_turns_the_web_off(tmp_path, text) -> None:
    assert of_monitor(tmp_path, text).web is None


@pytest.mark.parametrize("url", ["redis://a", "rediss://me:pw@a:1/0", "unix:///run/a.sock"])
def test_stores_of_each_kind_are_taken(tmp_path, url) -> None:
    assert of_monitor(tmp_path, f"redis: {url}\n").redis == url


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"STATE_DIRECTORY": "/var/lib/monitor:/var/lib/other"}, "/var/lib/monitor"),
        ({"XDG_STATE_HOME": "/xdg", **HOME}, "/xdg/monitor"),
        ({"XDG_STATE_HOME": "relative", **HOME}, "/home/desk/.local/state/monitor"),
    ],
)
def test_state_lives_where_the_system_says(tmp_path, environment, expected) -> None:
    settings = load(written(tmp_path, monitor=""), types=(), environment=environment)
    assert settings.state_dir == Path(expected)


def test_a_home_folder_that_is_unknown_is_said(tmp_path) -> None:
    with pytest.raises(ConfigErrors, match=r"monitor\.yaml:1:12: no home folder for ~nobody-here"):
        of_monitor(tmp_path, "state_dir: ~nobody-here/state\n")


def test_sources_take_the_defaults_that_they_do_not_overrule(tmp_path) -> None:
    folder = written(
        tmp_path,
        monitor="defaults: {every: 1m, timeout: 2s, per_host: {concurrency: 3, delay: 4s}, "
        "respect_robots: false}\n",
        sources="""
        sources:
          - {id: one, feed: "http://127.0.0.1:8000/rss", outlet: One}
          - {id: two, sitemap: "https://two.example/map.xml", outlet: Two, family: two,
             language: pt-BR, every: 5m, timeout: 6s, per_host: {delay: 0s}, respect_robots: true,
             enabled: false}
          - {id: three, listing: "https://three.example/", link: a.news, outlet: Three,
             per_host: {concurrency: 7}}
        """,
    )
    one, two, three = load(folder, types=(), environment=HOME).sources
    assert one == Source(
        id="one",
        kind=SourceKind.FEED,
        url="http://127.0.0.1:8000/rss",
        outlet="One",
        every=timedelta(minutes=1),
        timeout=timedelta(seconds=2),
        pace=Pace(concurrency=3, delay=timedelta(seconds=4)),
        respect_robots=False,
    )
    assert two == Source(
        id="two",
        kind=SourceKind.SITEMAP,
        url="https://two.example/map.xml",
        outlet="Two",
        family="two",
        language="pt-BR",
        every=timedelta(minutes=5),
        timeout=timedelta(seconds=6),
        pace=Pace(concurrency=3, delay=timedelta(0)),
        enabled=False,
    )
    assert (three.kind, three.link) == (SourceKind.LISTING, "a.news")
    assert three.pace == Pace(concurrency=7, delay=timedelta(seconds=4))


def test_actors_arrive_with_those_they_act_for(tmp_path) -> None:
    folder = written(
        tmp_path,
        actors="""
        actors:
          - {id: norway, name: Norway, kind: state, capital: Oslo, demonyms: [Norwegian]}
          - {id: jane, name: Jane, kind: person, of: norway, role: envoy, aliases: [Жанна]}
          - {id: jim, name: Jim, kind: person,
             of: [jane, {id: norway, from: 2019-07-24, until: 2022-09-06}, {id: norway}]}
        """,
    )
    actors = load(folder, types=(), environment=HOME).registry.actors
    assert actors == {
        "norway": Actor(
            id="norway",
            name="Norway",
            kind=ActorKind.STATE,
            capital="Oslo",
            demonyms=("Norwegian",),
        ),
        "jane": Actor(
            id="jane",
            name="Jane",
            kind=ActorKind.PERSON,
            of=(Affiliation(actor="norway"),),
            role="envoy",
            aliases=("Жанна",),
        ),
        "jim": Actor(
            id="jim",
            name="Jim",
            kind=ActorKind.PERSON,
            of=(
                Affiliation(actor="jane"),
                Affiliation(actor="norway", since=date(2019, 7, 24), until=date(2022, 9, 6)),
                Affiliation(actor="norway"),
            ),
        ),
    }


WATCHLIST = """
name: desk
developments: [meeting, aid_pledge]
actors: {any: [norway], all: [jane], none: [jim]}
keywords: {any: [peace talks], all: [перемир*], none: [football]}
min_amount: 2.5bn USD
min_origins: 2
confirm_at: 3
on: [new, confirmed]
severity: high
notify: [desk]
"""
NORWAY = """
actors:
  - {id: norway, name: Norway, kind: state}
  - {id: jane, name: Jane, kind: person}
  - {id: jim, name: Jim, kind: person}
"""
DESK = "receivers: [{name: desk, webhook: {url: 'https://desk.example/', secret: c2VjcmV0}}]\n"


def test_a_watchlist_arrives_whole(tmp_path) -> None:
    folder = written(tmp_path, watchlists__a=WATCHLIST, actors=NORWAY, monitor=DESK)
    settings = load(folder, types=TYPES, environment=HOME)
    assert settings.warnings == ()
    assert settings.watchlists == (
        Watchlist(
            name="desk",
            developments=("meeting", "aid_pledge"),
            actors=ActorCondition(any=("norway",), all=("jane",), none=("jim",)),
            keywords=KeywordCondition(any=("peace talks",), all=("перемир*",), none=("football",)),
            min_amount=Threshold(value=Decimal(2_500_000_000), currency="USD"),
            min_origins=2,
            confirm_at=3,
            on=(Kind.NEW, Kind.CONFIRMED),
            severity=Severity.HIGH,
            notify=("desk",),
        ),
    )


@pytest.mark.parametrize("line", ["", "developments: all\n", "developments:\n"])
def test_a_watchlist_of_a_name_alone_wants_every_type(tmp_path, line) -> None:
    folder = written(tmp_path, watchlists__a=f"name: a\n{line}")
    assert load(folder, types=TYPES, environment=HOME).watchlists == (Watchlist(name="a"),)


@pytest.mark.parametrize(
    ("words", "value", "currency"),
    [
        ("10M EUR", 10_000_000, "EUR"),
        ("10 m EUR", 10_000_000, "EUR"),
        ("500k GBP", 500_000, "GBP"),
        ("90000000 EUR", 90_000_000, "EUR"),
        ("0.5 tn JPY", 500_000_000_000, "JPY"),
    ],
)
def test_sums_are_read_exactly(tmp_path, words, value, currency) -> None:
    folder = written(tmp_path, watchlists__a=f"name: a\nmin_amount: {words}\n")
    least = load(folder, types=TYPES, environment=HOME).watchlists[0].min_amount
    assert least == Threshold(value=Decimal(value), currency=currency)


def test_watchlists_given_replace_those_of_the_folder(tmp_path) -> None:
    folder = written(tmp_path, watchlists__a="name: [broken\n", actors=NORWAY)
    other = tmp_path / "other.yaml"
    other.write_text("name: other\nactors: {any: [norway]}\n", encoding="utf-8")
    settings = load(folder, types=TYPES, watchlist_files=(other,), environment=HOME)
    assert [watchlist.name for watchlist in settings.watchlists] == ["other"]
    (folder / "actors.yaml").unlink()
    with pytest.raises(ConfigErrors, match=r"other\.yaml:2:16: actors\.any: there is no actor"):
        load(folder, types=TYPES, watchlist_files=(other,), environment=HOME)


def test_a_webhook_arrives_whole(tmp_path) -> None:
    given = receiver(
        tmp_path,
        """
        receivers:
          - name: desk
            webhook: {url: "https://desk.example/", secrets: [whsec_YQ==, Yg==], format: slack}
            retry: [1s, 2m]
            send_limit: 5s
            quiet: nights
            throttle: {most: 20, per: 1h}
            timezone: Europe/Kyiv
            when_dead: other
          - {name: other, apprise: {urls: ["json://a"]}}
        time_intervals:
          nights: {from: "22:00", to: "07:00", timezone: UTC, days: [sun, mon, mon]}
        """,
    )
    assert given == Receiver(
        name="desk",
        target=WebhookTarget(
            url="https://desk.example/", secrets=("whsec_YQ==", "Yg=="), format="slack"
        ),
        retry=(timedelta(seconds=1), timedelta(minutes=2)),
        send_limit=timedelta(seconds=5),
        quiet=QuietHours(start=time(22), end=time(7), timezone="UTC", days=(0, 6)),
        throttle=Throttle(most=20, per=timedelta(hours=1)),
        timezone="Europe/Kyiv",
        when_dead="other",
    )


def test_mail_receivers_take_the_defaults_of_mail(tmp_path) -> None:
    given = receiver(
        tmp_path,
        """
        mail: {smtp: "smtp+starttls://me@mail.example", from: Desk <desk@example.org>, password: pw}
        receivers: [{name: a, email: {to: [b@example.org], digest: {at: "07:00"}}}]
        """,
    )
    assert given.retry == DEFAULT_RETRY
    assert given.target == EmailTarget(
        to=("b@example.org",),
        sender="Desk <desk@example.org>",
        smtp="smtp+starttls://me@mail.example",
        password="pw",
        digest=Digest(at=time(7)),
    )


def test_the_default_password_goes_to_no_other_server(tmp_path) -> None:
    given = receiver(
        tmp_path,
        """
        mail: {smtp: "smtp://mail.example:25", from: desk@example.org, password: pw}
        receivers: [{name: a, email: {to: [b@c.example], smtp: "smtps://other.example"}}]
        """,
    )
    assert given.target == EmailTarget(
        to=("b@c.example",), sender="desk@example.org", smtp="smtps://other.example"
    )


def test_other_services_arrive_with_all_their_addresses(tmp_path) -> None:
    (tmp_path / "chat.urls").write_text("json://one\n\n json://two \n", encoding="utf-8")
    given = receiver(tmp_path, "receivers: [{name: a, apprise: {urls_file: chat.urls}}]\n")
    assert given.target == AppriseTarget(urls=("json://one", "json://two"))
