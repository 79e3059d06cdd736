"""Settings that a running daemon cannot change: those of what it stands on."""

from dataclasses import replace
from datetime import timedelta

from monitor.app.config.settings import Configuration, Retention, WebSettings


def until_restart(
    started: Configuration, wanted: Configuration
) -> tuple[Configuration, tuple[str, ...]]:
    """Return what can be in force of the wanted configuration, and the settings of it that stay as
    at the start, by their names in monitor.yaml.

    The folder of all state, the store with its options, the lives of what is in it, the address of
    the web port, and an archive where there was none have to wait; all else may change.
    """
    possible = replace(
        wanted,
        state_dir=started.state_dir,
        redis=started.redis,
        appendfsync=started.appendfsync,
        allow_volatile=started.allow_volatile,
        web=_web(started.web, wanted.web),
        retention=_retention(started.retention, wanted.retention),
    )
    given, taken = _settings(wanted), _settings(possible)
    return possible, tuple(name for name in given if given[name] != taken[name])


def _settings(configuration: Configuration) -> dict[str, object]:
    web, kept = configuration.web, configuration.retention
    return {
        "state_dir": configuration.state_dir,
        "redis": configuration.redis,
        "redis_options": (configuration.appendfsync, configuration.allow_volatile),
        "web.listen": (web.host, web.port) if web is not None else None,
        "retention.articles": kept.articles,
        "retention.developments": kept.developments,
        "retention.archive": kept.archive,
    }


def _web(started: WebSettings | None, wanted: WebSettings | None) -> WebSettings | None:
    """Return the address of the start, with the token and the public address that are wanted."""
    if started is None or wanted is None:
        return started
    return replace(started, token=wanted.token, public_url=wanted.public_url)


def _retention(started: Retention, wanted: Retention) -> Retention:
    archive = wanted.archive if started.archive else timedelta(0)
    return replace(
        wanted,
        articles=started.articles,
        developments=started.developments,
        archive=archive,
    )
