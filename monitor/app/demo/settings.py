"""The configuration of the demo, written as files and read like any other."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from monitor.app.config import folder as folders
from monitor.app.config.loading import load
from monitor.app.config.settings import Configuration
from monitor.app.demo.listings import FRONT_PAGE_LINKS
from monitor.app.demo.newsroom import Newsroom
from monitor.app.demo.outlets import OUTLETS, Listing, Outlet
from monitor.app.rules import known_types

_MONITOR = """\
# The demo's settings: a newsroom on loopback, asked every second.
version: 1
state_dir: {state}
contact: demo@newsdesk.example
defaults: {{every: 1s, timeout: 10s, per_host: {{concurrency: 4, delay: 0s}}}}
network: {{allow: [127.0.0.0/8]}}
web: null
mail: {{smtp: {smtp}, from: monitor@newsdesk.example}}
receivers:
  - name: desk
    webhook: {{url: {webhook}, secret_file: {secret}}}
    retry: [1s, 2s, 5s]
    send_limit: 5s
    when_dead: mail
  - name: mail
    email: {{to: [desk@newsdesk.example]}}
    retry: [1s, 2s, 5s]
    send_limit: 5s
"""
_WATCHLIST = """\
# What the demo's desk wants to know.
name: ukraine
developments: [aid_pledge, meeting, agreement, sanction]
actors: {any: [ukraine, russia, european-union]}
on: [new, update, contested]
severity: high
notify: [desk, mail]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the demo keeps what it writes."""

    out: Path

    @property
    def config(self) -> Path:
        """Return the configuration folder."""
        return self.out / "config"

    @property
    def state(self) -> Path:
        """Return the folder of the embedded server."""
        return self.out / "state"

    @property
    def webhooks(self) -> Path:
        """Return the folder of the webhook requests."""
        return self.out / "webhooks"

    @property
    def secret(self) -> Path:
        """Return the file with the webhooks' secret."""
        return self.webhooks / "secret"

    @property
    def mail(self) -> Path:
        """Return the folder of the mails."""
        return self.out / "mail"

    @property
    def log(self) -> Path:
        """Return the file of the daemon's log."""
        return self.out / "demo.log"

    def used(self) -> bool:
        """Return whether a demo ran here before."""
        return any(p.exists() for p in (self.config, self.state, self.webhooks, self.mail))

    def prepare(self, secret: str) -> None:
        """Make the folders, and keep the secret for those who check signatures."""
        for folder in (self.config / folders.WATCHLISTS, self.webhooks, self.mail):
            folder.mkdir(parents=True)
        self.secret.write_text(f"{secret}\n")
        self.secret.chmod(0o600)


def configuration(places: Places, newsroom: Newsroom, *, webhook: str, smtp: str) -> Configuration:
    """Write the configuration folder, with the actors that are shipped, and return it as read."""
    settings = _MONITOR.format(
        state=json.dumps(str(places.state)),
        smtp=json.dumps(smtp),
        webhook=json.dumps(webhook),
        secret=json.dumps(str(places.secret)),
    )
    (places.config / folders.MONITOR).write_text(settings)
    sources = "".join(_source(outlet, newsroom) for outlet in OUTLETS)
    (places.config / folders.SOURCES).write_text(f"sources:\n{sources}")
    (places.config / folders.WATCHLISTS / "ukraine.yaml").write_text(_WATCHLIST)
    shutil.copyfile(folders.shipped_folder() / folders.ACTORS, places.config / folders.ACTORS)
    return load(places.config, types=known_types(), environment={})


def _source(outlet: Outlet, newsroom: Newsroom) -> str:
    link = ""
    match outlet.listing:
        case Listing.SITEMAP:
            kind = "sitemap"
        case Listing.FRONT_PAGE:
            kind, link = "listing", f", link: {json.dumps(FRONT_PAGE_LINKS)}"
        case _:
            kind = "feed"
    return (
        f"  - {{id: {outlet.id}, {kind}: {json.dumps(newsroom.listed_at(outlet))}{link},"
        f" outlet: {json.dumps(outlet.name)}, language: en}}\n"
    )
