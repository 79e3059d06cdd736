"""Which of our types are found in sentences that others labelled with the field's event classes.

    event_types.py DATA

Each sentence is read alone, as an article of one sentence; several types may be found in one. Rows
are the classes of PLOVER or RAMS, columns our types; recall is given where a class has its type.
"""

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from monitor.app.rules import shipped_types
from monitor.detect.detection import Tools, detect
from monitor.extract.sentences import sentences
from monitor.model.article import Article, ArticleId
from monitor.model.moment import Stamp
from tests.evaluation.labelled import every_type

WRITTEN = Stamp(at=datetime(2018, 6, 15, 12, tzinfo=UTC))
"""When the sentences count as published: they bear no date, and most are of these years."""

PLOVER = {
    "AID": "aid_pledge",
    "CONSULT": "meeting",
    "AGREE": "agreement",
    "SANCTION": "sanction",
    "ASSAULT": "attack",
    "FIGHT": "attack",
    "REQUEST": "statement",
    "DEMAND": "statement",
    "THREATEN": "statement",
    "REJECT": "statement",
    "MOBILIZE": "mobilization",
    "COERCE": "arrest",
    "PROTEST": "protest",
}
RAMS = (
    ("meets in person", r"contact\.(discussion|negotiate|collaborate)\.meet", "meeting"),
    ("agreements", r"government\.agreements\.", "agreement"),
    ("embargo, sanction", r"transaction\.\w+\.embargosanction", "sanction"),
    ("gift, grant, aid", r"transaction\.\w+\.giftgrantprovideaid", "aid_pledge"),
    ("attack", r"conflict\.attack\.", "attack"),
    ("death by violence", r"life\.die\.deathcausedbyviolentevents", "attack"),
    ("injury by violence", r"life\.injure\.injurycausedbyviolentevents", "attack"),
    ("threat", r"contact\.threatencoerce\.", "statement"),
    ("request, advice", r"contact\.requestadvise\.", "statement"),
    ("command, order", r"contact\.commandorder\.", "statement"),
    ("demonstration", r"conflict\.demonstrate\.", "protest"),
    ("arrest", r"justice\.arrestjaildetain\.", "arrest"),
    ("charge, trial", r"justice\.initiatejudicialprocess\.", "arrest"),
    ("sentence", r"justice\.judicialconsequences\.", "arrest"),
    ("office begins", r"personnel\.startposition\.", "office"),
    ("office ends", r"personnel\.endposition\.", "office"),
    ("election", r"personnel\.elect\.", "office"),
    ("vote, law", r"government\.(vote|legislate)\.", "vote"),
    ("disaster", r"disaster\.", "disaster"),
)
SPACED = re.compile(r" (?=[,.;:?!)%’]|n't\b|'s\b)|(?<=[($]) ")
NONE = "none"


def plover(root: Path) -> Iterator[tuple[str, str | None, str]]:
    """Yield (class, our type or None, sentence) of both sets that are labelled with PLOVER."""
    for file, field in (("plv_plover", "sentence"), ("plover_gsr", "text")):
        for row in _rows(root, file):
            yield row["event"], PLOVER.get(row["event"]), row[field]


def rams(root: Path) -> Iterator[tuple[str, str | None, str]]:
    """Yield (class, our type or None, sentence) of RAMS; classes without a type of ours as one."""
    for row in _rows(root, "rams"):
        fitting = (rule for rule in RAMS if re.match(rule[1], row["type"]))
        name, _, kind = next(fitting, ("all others", "", None))
        yield name, kind, SPACED.sub("", row["sentences"][row["event_sentence"]])


def _rows(root: Path, name: str) -> Iterator[dict]:
    with gzip.open(root / "data" / "events" / f"{name}.jsonl.gz", "rt") as file:
        yield from map(json.loads, file)


def types_in(sentence: str, tools: Tools) -> set[str]:
    """Return our types that are found in the sentence, or `none`."""
    article = Article(
        id=ArticleId("sentence"),
        text=sentence,
        sentences=sentences(sentence, "en"),
        published=WRITTEN,
        language="en",
    )
    return {mention.type for mention in detect(article, tools=tools)} or {NONE}


def table(rows: Iterator[tuple[str, str | None, str]], tools: Tools) -> str:
    """Return the table of classes against our types, the classes that have a type first."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    size: Counter[str] = Counter()
    ours: dict[str, str | None] = {}
    for name, kind, sentence in rows:
        size[name] += 1
        ours[name] = kind
        found[name].update(types_in(sentence, tools))
    columns = (*shipped_types(), NONE)
    lines = [f"{'class':<20}{'n':>5}" + "".join(f"{c[:9]:>10}" for c in columns) + "  recall"]
    for name in sorted(size, key=lambda n: (ours[n] is None, str(ours[n]), -size[n])):
        cells = "".join(f"{found[name][c] or '·':>10}" for c in columns)
        told = _recall(found[name], size[name], ours[name])
        lines.append(f"{name:<20}{size[name]:>5}{cells}  {told}")
    return "\n".join(lines)


def _recall(found: Counter[str], size: int, kind: str | None) -> str:
    if kind is None:
        return "–"
    told = f"{found[kind] / size:.2f} {kind}"
    return told if kind in shipped_types() else f"{kind}: not detected by this version"


def report(root: Path) -> str:
    """Return both tables; every shipped type is looked for."""
    tools = every_type()
    return "\n\n".join(
        (
            f"PLOVER (sentences alone)\n{table(plover(root), tools)}",
            f"RAMS (event sentences alone)\n{table(rams(root), tools)}",
        )
    )


if __name__ == "__main__":
    print(report(Path(sys.argv[1])))
