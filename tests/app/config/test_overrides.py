from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from monitor.app.config.loading import load
from monitor.app.config.problems import ConfigErrors
from monitor.app.config.settings import Configuration, WebSettings


def loaded(
    folder: Path, *, flags: dict | None = None, text: str = "", **variables
) -> Configuration:
    (folder / "monitor.yaml").write_text(text, encoding="utf-8")
    environment = {"HOME": "/nowhere", **variables}
    return load(folder, types=(), environment=environment, overrides=flags)


def refused(folder: Path, **given) -> str:
    with pytest.raises(ConfigErrors) as caught:
        loaded(folder, **given)
    return str(caught.value)


def test_a_variable_stands_over_the_file(tmp_path) -> None:
    settings = loaded(
        tmp_path,
        text="redis: embedded\nweb: {listen: '127.0.0.1:1', token: t}\n",
        MONITOR_REDIS="redis://store.example",
        MONITOR_WEB__LISTEN="0.0.0.0:9",
    )
    assert settings.redis == "redis://store.example"
    assert settings.web == WebSettings(host="0.0.0.0", port=9, token="t")


def test_a_flag_stands_over_variable_and_file(tmp_path) -> None:
    settings = loaded(
        tmp_path, text="catch_up: 1h\n", MONITOR_CATCH_UP="2h", flags={"catch_up": "3h"}
    )
    assert settings.catch_up == timedelta(hours=3)


def test_a_variable_is_read_as_its_setting_wants_it(tmp_path) -> None:
    settings = loaded(
        tmp_path,
        MONITOR_CONTACT="https://desk.example/#about:us",
        MONITOR_REDIS_OPTIONS__ALLOW_VOLATILE="true",
        MONITOR_NETWORK__ALLOW="[127.0.0.0/8, '::1']",
        MONITOR_WEB__TOKEN="12345",
    )
    assert settings.contact == "https://desk.example/#about:us"
    assert settings.allow_volatile is True
    assert settings.network.allow == (ip_network("127.0.0.0/8"), ip_network("::1"))
    assert settings.web is not None
    assert settings.web.token == "12345"


@pytest.mark.parametrize("variable", ["MONITOR_WEB", "MONITOR_WEB__LISTEN"])
@pytest.mark.parametrize("nothing", ["null", "~", ""])
def test_null_turns_the_web_off(tmp_path, variable, nothing) -> None:
    assert loaded(tmp_path, **{variable: nothing}).web is None


def test_a_variable_turns_on_what_the_file_turned_off(tmp_path) -> None:
    settings = loaded(tmp_path, text="web: null\n", MONITOR_WEB__LISTEN="localhost:80")
    assert settings.web == WebSettings(host="localhost", port=80)


def test_an_interval_can_be_changed_by_name(tmp_path) -> None:
    settings = loaded(
        tmp_path,
        text="time_intervals: {nights: {from: '22:00', to: '06:00'}}\n"
        "receivers: [{name: a, quiet: nights, apprise: {urls: [x]}}]\n",
        MONITOR_TIME_INTERVALS__NIGHTS__FROM="21:00",
    )
    quiet = settings.receivers[0].quiet
    assert quiet is not None
    assert quiet.start.hour == 21


def test_a_secret_and_its_file_replace_one_another(tmp_path) -> None:
    (tmp_path / "url").write_text("redis://of.file\n", encoding="utf-8")
    text = "redis_file: url\n"
    assert loaded(tmp_path, text=text).redis == "redis://of.file"
    assert loaded(tmp_path, text=text, MONITOR_REDIS="embedded").redis == "embedded"
    path = str(tmp_path / "url")
    assert loaded(tmp_path, text="redis: embedded\n", MONITOR_REDIS_FILE=path).redis == (
        "redis://of.file"
    )


def test_paths_of_the_file_are_below_its_folder_and_others_below_ours(
    tmp_path, monkeypatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert loaded(tmp_path, text="state_dir: s\n").state_dir == tmp_path / "s"
    assert loaded(tmp_path, MONITOR_STATE_DIR="s").state_dir == elsewhere / "s"
    assert loaded(tmp_path, flags={"state_dir": Path("s")}).state_dir == elsewhere / "s"


def test_a_fault_of_a_variable_names_the_variable(tmp_path) -> None:
    assert refused(tmp_path, MONITOR_CATCH_UP="soon") == (
        'MONITOR_CATCH_UP: catch_up: found "soon", expected a duration such as 30s, 5m, 3h or 2d'
    )


def test_a_fault_of_a_flag_names_the_flag(tmp_path) -> None:
    assert refused(tmp_path, flags={"web.listen": "here"}) == (
        'web.listen: web.listen: found "here", expected host:port such as 127.0.0.1:8765'
    )


def test_faults_of_the_file_keep_their_place_beside_overrides(tmp_path) -> None:
    told = refused(tmp_path, text="# x\nweb: [1]\n", MONITOR_WEB__LISTEN="localhost:80")
    assert told == "monitor.yaml:2:6: web: found a list, expected a mapping (key: value)"


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("MONITOR_REDDIS", '; did you mean "MONITOR_REDIS"?'),
        ("MONITOR_WEB__LISTENS", '; did you mean "MONITOR_WEB__LISTEN"?'),
        ("MONITOR_NETWORK__ALLOW__0", '; did you mean "MONITOR_NETWORK__ALLOW"?'),
        ("MONITOR_XYZZY_PLUGH", ""),
    ],
)
def test_an_unknown_variable_is_refused(tmp_path, name, suggestion) -> None:
    assert refused(tmp_path, **{name: "1"}) == f"{name}: no such variable{suggestion}"


def test_an_unknown_flag_is_refused(tmp_path) -> None:
    assert refused(tmp_path, flags={"web.listn": "x"}) == (
        'web.listn: no such setting; did you mean "web.listen"?'
    )


def test_other_variables_are_left_alone(tmp_path) -> None:
    loaded(tmp_path, MONITOR_CONFIG="x", PATH="z", MONITORING="w")


def test_a_list_that_is_none_is_refused_with_its_variable(tmp_path) -> None:
    assert refused(tmp_path, MONITOR_NETWORK__ALLOW="[127.0.0.0/8").startswith(
        "MONITOR_NETWORK__ALLOW:1:"
    )
