"""The shape of a receiver in monitor.yaml."""

from typing import Literal

from pydantic import Field, SecretStr, model_validator

from monitor.app.config.scalars import (
    Address,
    ClockTime,
    Duration,
    Name,
    Sender,
    SmtpUrl,
    Text,
    WebUrl,
    Zone,
    fault,
)
from monitor.app.config.shape import Shape


class WebhookShape(Shape):
    """A signed webhook."""

    url: WebUrl = Field(repr=False)
    """Where alerts are posted."""
    secret: SecretStr | None = None
    """The secret that signs: whsec_ and base64. Better: `secret_file`."""
    secret_file: Text | None = None
    """File that holds the secret; several lines: the first signs first, the others too."""
    secrets: list[SecretStr] | None = Field(default=None, min_length=1)
    """Several secrets while rotating; the first signs first."""
    format: Literal["standard", "cloudevents", "slack", "alertmanager"] = "standard"
    """The form of the body: `standard` (Standard Webhooks), `cloudevents` (1.0, structured JSON),
    `slack` (an incoming webhook of Slack), or `alertmanager` (alerts for its /api/v2/alerts)."""

    @model_validator(mode="after")
    def _one_secret(self) -> "WebhookShape":
        given = (self.secret, self.secret_file, self.secrets)
        if sum(secret is not None for secret in given) > 1:
            raise fault("give only one of secret, secret_file and secrets")
        return self


class DigestShape(Shape):
    """One mail a day instead of one an alert."""

    at: ClockTime
    """Time of day, by the receiver's clock."""
    when_empty: bool = False
    """Whether a mail is sent when there is nothing to tell."""


class EmailShape(Shape):
    """Mails."""

    to: list[Address] = Field(min_length=1)
    """Who gets them."""
    sender: Sender | None = Field(default=None, alias="from")
    """From whom they come; else `mail.from`."""
    smtp: SmtpUrl | None = Field(default=None, repr=False)
    """The mail server; else `mail.smtp` with its password."""
    password: SecretStr | None = None
    """Password at the mail server. Better: `password_file`."""
    password_file: Text | None = None
    """File that holds the password."""
    digest: DigestShape | None = None
    """One mail a day instead of one an alert."""

    @model_validator(mode="after")
    def _one_password(self) -> "EmailShape":
        if self.password is not None and self.password_file is not None:
            raise fault("give only one of password and password_file")
        return self


class AppriseShape(Shape):
    """Services that the apprise library knows (pip install 'monitor[apprise]')."""

    urls: list[SecretStr] | None = Field(default=None, min_length=1)
    """Its addresses; they hold secrets. Better: `urls_file`."""
    urls_file: Text | None = None
    """File that holds the addresses, one a line."""

    @model_validator(mode="after")
    def _some_urls(self) -> "AppriseShape":
        if (self.urls is None) == (self.urls_file is None):
            raise fault("give exactly one of urls and urls_file")
        return self


class ThrottleShape(Shape):
    """A bound on how many alerts arrive; the rest comes as one summary."""

    most: int = Field(ge=1)
    """So many alerts at most…"""
    per: Duration
    """… in a window of this length."""


class ReceiverShape(Shape):
    """Somebody who is told: by a webhook, by mail or over another service."""

    name: Name
    """How watchlists name the receiver."""
    webhook: WebhookShape | None = None
    """Alerts are posted here, signed."""
    email: EmailShape | None = None
    """Alerts are mailed."""
    apprise: AppriseShape | None = None
    """Alerts go to another service."""
    retry: list[Duration] | None = Field(default=None, max_length=100)
    """Waits between attempts; default [5s, 5m, 30m, 2h, 5h, 10h, 14h, 20h, 24h]."""
    send_limit: Duration = Field(default="20s", validate_default=True)
    """The most time for one attempt."""
    quiet: Name | None = None
    """Name of a time interval in which nothing is delivered."""
    throttle: ThrottleShape | None = None
    """A bound on how many alerts arrive."""
    timezone: Zone = "UTC"
    """The receiver's clock, such as Europe/Kyiv."""
    when_dead: Name | None = None
    """The receiver that is told when a delivery to this one was given up."""

    @model_validator(mode="after")
    def _one_way(self) -> "ReceiverShape":
        if sum(way is not None for way in (self.webhook, self.email, self.apprise)) != 1:
            raise fault("give exactly one of webhook, email and apprise")
        return self
