"""What callers can act on: each error says what is wrong and what to do, in one line."""


class MonitorError(Exception):
    """The base of all errors that are shown to a user without a traceback."""

    exit_code = 1


class ConfigError(MonitorError):
    """The configuration cannot be used; the text starts with `file:line:column:`."""

    exit_code = 78


class UsageError(MonitorError):
    """The command was called in a way that cannot be carried out."""

    exit_code = 2


class DependencyUnavailable(MonitorError):  # noqa: N818 - named after its meaning, sysexits' EX_UNAVAILABLE
    """A server that is needed (Redis, the embedded Valkey) cannot be had, or is unsafe to use."""

    exit_code = 69


class TryLater(MonitorError):  # noqa: N818 - named after its meaning, sysexits' EX_TEMPFAIL
    """The work could not be done now, and may be done later; nothing was lost."""

    exit_code = 75


class StoreFull(TryLater):
    """The store refuses writes (memory or disk full); intake stops until it takes them again."""


class StoreUnreachable(TryLater):
    """The store did not answer in time; nothing was stored."""


class BadRecord(MonitorError):  # noqa: N818 - names the thing, as in "a bad record"
    """A line of input is no article record; the text names the line and the field."""


class Unreadable(MonitorError):  # noqa: N818 - an adjective that says it all
    """A page or feed could not be read within its limits; it is not tried again for ever."""
