import ssl

import anyio
import pytest

from monitor.adapters.imap import (
    Account,
    Dialling,
    Line,
    Patience,
    account,
    folder_name,
    quoted,
)
from monitor.adapters.imap_login import Key, LoginRefused
from tests.fakes.imap_server import imap_server


def test_an_address_names_server_user_and_folder():
    assert account("imaps://desk%40harbour.example:x@mail.example/News/L%C3%B6sch/") == Account(
        host="mail.example",
        port=993,
        user="desk@harbour.example",
        folder="News/Lösch",
        direct_tls=True,
    )
    assert account("imap://desk@mail.example:1143") == Account(
        host="mail.example", port=1143, user="desk", folder="INBOX", direct_tls=False
    )


@pytest.mark.parametrize("url", ["https://desk@mail.example", "imaps://mail.example", "imaps://a@"])
def test_other_addresses_are_refused(url):
    with pytest.raises(ValueError, match="not imaps"):
        account(url)


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("INBOX", b'"INBOX"'),
        ('say "x" \\', b'"say \\"x\\" \\\\"'),
        ("Entwürfe & mehr", b'"Entw&APw-rfe &- mehr"'),
        ("台北", b'"&U,BTFw-"'),
    ],
)
def test_folders_are_named_in_letters_of_the_protocol(folder, name):
    assert folder_name(folder).encode("ascii") == name


@pytest.mark.parametrize("text", ["a\r\nb", "ö", "\x00"])
def test_what_would_be_a_command_of_its_own_is_not_sent(text):
    with pytest.raises(ValueError, match="cannot be sent"):
        quoted(text)


async def entered(server, *, plain_allowed):
    dialling = Dialling(
        addresses=("127.0.0.1",), tls=ssl.create_default_context(), plain_allowed=plain_allowed
    )

    def enter():
        line = Line(account(server.url), dialling, Patience(5))
        try:
            line.enter(Key(user="desk", secret="canary-password"))
        finally:
            line.leave()

    await anyio.to_thread.run_sync(enter)


async def test_a_password_is_sent_without_tls_only_where_that_is_allowed():
    async with imap_server() as server:
        await entered(server, plain_allowed=True)
        assert b"AUTHENTICATE" in b" ".join(server.heard)
        server.heard.clear()
        with pytest.raises(LoginRefused, match="the login was not sent"):
            await entered(server, plain_allowed=False)
        assert b"AUTHENTICATE" not in b" ".join(server.heard)


async def test_without_an_address_nothing_is_dialled():
    dialling = Dialling(addresses=(), tls=ssl.create_default_context(), plain_allowed=True)
    with pytest.raises(OSError, match="no address"):
        Line(account("imaps://desk@mail.example"), dialling, Patience(1))


def test_patience_ends_by_itself_or_when_it_is_given_up():
    ended, given_up = Patience(0), Patience(60)
    given_up.give_up()
    for patience in (ended, given_up):
        with pytest.raises(TimeoutError):
            _ = patience.left
    shortened = Patience(60)
    shortened.shorten(1)
    assert shortened.left <= 1
