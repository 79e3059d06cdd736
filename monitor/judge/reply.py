"""How a question is put to a model that writes text, and how strictly its answer is read."""

from collections.abc import Mapping
from json import loads
from string import Template
from typing import NamedTuple

from monitor.model.opinion import Agrees, NoOpinion, Opinion, Question, Unsure, Vetoes

FENCE = "```"
FIELDS = frozenset({"opinion", "quote", "why"})
PARTS = "\n---\n"
NONE = "—"


class Prompt(NamedTuple):
    """What the model is told of its task, and what it is asked."""

    task: str
    asked: str


def prompt(template: str, question: Question) -> Prompt:
    """Return the prompt: the template up to its line `---`, and what follows it with the question's
    words for `$type`, `$sentence` and so on.
    """
    task, _, asked = template.partition(PARTS)
    words = {
        "type": question.type.replace("_", " "),
        "status": question.status,
        "actors": ", ".join(question.actors) or NONE,
        "counterparts": ", ".join(question.counterparts) or NONE,
        "day": str(question.day or NONE),
        "before": question.before or NONE,
        "sentence": question.sentence,
        "after": question.after or NONE,
    }
    return Prompt(task, Template(asked).safe_substitute(words))


def content(body: bytes) -> tuple[str, int | None] | NoOpinion:
    """Return the text of a chat completion and the tokens that it cost (None: it does not say)."""
    try:
        answer = loads(body)
        text = answer["choices"][0]["message"]["content"]
        text.encode()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return NoOpinion(why="the answer is no chat completion")
    usage = answer.get("usage")
    tokens = usage.get("total_tokens") if isinstance(usage, Mapping) else None
    told = isinstance(tokens, int) and not isinstance(tokens, bool) and tokens >= 0
    return text, tokens if told else None


def _unfenced(text: str) -> str:
    """Return what stands between the lines ``` (or ```json) and ```; other text as it is."""
    first, _, rest = text.partition("\n")
    fenced = first in {FENCE, f"{FENCE}json"} and rest.endswith(FENCE)
    return rest.removesuffix(FENCE) if fenced else text


def opinion_of(text: str) -> Opinion:
    """Return the opinion that the text is: one JSON object of the asked form and nothing else, but
    for the fence of a code block around it.
    """
    try:
        said = loads(_unfenced(text.strip()))
    except (ValueError, RecursionError):
        return NoOpinion(why="the answer is not JSON")
    if not isinstance(said, dict) or set(said) != FIELDS:
        return NoOpinion(why="the answer has not the fields that were asked for")
    word, quote, why = said["opinion"], said["quote"], said["why"]
    if not isinstance(quote, str) or not isinstance(why, str):
        return NoOpinion(why="the answer has not the fields that were asked for")
    match word:
        case "agrees":
            return Agrees(quote=quote)
        case "vetoes":
            return Vetoes(quote=quote, why=why)
        case "unsure":
            return Unsure()
        case _:
            return NoOpinion(why="the answer is none of agrees, vetoes and unsure")
