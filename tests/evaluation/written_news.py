"""Turn the short articles that we wrote and marked ourselves into the scorer's form.

    written_news.py FOLDER

`written/*.txt` beside this file: an article begins with `=== ID | outlet | date | headline`; then
one sentence a line, with what it states in braces: `{a1 pledged new; m2 held background ?}`. The
letter is the type, the number tells the developments of an article apart, and `?` marks a doubt. A
later sentence of the same development may leave status and freshness out, if they are those of the
first, or tell others ("had promised it in May"). Each file becomes one `FOLDER/*.json`.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from tests.evaluation.own_marks import UNTOLD

WRITTEN = Path(__file__).parent / "written"
TYPES = {"a": "aid_pledge", "m": "meeting", "g": "agreement", "s": "sanction"}
HEADER = ("id", "outlet", "date", "title")
LINE = re.compile(r"(?P<text>[^{}]*?)\s*(?:\{(?P<marks>[^{}]*)\})?")
MARK = re.compile(r"([amgs])(\d+)(?: ([a-z]+) (new|background))? ?(\??)")
HEAD = "==="
Object = dict[str, Any]


def compiled(name: str, text: str) -> Object:
    """Return a file of written articles as the scorer reads a window; raises `ValueError` with the
    article and the words that it cannot read.
    """
    blocks = re.split(rf"^{HEAD}", text, flags=re.MULTILINE)[1:]
    articles, told = [], {}
    for block in blocks:
        head, *lines = [line.strip() for line in block.strip().splitlines() if line.strip()]
        parts = [part.strip() for part in head.split(" | ", 3)]
        if len(parts) < len(HEADER):
            raise ValueError(f"{head!r} is no head of an article")
        article = dict(zip(HEADER, parts, strict=True)) | {"lang": "en", "url": None}
        articles.append(article)
        told[article["id"]] = _read(article, lines)
    return {"window": name, "articles": articles, "mentions": told, "developments": []}


def _read(article: Object, lines: list[str]) -> list[Object]:
    """Put text and sentences into an article, and return what it states."""
    text, sentences = "", []
    marks: dict[tuple[str, str, str], Object] = {}
    for number, line in enumerate(lines):
        parts = LINE.fullmatch(line)
        if parts is None:
            raise ValueError(f"{article['id']}: {line!r} has braces within")
        sentences.append([len(text), len(text) + len(parts["text"])])
        text += parts["text"] + " "
        for said in (parts["marks"] or "").split(";"):
            if said.strip():
                _add(marks, said.strip(), number, article["id"])
    article |= {"text": text.rstrip(), "sentences": sentences}
    return list(marks.values())


def _add(marks: dict[tuple[str, str, str], Object], said: str, number: int, article: str) -> None:
    """Note what a sentence states, beside what others state of the same in the same way."""
    parts = MARK.fullmatch(said)
    if parts is None:
        raise ValueError(f"{article}: {said!r} is no mark")
    letter, which, status, freshness, doubt = parts.groups()
    dev = letter + which
    if status is None:
        place = next((place for place in marks if place[0] == dev), None)
        if place is None:
            raise ValueError(f"{article}: {said!r} has no status")
    else:
        place = (dev, status, freshness)
    mark = marks.setdefault(
        place,
        UNTOLD
        | {"dev": f"{article}-{dev}", "type": TYPES[letter], "sentences": []}
        | {"status": place[1], "freshness": place[2]},
    )
    mark["sentences"].append(number)
    if doubt:
        mark["doubt"] = True


def compile_written(folder: Path) -> list[Path]:
    """Write every file of written articles below the folder, in order of names."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for source in sorted(WRITTEN.glob("*.txt")):
        whole = compiled(source.stem, source.read_text(encoding="utf-8"))
        file = folder / f"{source.stem}.json"
        file.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        found.append(file)
    return found


if __name__ == "__main__":
    for path in compile_written(Path(sys.argv[1])):
        sys.stdout.write(f"{path}\n")
