from base64 import b64encode
from datetime import timedelta

import pytest

from monitor.app.config.loading import load
from monitor.app.config.problems import ConfigErrors
from monitor.model.source import Fields, Rhythm, Source, SourceKind


def source(folder, text: str, *, monitor: str = "") -> Source:
    (folder / "sources.yaml").write_text(f"sources: [{{id: a, outlet: A, {text}}}]\n")
    (folder / "monitor.yaml").write_text(monitor)
    return load(folder, types=(), environment={"HOME": "/nowhere"}).sources[0]


@pytest.mark.parametrize(
    ("text", "kind", "url"),
    [
        ("page: 'https://a.example/live'", SourceKind.PAGE, "https://a.example/live"),
        ("listing: 'https://a.example/'", SourceKind.LISTING, "https://a.example/"),
        ("mailbox: 'imaps://me@a.example/News'", SourceKind.MAILBOX, "imaps://me@a.example/News"),
        ("telegram: harbour_news", SourceKind.TELEGRAM, "https://t.me/s/harbour_news"),
        ("telegram: '@harbour_news'", SourceKind.TELEGRAM, "https://t.me/s/harbour_news"),
        (
            "telegram: 'https://t.me/s/harbour_news/'",
            SourceKind.TELEGRAM,
            "https://t.me/s/harbour_news",
        ),
    ],
)
def test_the_key_of_its_place_gives_a_source_its_kind(tmp_path, text, kind, url):
    made = source(tmp_path, text)
    assert (made.kind, made.url) == (kind, url)


def test_an_archive_is_found_from_the_folder_of_the_configuration(tmp_path):
    (tmp_path / "old").mkdir()
    assert source(tmp_path, "archive: old").url == str(tmp_path / "old")


def test_an_archive_that_is_turned_off_need_not_be_there(tmp_path):
    assert source(tmp_path, "archive: nowhere, enabled: false").enabled is False


def test_an_api_has_its_expressions(tmp_path):
    made = source(
        tmp_path, "api: 'https://a.example/v1', fields: {list: items, url: link, next: more}"
    )
    assert made.fields == Fields(list="items", url="link", next="more")


def test_what_a_source_is_asked_with_is_read_and_never_shown(tmp_path):
    (tmp_path / "door").write_text("open-sesame\n")
    (tmp_path / "jar").write_text("session=hush\n")
    made = source(
        tmp_path,
        "feed: 'https://a.example/', headers: {X-Desk: east}, token_file: door, cookies_file: jar",
    )
    assert made.headers == (
        ("X-Desk", "east"),
        ("Cookie", "session=hush"),
        ("Authorization", "Bearer open-sesame"),
    )
    assert "hush" not in repr(made)
    assert "sesame" not in repr(made)


def test_a_header_whose_value_is_secret_is_read_from_its_file(tmp_path):
    (tmp_path / "door").write_text("open-sesame\n")
    made = source(
        tmp_path, "feed: 'https://a.example/', headers: {X-Desk: east}, header_files: {X-Key: door}"
    )
    assert made.headers == (("X-Desk", "east"), ("X-Key", "open-sesame"))
    assert "sesame" not in repr(made)


@pytest.mark.parametrize("content", [None, "one\ntwo\n"])
def test_a_header_file_that_holds_no_value_is_refused_by_its_name(tmp_path, content):
    if content is not None:
        (tmp_path / "door").write_text(content)
    with pytest.raises(ConfigErrors, match="X-Key: "):
        source(tmp_path, "feed: 'https://a.example/', header_files: {X-Key: door}")


@pytest.mark.parametrize("password", ["password: hush", "password_file: door"])
def test_a_login_is_sent_as_basic_authentication(tmp_path, password):
    (tmp_path / "door").write_text("hush\n")
    made = source(tmp_path, f"feed: 'https://a.example/', basic: {{user: me, {password}}}")
    assert made.headers == (("Authorization", f"Basic {b64encode(b'me:hush').decode()}"),)


def test_a_mailbox_knows_where_its_token_is_and_does_not_keep_it(tmp_path):
    (tmp_path / "door").write_text("open-sesame\n")
    made = source(tmp_path, "mailbox: 'imaps://me@a.example', token_file: door")
    assert (made.token_file, made.headers, made.password) == (str(tmp_path / "door"), (), None)
    assert source(tmp_path, "feed: 'https://a.example/', token_file: door").token_file is None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("token_file: door, password: hush", "give only one of password_file and token_file"),
        ("token_file: nowhere", "token_file: nowhere cannot be read"),
        ("token: open-sesame", "a source of the kind mailbox has no headers, cookies or logins"),
    ],
)
def test_a_mailbox_has_one_key_from_a_file_that_is_there(tmp_path, text, wrong):
    (tmp_path / "door").write_text("open-sesame\n")
    with pytest.raises(ConfigErrors, match=wrong):
        source(tmp_path, f"mailbox: 'imaps://me@a.example', {text}")


@pytest.mark.parametrize("password", ["password: ünder", "password_file: door"])
def test_a_mailbox_has_a_password_of_any_letters(tmp_path, password):
    (tmp_path / "door").write_text("ünder\n")
    assert source(tmp_path, f"mailbox: 'imaps://me@a.example', {password}").password == "ünder"


def test_a_token_file_of_two_lines_is_refused_where_it_is_named(tmp_path):
    (tmp_path / "door").write_text("one\ntwo\n")
    with pytest.raises(ConfigErrors, match="token_file: holds more than one line"):
        source(tmp_path, "feed: 'https://a.example/', token_file: door")


@pytest.mark.parametrize(
    ("text", "monitor", "rhythm"),
    [
        ("", "", None),
        (
            "",
            "defaults: {rhythm: {}}",
            Rhythm(shortest=timedelta(minutes=2), longest=timedelta(hours=2)),
        ),
        (
            ", rhythm: {shortest: 1m, longest: 1d}",
            "defaults: {rhythm: {}}",
            Rhythm(shortest=timedelta(minutes=1), longest=timedelta(days=1)),
        ),
    ],
)
def test_the_bounds_of_its_rhythm_are_its_own_or_the_default_ones(tmp_path, text, monitor, rhythm):
    assert source(tmp_path, f"feed: 'https://a.example/'{text}", monitor=monitor).rhythm == rhythm
