"""Join our marks of single sentences of real news with the articles that they are about.

    own_marks.py DATA FOLDER

Beside whole windows (`own_windows`) we marked excerpts: the sentences that stand about a candidate,
and what they state, without parties or sums. A line of `marks/SOURCE.jsonl` beside this file holds
an article's id, where the shown sentences stand, and its developments: type, status, freshness, and
the numbers of the shown sentences that state it. The texts belong to their publishers and are not
kept here. Each source becomes one `FOLDER/SOURCE.json` in the form of the scorer, in which the
sentences of an article are the shown ones alone; its text is whole.
"""

import json
import sys
from pathlib import Path
from typing import Any

from tests.evaluation.own_windows import texts_of

MARKS = Path(__file__).parent / "marks"
Object = dict[str, Any]
UNTOLD: Object = {"actors": [], "counterparts": [], "amount": None, "place": None, "when": None}


def joined(source: str, marked: list[Object], texts: dict[str, Object]) -> Object:
    """Return the marks of a source with the texts, as the scorer reads them."""
    return {
        "window": source,
        "articles": [_article(texts[one["article"]], one["shown"]) for one in marked],
        "mentions": {
            one["article"]: [
                UNTOLD | mark | {"dev": f"{one['article']}-{number}"}
                for number, mark in enumerate(one["mentions"])
            ]
            for one in marked
        },
        "developments": [],
    }


def _article(text: Object, shown: list[list[int]]) -> Object:
    kept = {key: text[key] for key in ("id", "url", "date", "title", "text")}
    return kept | {"outlet": text["source"], "lang": "en", "sentences": shown}


def join_marks(data: Path, folder: Path) -> list[Path]:
    """Write every marked source below the folder and return the files, in order of names."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for source in sorted(MARKS.glob("*.jsonl")):
        marked = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
        news = data / "data" / "news" / f"{source.stem}.jsonl.gz"
        texts = texts_of(news, {one["article"] for one in marked})
        file = folder / f"{source.stem}.json"
        whole = joined(source.stem, marked, texts)
        file.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        written.append(file)
    return written


if __name__ == "__main__":
    for path in join_marks(Path(sys.argv[1]), Path(sys.argv[2])):
        sys.stdout.write(f"{path}\n")
