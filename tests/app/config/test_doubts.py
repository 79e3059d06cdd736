from pathlib import Path

import pytest

from monitor.app.config.loading import load

DESK = "receivers: [{name: desk, webhook: {url: 'https://desk.example/', secret: c2VjcmV0}}]\n"


def warnings(folder: Path, *, monitor: str = DESK, watchlist: str = "name: a\nnotify: [desk]\n"):
    (folder / "watchlists").mkdir()
    (folder / "watchlists" / "a.yaml").write_text(watchlist, encoding="utf-8")
    (folder / "monitor.yaml").write_text(monitor, encoding="utf-8")
    actors = "actors: [{id: norway, name: Norway, kind: state}]\n"
    (folder / "actors.yaml").write_text(actors, encoding="utf-8")
    settings = load(folder, types=("meeting",), environment={"HOME": "/home/desk"})
    assert all(warning.severity == "warning" for warning in settings.warnings)
    return [str(warning) for warning in settings.warnings]


def test_a_usual_configuration_raises_no_doubt(tmp_path) -> None:
    assert warnings(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: a\n", 'watchlists/a.yaml:1:1: the watchlist "a" notifies nobody'),
        ("name: a\nnotify: []\n", 'watchlists/a.yaml:2:9: the watchlist "a" notifies nobody'),
        (
            "name: a\nnotify: [desk]\ndevelopments: []\n",
            "watchlists/a.yaml:3:15: developments is empty: this watchlist can never match",
        ),
        (
            "name: a\nnotify: [desk]\non: []\n",
            "watchlists/a.yaml:3:5: on is empty: this watchlist can never match",
        ),
        (
            "name: a\nnotify: [desk]\nactors: {all: [norway], none: [norway]}\n",
            (
                'watchlists/a.yaml:3:16: "norway" stands under actors.none at 3:32: '
                "this watchlist can never match"
            ),
        ),
        (
            "name: a\nnotify: [desk]\nkeywords: {all: [b], none: [a, b]}\n",
            (
                'watchlists/a.yaml:3:18: "b" stands under keywords.none at 3:32: '
                "this watchlist can never match"
            ),
        ),
        (
            "name: a\nnotify: [desk]\non: [new, confirmed]\n",
            "watchlists/a.yaml:3:11: confirmed is never told without confirm_at",
        ),
        (
            "name: a\nnotify: [desk]\nconfirm_at: 2\n",
            "watchlists/a.yaml:3:13: confirm_at: `on` does not name confirmed",
        ),
        (
            "name: a\nnotify: [desk]\non: [new, confirmed]\nmin_origins: 2\nconfirm_at: 2\n",
            "watchlists/a.yaml:5:13: confirm_at is not more than min_origins",
        ),
    ],
)
def test_a_watchlist_that_hardly_means_what_it_says_is_doubted(tmp_path, text, expected) -> None:
    assert expected in warnings(tmp_path, watchlist=text)


def test_receivers_and_intervals_that_nobody_uses_are_doubted(tmp_path) -> None:
    text = "time_intervals: {nights: {from: '22:00', to: '07:00'}}\n" + DESK
    assert warnings(tmp_path, monitor=text, watchlist="name: a\n") == [
        'monitor.yaml:1:26: no receiver uses the time interval "nights"',
        'monitor.yaml:2:20: no watchlist notifies the receiver "desk"',
        'watchlists/a.yaml:1:1: the watchlist "a" notifies nobody',
    ]


def test_a_receiver_of_dead_letters_is_used(tmp_path) -> None:
    text = (
        "receivers:\n"
        "  - {name: desk, webhook: {url: 'https://a/', secret: YQ==}, when_dead: b}\n"
        "  - {name: b, webhook: {url: 'https://b/', secret: YQ==}}\n"
    )
    assert warnings(tmp_path, monitor=text) == []


