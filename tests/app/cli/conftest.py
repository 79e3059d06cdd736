"""A configuration folder for commands, and articles for them to read."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from tests.fakes.daemon import Settings
from tests.fakes.mailboxes import Mailbox, mailbox_server
from tests.fakes.newsroom import newsroom, page
from tests.fakes.stories import before, pledge


@pytest.fixture
def config(tmp_path) -> Path:
    """The folder of a configuration without sources of its own."""
    return Settings(feeds={"nowhere": "http://127.0.0.1:9/feed"}, timeout="30s").write(tmp_path)


@pytest.fixture
def box(config, tmp_path) -> Iterator[Mailbox]:
    """A mailbox with one letter, at a server that the configuration trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    settings = (config / "monitor.yaml").read_text()
    ca = f"network: {{ca_file: {tmp_path / 'ca.pem'}, "
    (config / "monitor.yaml").write_text(settings.replace("network: {", ca))
    with mailbox_server(authority) as server:
        mine = server.mailbox("me")
        letter = b"Subject: Ships\r\nMessage-ID: <1@harbour.example>\r\n\r\nThe council met.\r\n"
        mine.deliver(letter, at=datetime(2025, 12, 20, tzinfo=UTC))
        yield mine


@pytest.fixture
def news():
    """A newsroom on loopback with one outlet of two articles."""
    now = datetime.now(UTC)  # noqa: TID251 - real time: the daemon's clock is real too
    with newsroom() as room:
        room.publish("harbour", pledge(0, before(now, 9)), pledge(1, before(now, 5)))
        yield room


@pytest.fixture
def reading(tmp_path, news) -> Path:
    """The folder of a configuration that may read the newsroom."""
    return Settings(feeds={"harbour": news.feed("harbour")}, timeout="30s").write(tmp_path)


def record(number: int = 0, **more: object) -> str:
    """Return an article record, as one line."""
    article = pledge(number, datetime(2025, 12, 20, 9, number % 60, tzinfo=UTC))
    fields = {
        "id": article.slug,
        "outlet": "Harbour Post",
        "published": article.at.isoformat(),
        "title": article.title,
        "text": "\n\n".join(article.paragraphs),
    }
    return json.dumps(fields | more) + "\n"


@pytest.fixture
def lines(tmp_path) -> Path:
    """A file of two article records with a broken line and an empty one between them."""
    path = tmp_path / "articles.jsonl"
    path.write_text(record(0) + "{broken\n\n" + record(1))
    return path


@pytest.fixture
def packed(tmp_path) -> Path:
    """A packed page."""
    path = tmp_path / "page.html.gz"
    printed = page(pledge(3, datetime(2025, 12, 20, tzinfo=UTC)), "Harbour Post")
    path.write_bytes(gzip.compress(printed.encode()))
    return path
