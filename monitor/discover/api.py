"""APIs: answers in JSON, of which JMESPath expressions say what is where: the one door to it."""

import re

import jmespath
from jmespath.exceptions import JMESPathError

LONGEST_EXPRESSION = 1000
_NAMELESS = re.compile(r"^(?:Invalid|Bad) jmespath expression: |, for expression$")


def wrong_expression(text: str) -> str | None:
    """Return what is wrong with a JMESPath expression, in a line; None if it can be used."""
    if len(text) > LONGEST_EXPRESSION:
        return f"longer than {LONGEST_EXPRESSION} characters"
    try:
        jmespath.compile(text)
    except JMESPathError as error:
        first = " ".join(str(error).split("\n")[0].split()).rstrip(":")
        return _NAMELESS.sub("", first)
    except RecursionError:
        return "nested too deeply"
    return None
