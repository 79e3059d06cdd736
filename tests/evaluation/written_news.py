"""Turn the short articles that we wrote and marked ourselves into the scorer's form.

    written_news.py FOLDER

`written/*.txt` beside this file: an article begins with `=== ID | outlet | date | headline`; then
one sentence a line, with what it states in braces: `{a1 pledged new; m2 held background ?}`. The
letter is the type, the number tells the developments of an article apart, a later sentence of the
same one may leave status and freshness out, and `?` marks a doubt. Each file becomes one
`FOLDER/*.json`.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from tests.evaluation.own_marks import mentions

WRITTEN = Path(__file__).parent / "written"
TYPES = {"a": "aid_pledge", "m": "meeting", "g": "agreement", "s": "sanction"}
LINE = re.compile(r"(?P<text>.*?)\s*(?:\{(?P<marks>[^{}]*)\})?")
MARK = re.compile(r"([amgs])(\d+)(?: ([a-z]+) (new|background))? ?(\??)")
HEAD = "==="
Object = dict[str, Any]


def compiled(name: str, text: str) -> Object:
    """Return a file of written articles as the scorer reads a window; raises `ValueError` with the
    line that it cannot read.
    """
    blocks = re.split(rf"^{HEAD}", text, flags=re.MULTILINE)[1:]
    articles, told = [], {}
    for block in blocks:
        head, *lines = [line.strip() for line in block.strip().splitlines() if line.strip()]
        id_, outlet, date, title = (part.strip() for part in head.split(" | ", 3))
        articles.append({"id": id_, "outlet": outlet, "date": date, "title": title, "lang": "en"})
        articles[-1] |= {"url": None}
        told[id_] = _read(articles[-1], lines)
    return {"window": name, "articles": articles, "mentions": told, "developments": []}


def _read(article: Object, lines: list[str]) -> list[Object]:
    """Put text and sentences into an article, and return what it states."""
    text, sentences = "", []
    marks: dict[str, Object] = {}
    for number, line in enumerate(lines):
        parts = LINE.fullmatch(line)
        sentences.append([len(text), len(text) + len(parts["text"])])
        text += parts["text"] + " "
        for said in (parts["marks"] or "").split(";"):
            if said.strip():
                _add(marks, said.strip(), number)
    article |= {"text": text.rstrip(), "sentences": sentences}
    return mentions(list(marks.values()))


def _add(marks: dict[str, Object], said: str, number: int) -> None:
    parts = MARK.fullmatch(said)
    if parts is None:
        raise ValueError(f"{said!r} is no mark")
    letter, which, status, freshness, doubt = parts.groups()
    mark = marks.setdefault(letter + which, {"type": TYPES[letter], "sentences": []})
    mark["sentences"].append(number)
    if status is not None:
        mark.setdefault("status", status)
        mark.setdefault("freshness", freshness)
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
