import traceback
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.app.config.loading import load
from monitor.app.config.problems import ConfigErrors
from monitor.app.config.settings import HeartbeatSettings
from monitor.model.watchlist import AppriseTarget, EmailTarget, WebhookTarget

CANARY = "Y2FuYXJ5"
NETWORK_CANARY = "canary-bird"

RIGHT = f"""
redis: redis://me:{NETWORK_CANARY}@store.example
web: {{token: {CANARY}}}
heartbeat: {{url: "https://ping.example/{NETWORK_CANARY}"}}
network: {{proxy: "http://me:{NETWORK_CANARY}@proxy.example"}}
mail: {{smtp: "smtp://mail.example", from: a@b.example, password: {CANARY}}}
receivers:
  - {{name: a, webhook: {{url: "https://desk.example/{NETWORK_CANARY}", secret: {CANARY}}}}}
  - {{name: b, webhook: {{url: "https://desk.example/", secrets: [{CANARY}]}}}}
  - {{name: c, email: {{to: [a@b.example], password: {CANARY}}}}}
  - {{name: d, apprise: {{urls: ["json://{NETWORK_CANARY}"]}}}}
"""

FILES = """
redis_file: redis
web: {token_file: token}
mail: {smtp: "smtp://mail.example", from: a@b.example, password_file: password}
receivers:
  - {name: a, webhook: {url: "https://desk.example/", secret_file: secret}}
  - {name: b, email: {to: [a@b.example]}}
  - {name: c, email: {to: [a@b.example], password_file: other}}
  - {name: d, apprise: {urls_file: urls}}
"""


def load_text(folder: Path, text: str):
    (folder / "monitor.yaml").write_text(text, encoding="utf-8")
    return load(folder, types=(), environment={"HOME": "/home/desk"})


def hold(folder: Path, **contents: str) -> None:
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8")


def silent(text: str) -> bool:
    return CANARY not in text and NETWORK_CANARY not in text


def test_no_secret_stands_in_what_is_printed_of_the_configuration(tmp_path) -> None:
    settings = load_text(tmp_path, RIGHT)
    assert settings.redis.count(NETWORK_CANARY) == 1
    assert silent(repr(settings))
    assert silent(str(settings))
    assert all(silent(repr(receiver.target)) for receiver in settings.receivers)
    assert silent(repr(settings.warnings))


@pytest.mark.parametrize(
    "text",
    [
        f"redis: ftp://{NETWORK_CANARY}\n",
        f"redis: [{NETWORK_CANARY}]\n",
        f"web: {CANARY}\n",
        f"web: {{token: [{CANARY}]}}\n",
        f"network: {{proxy: 'ftp://{NETWORK_CANARY}'}}\n",
        f"mail: {{smtp: 'smtp://me:{NETWORK_CANARY}@mail.example'}}\n",
        f"mail: {{smtp: 'ftp://me:{NETWORK_CANARY}@mail.example'}}\n",
        f"mail: {{smtp: 'smtp://me:{NETWORK_CANARY}@mail.example:port'}}\n",
        f"mail: {{password: {{{CANARY}: 1}}, passwort: {CANARY}}}\n".replace(
            f"{{{CANARY}: 1}}", f"[{CANARY}]"
        ),
        f"receivers: [{{name: a, webhook: {NETWORK_CANARY}}}]\n",
        f"receivers: [{{name: a, webhook: {{url: 'ftp://{NETWORK_CANARY}'}}}}]\n",
        f"receivers: [{{name: a, webhook: {{url: 'https://a/', secret: '?{CANARY}'}}}}]\n",
        f"receivers: [{{name: a, webhook: {{url: 'https://a/', secrets: {CANARY}}}}}]\n",
        f"receivers: [{{name: a, apprise: {{urls: {NETWORK_CANARY}}}}}]\n",
        f"receivers: [{{name: a, apprise: {{urls: [[{NETWORK_CANARY}]]}}}}]\n",
        f"receivers: [{{name: a, apprise: {{urls: ['{NETWORK_CANARY}'], urls_file: a}}}}]\n",
        f"web: {{token: '{CANARY}\n",
        f"web: {{token: !{CANARY} x}}\n",
    ],
)
def test_no_secret_stands_in_an_error_or_its_traceback(tmp_path, text) -> None:
    with pytest.raises(ConfigErrors) as caught:
        load_text(tmp_path, text)
    assert silent(str(caught.value))
    assert silent(repr(caught.value.problems))
    assert silent("".join(traceback.format_exception(caught.value)))


