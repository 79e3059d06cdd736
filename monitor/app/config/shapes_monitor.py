"""The shape of monitor.yaml."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, SecretStr, model_validator

from monitor.app.config.scalars import (
    Cidr,
    ClockTime,
    Contact,
    Duration,
    Listen,
    Name,
    RedisUrl,
    Sender,
    Size,
    SmtpUrl,
    Span,
    Text,
    WebUrl,
    Zone,
    fault,
)
from monitor.app.config.shape import Shape
from monitor.app.config.shapes_receivers import ReceiverShape
from monitor.app.config.shapes_verifier import VerifierShape

DayName = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[DayName, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class RedisOptionsShape(Shape):
    """How the server keeps what it is given."""

    appendfsync: Literal["everysec", "always"] = "everysec"
    """Of the embedded server: `always` loses nothing in a power cut, and is slower."""
    allow_volatile: bool = False
    """Accept a server that may evict keys or keeps nothing on disk; alerts can then be lost."""


class PaceShape(Shape):
    """How hard one host may be asked."""

    concurrency: int = Field(default=1, ge=1, le=64)
    """Requests at once."""
    delay: Span = Field(default="2s", validate_default=True)
    """Time between the starts of two requests."""


class RhythmShape(Shape):
    """The bounds within which a source's own rhythm sets how often it is asked."""

    shortest: Duration = Field(default="2m", validate_default=True)
    """Never more often than this."""
    longest: Duration = Field(default="2h", validate_default=True)
    """Never more seldom than this, while it can be had."""

    @model_validator(mode="after")
    def _in_order(self) -> "RhythmShape":
        if self.shortest > self.longest:
            raise fault("shortest is longer than longest")
        return self


class DefaultsShape(Shape):
    """For every source that does not say otherwise."""

    every: Duration = Field(default="10m", validate_default=True)
    """How often a source is asked."""
    rhythm: RhythmShape | None = None
    """Bounds within which each source's own rhythm sets how often it is asked; null: `every`."""
    timeout: Duration = Field(default="20s", validate_default=True)
    """The most time for a whole fetch, redirects included."""
    per_host: PaceShape = Field(default_factory=PaceShape)
    """How hard one host may be asked."""
    respect_robots: bool = True
    """Whether robots.txt is obeyed."""


class NetworkShape(Shape):
    """What sources and webhooks may dial."""

    allow: list[Cidr] = Field(default_factory=list)
    """Private networks that may be dialled, such as 127.0.0.0/8; public ones always may."""
    proxy: WebUrl | None = Field(default=None, repr=False)
    """A proxy, such as http://host:port."""
    ca_file: Text | None = None
    """Further certificate authorities, as PEM."""


class RetentionShape(Shape):
    """How long things are kept."""

    articles: Duration = Field(default="30d", validate_default=True)
    """Articles and the trace of each decision."""
    developments: Duration = Field(default="400d", validate_default=True)
    """Developments."""
    archive: Span = Field(default="400d", validate_default=True)
    """Articles in the archive, for search and back-tests; 0d archives none."""
    archive_size: Size = Field(default="10GB", validate_default=True)
    """The most that the archive may take on disk: the oldest articles go before it is passed."""


class WebShape(Shape):
    """API, metrics and health."""

    null_means_off: ClassVar[frozenset[str]] = frozenset({"listen"})

    listen: Listen | None = Field(default="127.0.0.1:8765", validate_default=True)
    """Address and port; null turns it off."""
    token: SecretStr | None = None
    """A bearer token that is asked for. Better: `token_file`."""
    token_file: Text | None = None
    """File that holds the token."""
    public_url: WebUrl | None = None
    """Where receivers of mails reach this port, such as https://monitor.example.org: mails then
    carry signed links to say that an alert is wrong, right or enough; null: they carry none."""

    @model_validator(mode="after")
    def _one_token(self) -> "WebShape":
        if self.token is not None and self.token_file is not None:
            raise fault("give only one of token and token_file")
        return self


