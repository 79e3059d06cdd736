"""Log events: JSON lines where nobody watches, readable lines on a terminal, never a secret."""

import logging
import sys
from collections.abc import MutableMapping
from typing import TextIO

import structlog
from structlog.typing import Processor

from monitor.app.telemetry.redaction import HIDDEN, SECRET_FIELDS, redacted

QUIET = (
    "httpx",
    "httpcore",
    "apscheduler",
    "uvicorn",
    "trafilatura",
    "htmldate",
    "mail.log",
)
"""Libraries that are heard from WARNING on: some of them log whole URLs, tokens and all."""


def _without_secrets(
    _logger: object, _method: str, event: MutableMapping[str, object]
) -> MutableMapping[str, object]:
    for field, value in event.items():
        if field in SECRET_FIELDS:
            event[field] = HIDDEN
        elif isinstance(value, str):
            event[field] = redacted(value)
    return event


def configure(
    stream: TextIO | None = None, *, as_json: bool = False, level: int = logging.INFO
) -> None:
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
        if out.isatty() and not as_json
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
    # It warns of children that ended before it looked, as those of a stopped daemon do.
    logging.getLogger("asyncio").setLevel(logging.ERROR)