def test_secrets_are_read_from_their_files(tmp_path) -> None:
    hold(
        tmp_path,
        redis="redis://store.example\n",
        token=" sesame \n",
        password="pw\n",
        other="pw2\n",
        secret="whsec_YQ==\nwhsec_Yg==\n",
        urls="json://a\n",
    )
    settings = load_text(tmp_path, FILES)
    assert settings.redis == "redis://store.example"
    assert settings.web is not None
    assert settings.web.token == "sesame"
    webhook, mail, other, chat = (receiver.target for receiver in settings.receivers)
    assert isinstance(webhook, WebhookTarget)
    assert webhook.secrets == ("whsec_YQ==", "whsec_Yg==")
    assert isinstance(mail, EmailTarget)
    assert mail.password == "pw"
    assert isinstance(other, EmailTarget)
    assert other.password == "pw2"
    assert chat == AppriseTarget(urls=("json://a",))


def test_every_file_that_is_missing_is_told_at_its_key(tmp_path) -> None:
    with pytest.raises(ConfigErrors) as caught:
        load_text(tmp_path, FILES)
    assert [(problem.line, problem.message.split(":")[0]) for problem in caught.value.problems] == [
        (2, "redis_file"),
        (3, "token_file"),
        (4, "password_file"),
        (6, "secret_file"),
        (8, "password_file"),
        (9, "urls_file"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b" \n", "token_file: token is empty"),
        (b"\xff", "token_file: token holds no text of at most 64000 bytes"),
        (b"a\0b", "token_file: token holds no text of at most 64000 bytes"),
        (b"a" * 64_001, "token_file: token holds no text of at most 64000 bytes"),
    ],
)
def test_a_file_without_a_usable_secret_is_told(tmp_path, content, message) -> None:
    (tmp_path / "token").write_bytes(content)
    with pytest.raises(ConfigErrors) as caught:
        load_text(tmp_path, "web: {token_file: token}\n")
    assert str(caught.value) == f"monitor.yaml:1:19: {message}"


def test_a_store_address_in_a_file_is_checked(tmp_path) -> None:
    hold(tmp_path, url=f"ftp://{NETWORK_CANARY}\n")
    with pytest.raises(ConfigErrors) as caught:
        load_text(tmp_path, "redis_file: url\n")
    assert str(caught.value) == "monitor.yaml:1:13: redis_file: holds no URL of Redis"


def test_a_secret_in_a_file_is_checked(tmp_path) -> None:
    hold(tmp_path, key=f"?{CANARY}\n")
    with pytest.raises(ConfigErrors) as caught:
        load_text(
            tmp_path,
            "receivers: [{name: a, webhook: {url: 'https://a/', secret_file: key}}]\n",
        )
    assert str(caught.value) == (
        "monitor.yaml:1:65: secret_file: a signing secret is whsec_ and base64 after it"
    )


def test_the_address_of_the_heartbeat_is_read_from_its_file_and_checked(tmp_path) -> None:
    text = "heartbeat: {url_file: url, every: 30s}\n"
    with pytest.raises(ConfigErrors) as caught:
        load_text(tmp_path, text)
    assert str(caught.value).startswith("monitor.yaml:1:23: url_file: url cannot be read")
    hold(tmp_path, url=f"https://ping.example/{CANARY}\n")
    known = load_text(tmp_path, text).heartbeat
    assert known == HeartbeatSettings(
        url=f"https://ping.example/{CANARY}", every=timedelta(seconds=30)
    )
    assert silent(repr(known))
    hold(tmp_path, url=f"ftp://{CANARY}\n")
    with pytest.raises(ConfigErrors) as caught:
        load_text(tmp_path, text)
    message = "url_file: holds no address that starts with http:// or https://"
    assert str(caught.value) == f"monitor.yaml:1:23: {message}"