class MailShape(Shape):
    """Defaults of the mail receivers."""

    smtp: SmtpUrl | None = Field(default=None, repr=False)
    """[user@]host:port after smtp:// (STARTTLS if offered), smtp+starttls:// or smtps://."""
    password: SecretStr | None = None
    """Password at the mail server. Better: `password_file`."""
    password_file: Text | None = None
    """File that holds the password."""
    sender: Sender | None = Field(default=None, alias="from")
    """From whom mails come."""

    @model_validator(mode="after")
    def _one_password(self) -> "MailShape":
        if self.password is not None and self.password_file is not None:
            raise fault("give only one of password and password_file")
        return self


class HeartbeatShape(Shape):
    """An address outside that is called while all is well, so that a dead daemon is noticed."""

    url: WebUrl | None = Field(default=None, repr=False)
    """Called by GET; it holds a secret as a rule. Better: `url_file`."""
    url_file: Text | None = None
    """File that holds the address."""
    every: Duration = Field(default="1m", validate_default=True)
    """Time between two calls."""

    @model_validator(mode="after")
    def _one_url(self) -> "HeartbeatShape":
        if (self.url is None) == (self.url_file is None):
            raise fault("give exactly one of url and url_file")
        return self


class IntervalShape(Shape):
    """Hours of the day, on some days; a window that ends before it starts ends on the next day."""

    start: ClockTime = Field(alias="from")
    """When a window starts."""
    end: ClockTime = Field(alias="to")
    """When it ends."""
    timezone: Zone | None = None
    """Its clock; else that of the receiver."""
    days: list[DayName] = Field(default_factory=lambda: list(DAYS), min_length=1)
    """The days on which a window starts; default all."""

    @model_validator(mode="after")
    def _some_time(self) -> "IntervalShape":
        if self.start == self.end:
            raise fault("from and to are the same time: the window would be empty, or endless")
        return self


class MonitorShape(Shape):
    """Settings of the daemon; every key is optional."""

    null_means_off: ClassVar[frozenset[str]] = frozenset({"web"})

    version: Annotated[int, Field(ge=1, le=1)] = 1
    """The version of this form: 1."""
    state_dir: Text | None = None
    """Where server, archive and locks live; null: the system's or the user's state folder."""
    redis: RedisUrl | None = Field(default=None, repr=False)
    """`embedded` (the default), or a URL of Redis 7.0, Valkey 8 or later."""
    redis_file: Text | None = None
    """File that holds the URL."""
    redis_options: RedisOptionsShape = Field(default_factory=RedisOptionsShape)
    """How the server keeps what it is given."""
    contact: Contact | None = None
    """Mail address or page that sources find in the User-Agent."""
    catch_up: Span = Field(default="24h", validate_default=True)
    """How far back the first look at a source may tell."""
    defaults: DefaultsShape = Field(default_factory=DefaultsShape)
    """For every source that does not say otherwise."""
    network: NetworkShape = Field(default_factory=NetworkShape)
    """What sources and webhooks may dial."""
    retention: RetentionShape = Field(default_factory=RetentionShape)
    """How long things are kept."""
    web: WebShape | None = Field(default_factory=WebShape)
    """API, metrics and health; null turns them off."""
    heartbeat: HeartbeatShape | None = None
    """An address that is called while all is well; null: none is."""
    mail: MailShape = Field(default_factory=MailShape)
    """Defaults of the mail receivers."""
    verifier: VerifierShape = Field(default_factory=VerifierShape)
    """Second opinions on what would be told; nobody is asked by default."""
    time_intervals: dict[Name, IntervalShape] = Field(default_factory=dict)
    """Named hours, for `quiet` of a receiver."""
    receivers: list[ReceiverShape] = Field(default_factory=list)
    """Who is told."""

    @model_validator(mode="after")
    def _one_redis(self) -> "MonitorShape":
        if self.redis is not None and self.redis_file is not None:
            raise fault("give only one of redis and redis_file")
        return self