def test_it_is_said_once_that_nobody_is_told_of_a_receiver_that_cannot_be_reached(tmp_path) -> None:
    hook = "webhook: {url: 'https://a/', secret: YQ==}"
    text = f"receivers: [{{name: a, {hook}}}, {{name: b, {hook}}}, {{name: c, {hook}}}]\n"
    (told,) = warnings(tmp_path, monitor=text, watchlist="name: a\nnotify: [a, b, c]\n")
    assert told.startswith("monitor.yaml:1:12: no receiver has when_dead: ")
    assert told.endswith("for example: when_dead: b on a")


@pytest.mark.parametrize(
    "keys",
    [
        "webhook: {url: 'https://a/', secret: YQ==}, throttle: {most: 1, per: 1h}, quiet: nights",
        "email: {to: [a@b.example], digest: {at: '07:00'}}, quiet: nights",
    ],
)
def test_what_restrains_alerts_raises_no_doubt(tmp_path, keys) -> None:
    text = (
        f"receivers: [{{name: desk, {keys}}}]\n"
        "mail: {smtp: 'smtp://a', from: a@b.example}\n"
        "time_intervals: {nights: {from: '22:00', to: '07:00'}}\n"
    )
    assert warnings(tmp_path, monitor=text) == []


UNSIGNED = "without a secret this webhook is not signed"
SLACK = "'https://hooks.slack.com/services/T0/B0/x'"
ALERTS = "'https://a/api/v2/alerts'"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("url: 'https://a/'", [UNSIGNED]),
        ("url: 'https://a/', format: cloudevents", [UNSIGNED]),
        ("url: 'https://a/', format: cloudevents, secret: YQ==", []),
        ("url: 'https://a/', format: slack", []),
        ("url: 'https://a/', format: slack, secret: YQ==", []),
        (f"url: {SLACK}, format: slack", []),
        (
            f"url: {SLACK}",
            ["url: what is there does not read the format standard: format: slack"],
        ),
        (
            f"url: {SLACK}, format: alertmanager",
            ["url: what is there does not read the format alertmanager: format: slack"],
        ),
        (f"url: {ALERTS}, format: alertmanager", []),
        (
            f"url: {ALERTS}, secret: YQ==",
            ["url: what is there does not read the format standard: format: alertmanager"],
        ),
        (
            "url: 'https://a/hook', format: alertmanager",
            ["url: an Alertmanager is told at /api/v2/alerts"],
        ),
    ],
)
def test_a_form_that_its_receiver_hardly_reads_is_doubted(tmp_path, keys, expected) -> None:
    text = f"receivers: [{{name: desk, webhook: {{{keys}}}}}]\n"
    assert [warning.split(": ", 1)[1] for warning in warnings(tmp_path, monitor=text)] == expected


@pytest.mark.parametrize(("kept", "doubted"), [("29d", True), ("30d", False)])
def test_alerts_that_go_before_a_paused_receiver_gets_them_are_doubted(
    tmp_path, kept, doubted
) -> None:
    told = warnings(tmp_path, monitor=f"retention: {{developments: {kept}}}\n{DESK}")
    assert [warning.startswith("monitor.yaml:1:") for warning in told] == [True] * doubted


@pytest.mark.parametrize(
    ("web", "doubted"),
    [
        ("{listen: '0.0.0.0:80'}", True),
        ("{listen: 'host.example:80'}", True),
        ("{listen: '0.0.0.0:80', token: a}", False),
        ("{listen: 'localhost:80'}", False),
        ("{listen: '[::1]:80'}", False),
        ("{listen: null}", False),
        ("null", False),
    ],
)
def test_a_web_that_others_reach_without_a_token_is_doubted(tmp_path, web, doubted) -> None:
    told = warnings(tmp_path, monitor=f"web: {web}\n{DESK}")
    assert [warning.startswith("monitor.yaml:1:15: web.listen:") for warning in told] == (
        [True] if doubted else []
    )
