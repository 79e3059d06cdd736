"""What is said of a place on the command line, read as the daemon would read its entry."""

from datetime import timedelta

import pytest

from monitor.app.cli.wishes import Wished, door, expressions, given_fields, kind_of, wish
from monitor.app.config.settings import Configuration
from monitor.errors import UsageError
from monitor.model.source import Fields, Pace, SourceKind

PACE = Pace(concurrency=3, delay=timedelta(seconds=1))
URL = "https://harbour.example/"


def said(**told: object) -> Wished:
    nothing: Wished = {
        "kind": None,
        "link": None,
        "select": None,
        "field": (),
        "header": (),
        "cookies": None,
        "basic_user": None,
        "password_file": None,
        "token_file": None,
    }
    return {**nothing, **told}  # type: ignore[typeddict-item]


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "key").write_text("hush\n")
    (tmp_path / "day.jsonl").write_text("")
    return Configuration(folder=tmp_path, state_dir=tmp_path, pace=PACE)


def wished(settings, place, **told):
    options = said(**told)
    return wish(place, kind_of(place, options), options, settings)


@pytest.mark.parametrize(
    ("place", "told", "kind"),
    [
        (URL, {}, None),
        (URL, {"link": "a"}, SourceKind.LISTING),
        (URL, {"select": "p"}, SourceKind.PAGE),
        (URL, {"field": ("url=link",)}, SourceKind.API),
        ("https://t.me/harbour", {}, SourceKind.TELEGRAM),
        ("https://t.me/harbour", {"kind": "listing"}, SourceKind.LISTING),
        ("imaps://me@harbour.example", {}, SourceKind.MAILBOX),
        ("IMAP://me@harbour.example", {}, SourceKind.MAILBOX),
        (".", {}, SourceKind.ARCHIVE),
        *((URL, {"kind": str(kind)}, kind) for kind in SourceKind),
    ],
)
def test_the_kind_is_what_is_said_or_shown(place, told, kind):
    assert kind_of(place, said(**told)) is kind


@pytest.mark.parametrize(
    ("place", "told", "address"),
    [
        (URL, {"kind": "feed"}, URL),
        (URL, {"kind": "sitemap"}, URL),
        (URL, {"kind": "listing", "link": "a"}, URL),
        (URL, {"kind": "page", "select": "p"}, URL),
        (URL, {"kind": "api"}, URL),
        ("@harbour", {"kind": "telegram"}, "https://t.me/s/harbour"),
        (
            "imaps://me@harbour.example",
            {"kind": "mailbox", "password_file": "key", "link": "a"},
            "imaps://me@harbour.example",
        ),
    ],
)
def test_every_kind_can_be_asked_for(settings, place, told, address):
    source = wished(settings, place, **told)
    assert (str(source.kind), source.url, source.pace) == (told["kind"], address, PACE)
    assert (source.link, source.select) == (told.get("link"), told.get("select"))
    assert source.password == ("hush" if "password_file" in told else None)


def test_an_archive_is_found_from_here(settings, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    source = wished(settings, "day.jsonl", kind="archive")
    assert (source.kind, source.url) == (SourceKind.ARCHIVE, str(tmp_path / "day.jsonl"))


def test_an_api_has_the_fields_that_are_said_or_none_yet(settings):
    assert wished(settings, URL, field=("url=link",)).fields == Fields(url="link")
    assert wished(settings, URL, kind="api").fields is None


def test_what_is_asked_with_is_read_from_files_found_from_the_configuration(settings):
    told = {"header": ("X-Key=key", "X-Desk=key"), "cookies": "key", "token_file": "key"}
    source = wished(settings, URL, **told)
    assert source.headers == (
        ("X-Key", "hush"),
        ("X-Desk", "hush"),
        ("Cookie", "hush"),
        ("Authorization", "Bearer hush"),
    )
    assert door(said(**told)) == {
        "header_files": {"X-Key": "key", "X-Desk": "key"},
        "cookies_file": "key",
        "token_file": "key",
    }
    assert "hush" not in repr(source)


@pytest.mark.parametrize(
    ("place", "told", "wrong"),
    [
        ("harbour.example", {}, "harbour.example: give an address that starts with https://"),
        ("harbour", {"kind": "feed"}, "feed: found something else, expected a URL that starts"),
        (URL, {"kind": "mailbox", "password_file": "key"}, "expected imaps://user@host"),
        (URL, {"kind": "telegram"}, "expected a public channel such as example"),
        ("absent", {"kind": "archive"}, "archive: there is no such file or folder"),
        (URL, {"kind": "feed", "link": "a"}, "--link is for listings and mailboxes"),
        (URL, {"kind": "feed", "select": "a"}, "--select is for --kind page"),
        (URL, {"kind": "feed", "field": ("url=a",)}, "--field is for --kind api"),
        (URL, {"field": ("list=a",)}, "give url or text"),
        (URL, {"field": ("link=a",)}, "--field link=a: write NAME=EXPR"),
        (URL, {"field": ("url=a[",)}, "--field url=a["),
        ("imaps://me@a.example", {}, "a mailbox needs --password-file"),
        (
            "imaps://me@a.example",
            {"password_file": "key", "basic_user": "me"},
            "its user stands in its address",
        ),
        ("imaps://me@a.example", {"password_file": "no"}, "password_file: no cannot be read"),
        (
            "imaps://me@a.example",
            {"password_file": "key", "token_file": "key"},
            "a mailbox needs --password-file or --token-file",
        ),
        (URL, {"password_file": "key"}, "--basic-user and --password-file need each other"),
        (URL, {"basic_user": "me"}, "--basic-user and --password-file need each other"),
        (URL, {"cookies": "no"}, "(files are found from /"),
        (URL, {"header": ("X-Key",)}, "--header X-Key: write NAME=FILE"),
        (URL, {"header": ("X-Key=",)}, "--header X-Key: write NAME=FILE"),
        (URL, {"header": ("Host=key",)}, "the header Host cannot be set"),
        (
            URL,
            {"token_file": "no"},
            "token_file: no cannot be read: No such file",
        ),
        (
            URL,
            {"token_file": "key", "basic_user": "me", "password_file": "key"},
            "give only one of basic, token_file and an Authorization header",
        ),
        ("https://t.me/harbour", {"cookies": "key"}, "of the kind telegram has no headers"),
    ],
)
def test_what_does_not_fit_is_wrong_usage_and_says_what_does(settings, place, told, wrong):
    with pytest.raises(UsageError) as fault:
        wished(settings, place, **told)
    assert wrong in str(fault.value)
    assert "sources.yaml" not in str(fault.value), "nobody wrote that"


def test_the_expressions_that_are_given_are_told():
    assert given_fields(()) is None
    assert expressions(None) is None
    assert expressions(given_fields(("url=link", "next=more"))) == {
        "list": "@",
        "url": "link",
        "next": "more",
    }
