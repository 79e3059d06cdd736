"""The settings of monitor.yaml as the daemon uses them: paths found, secrets read."""

from collections.abc import Mapping
from pathlib import Path

from pydantic_core import PydanticCustomError

from monitor.app.config import scalars
from monitor.app.config.folder import user_folder
from monitor.app.config.secret_files import Files
from monitor.app.config.settings import HeartbeatSettings, Network, Retention, WebSettings
from monitor.app.config.shapes_monitor import (
    HeartbeatShape,
    MonitorShape,
    NetworkShape,
    RetentionShape,
    WebShape,
)
from monitor.app.config.watched import digest

_NOT_YET = ("redis+sentinel://", "redis+cluster://")


def state_dir(shape: MonitorShape, files: Files, environment: Mapping[str, str]) -> Path:
    """Return the folder of all state: as set, else systemd's, else the user's."""
    if shape.state_dir is not None:
        return files.located(("state_dir",), shape.state_dir)
    given_by_systemd = environment.get("STATE_DIRECTORY", "").split(":")[0]
    if given_by_systemd:
        return Path(given_by_systemd)
    return user_folder(environment, "XDG_STATE_HOME", ".local/state")


def redis_url(shape: MonitorShape, files: Files) -> str:
    """Return `embedded` or the URL, read from its file if it stands in one."""
    key = "redis" if shape.redis_file is None else "redis_file"
    url = files.secret((key,), shape.redis_file) or shape.redis or "embedded"
    try:
        known = scalars.redis_url(url)
    except PydanticCustomError:
        files.problems.append(files.document.problem((key,), f"{key}: holds no URL of Redis"))
        return "embedded"
    if known.startswith(_NOT_YET):
        message = f"{key}: this version does not connect to Sentinel or Cluster yet"
        files.problems.append(files.document.problem((key,), message))
    return known


def network(shape: NetworkShape, files: Files) -> Network:
    """Return what may be dialled, and how."""
    path = ("network", "ca_file")
    ca_file = files.read(path, shape.ca_file) if shape.ca_file is not None else None
    if ca_file is not None and not ca_file.is_file():
        files.problems.append(files.document.problem(path, "ca_file: there is no such file"))
    known = digest(files.folder, [ca_file]) if ca_file is not None else ""
    return Network(allow=tuple(shape.allow), proxy=shape.proxy, ca_file=ca_file, ca_digest=known)


def retention(shape: RetentionShape) -> Retention:
    """Return how long things are kept."""
    return Retention(
        articles=shape.articles,
        developments=shape.developments,
        archive=shape.archive,
        archive_size=shape.archive_size,
    )


def web(shape: WebShape | None, files: Files) -> WebSettings | None:
    """Return where API, metrics and health are served; None if they are not."""
    if shape is None or shape.listen is None:
        return None
    token = shape.token.get_secret_value() if shape.token is not None else None
    return WebSettings(
        host=shape.listen.host,
        port=shape.listen.port,
        token=token or files.secret(("web", "token_file"), shape.token_file),
        public_url=shape.public_url,
    )


def heartbeat(shape: HeartbeatShape | None, files: Files) -> HeartbeatSettings | None:
    """Return which address is called while all is well, read from its file if it stands in one."""
    if shape is None:
        return None
    key = "url" if shape.url_file is None else "url_file"
    url = files.secret(("heartbeat", key), shape.url_file) or shape.url
    if url is None:
        return None
    try:
        return HeartbeatSettings(url=scalars.web_url(url), every=shape.every)
    except PydanticCustomError:
        message = f"{key}: holds no address that starts with http:// or https://"
        files.problems.append(files.document.problem(("heartbeat", key), message))
        return None
