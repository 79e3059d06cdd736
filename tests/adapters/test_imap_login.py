from pathlib import Path

import pytest

from monitor.adapters.imap_login import TOKEN_BYTES, Key, LoginRefused, Presenting, key_of
from monitor.model.source import Source, SourceId, SourceKind


def box(**more):
    return Source(
        id=SourceId("letters"),
        kind=SourceKind.MAILBOX,
        url="imaps://desk@mail.example",
        outlet="Letter",
        **more,
    )


def test_a_password_is_presented_as_plain_and_a_token_as_xoauth2(tmp_path: Path):
    (tmp_path / "token").write_text("abc.def\n")
    password = key_of(box(password="hush"), "desk")
    token = key_of(box(token_file=str(tmp_path / "token")), "desk")
    assert (password.mechanism, password.words) == ("PLAIN", b"\0desk\0hush")
    assert token.mechanism == "XOAUTH2"
    assert token.words == b"user=desk\1auth=Bearer abc.def\1\1"
    assert "abc.def" not in repr(token)


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (None, "the token_file token cannot be read: No such file or directory"),
        (b"", "the token_file token holds no token: one line of plain letters"),
        (b"one\ntwo", "holds no token"),
        (b"a\1b", "holds no token"),
        ("t\u00f6ken".encode(), "holds no token"),
        (b"x" * (TOKEN_BYTES + 1), "holds no token"),
    ],
)
def test_a_file_without_a_token_is_told_by_its_name(tmp_path: Path, content, wrong):
    if content is not None:
        (tmp_path / "token").write_bytes(content)
    with pytest.raises(LoginRefused, match=wrong):
        key_of(box(token_file=str(tmp_path / "token")), "desk")


def test_a_mailbox_without_a_key_is_told():
    with pytest.raises(LoginRefused, match="give password_file or token_file"):
        key_of(box(), "desk")


def test_a_refused_token_is_followed_by_nothing_and_what_the_server_said_is_told():
    presenting = Presenting(Key(user="desk", secret="abc", is_token=True))
    assert presenting(b"").startswith(b"user=desk")
    assert presenting(b'{"status":"401"}') == b""
    assert str(presenting.refusal("no")) == (
        'the mail server refused the access token (is it renewed?): no; {"status":"401"}'
    )


def test_a_password_is_presented_whatever_the_server_asks():
    presenting = Presenting(Key(user="desk", secret="abc"))
    assert presenting(b"again") == presenting(b"") == b"\0desk\0abc"
    assert str(presenting.refusal("no")) == "the mail server refused the login: no"
