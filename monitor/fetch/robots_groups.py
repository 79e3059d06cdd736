"""Groups of a robots.txt: which of its lines are meant for us (RFC 9309, section 2.2.1)."""

import re
from collections.abc import Iterator
from functools import cache

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_AGENT_LINE = re.compile(rb"user[- ]?agent[ \t]*[:\s]")
_RULE = re.compile(rb"[\r\n][ \t]*(?:allow|di\w{3,6}[aeo]w|crawl|request|visit)")
_WIDEST_INDENT = 40
_LINE_ENDS = ("\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
"""What the parser of rules takes for the end of a line, beside the line feed."""


def own_lines(body: bytes, agent: str) -> str:
    """Return the lines below those that name the agent, else below those that name everybody.

    `agent` is a product token in lower case; groups that name it again are one. The text starts and
    ends with a line end; all of them are line feeds.
    """
    lowered = body.lower()
    ours: list[int] = []
    everybodys: list[int] = []
    for line in _naming(agent).finditer(lowered):
        if _starts_a_line(lowered, line.start()):
            (ours if line.group(1) else everybodys).append(line.end())
    whole = memoryview(body)
    groups = _rules_after(ours or everybodys, lowered)
    text = "".join(str(whole[start:end], "utf-8", "replace") for start, end in groups) + "\n"
    for line_end in _LINE_ENDS:
        if line_end in text:
            text = text.replace(line_end, "\n")
    return text


@cache
def _naming(agent: str) -> re.Pattern[bytes]:
    """Return what finds the lines that name the agent, as group 1, or everybody."""
    token = re.escape(agent.encode())
    return re.compile(
        rb"user[- ]?agent[ \t]*[: \t][ \t]*(?:(" + token + rb")(?![a-z0-9_-])|\*(?![^\s#]))"
    )


def _rules_after(lines: list[int], lowered: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the rules start and end that follow agent lines, which end at `lines`."""
    start = 0
    for line in lines:
        if line <= start:
            continue  # it shares the rules of the line before
        rule = _RULE.search(lowered, line)
        if rule is None:
            return
        start = rule.start()
        yield start, _next_agent_line(lowered, rule.end())


def _next_agent_line(lowered: bytes, start: int) -> int:
    found = (line.start() for line in _AGENT_LINE.finditer(lowered, start))
    return next((at for at in found if _starts_a_line(lowered, at)), len(lowered))


def _starts_a_line(text: bytes, at: int) -> bool:
    before = text[max(0, at - _WIDEST_INDENT) : at].lstrip(_BYTE_ORDER_MARK)
    return not re.split(rb"[\r\n]", before)[-1].strip()
