"""Log events: JSON lines where nobody watches, readable lines on a terminal, never a secret."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import TextIO

import structlog
from structlog.typing import Processor

QUIET = (
    "httpx",
    "httpcore",
    "apscheduler",
    "asyncio",
    "uvicorn",
    "trafilatura",
    "htmldate",
    "mail.log",
)
"""Libraries that are heard from WARNING on: some of them log whole URLs, tokens and all."""
HIDDEN = "[hidden]"
_SECRET_FIELDS = frozenset({"secret", "secrets", "password", "token", "authorization"})
_USERINFO = re.compile(r"(?P<scheme>[a-z][a-z0-9+.\-]*://)[^/\s@]+@", re.IGNORECASE)
_SIGNING = re.compile(r"whsec_[A-Za-z0-9+/=_\-]+")
_QUERY = re.compile(
    r"(?P<name>[?&](?:token|key|apikey|api_key|secret|password|sig|signature|auth)=)[^&\s]+",
    re.IGNORECASE,
)


def redacted(text: str) -> str:
    """Return the text without passwords in URLs, tokens in queries, and signing secrets."""
    text = _USERINFO.sub(rf"\g<scheme>{HIDDEN}@", text)
    text = _QUERY.sub(rf"\g<name>{HIDDEN}", text)
    return _SIGNING.sub(HIDDEN, text)


def _without_secrets(
    _logger: object, _method: str, event: MutableMapping[str, object]
) -> MutableMapping[str, object]:
    for field, value in event.items():
        if field in _SECRET_FIELDS:
            event[field] = HIDDEN
        elif isinstance(value, str):
            event[field] = redacted(value)
    return event


def configure(stream: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Send all log events, our own and those of libraries, to the stream (stderr by default)."""
    out = stream or sys.stderr
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _without_secrets,
    ]
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if out.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
