"""Results of tests as JUnit XML, which programs that build software show."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A test that ran: the file and the line it stands at, its name, how long it took in seconds,
    and what is wrong (None: nothing).
    """

    file: str
    line: int
    name: str
    group: str
    seconds: float = 0.0
    wrong: str | None = None


def junit(ran: Sequence[Ran]) -> str:
    """Return the results as one document, with a suite a file."""
    root = Element("testsuites", _sums(ran) | {"name": "monitor test"})
    for file, of_it in groupby(ran, key=lambda one: one.file):
        tests = tuple(of_it)
        suite = SubElement(root, "testsuite", _sums(tests) | {"name": _allowed(file)})
        for one in tests:
            _enter(suite, one)
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _sums(ran: Sequence[Ran]) -> dict[str, str]:
    return {
        "tests": str(len(ran)),
        "failures": str(sum(one.wrong is not None for one in ran)),
        "errors": "0",
        "time": f"{sum(one.seconds for one in ran):.3f}",
    }


def _enter(suite: Element, one: Ran) -> None:
    facts = {
        "name": _allowed(one.name),
        "classname": _allowed(one.group),
        "file": _allowed(one.file),
        "line": str(one.line),
        "time": f"{one.seconds:.3f}",
    }
    case = SubElement(suite, "testcase", facts)
    if one.wrong is not None:
        lines = _allowed(one.wrong)
        SubElement(case, "failure", {"message": lines.partition("\n")[0]}).text = lines


def _allowed(text: str) -> str:
    """Return the text without characters that XML cannot hold."""
    return _FORBIDDEN.sub("�", text)
