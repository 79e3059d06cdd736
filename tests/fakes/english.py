"""English as the shipped folder describes it, for tests of grammars without a whole detector."""

from pathlib import Path

from ruamel.yaml import YAML

from monitor.detect.lexicon.language import DOCUMENTS, Language
from monitor.detect.lexicon.reading import build

FOLDER = Path(__file__).parents[2] / "monitor" / "detect" / "lexicon" / "en"


def _english() -> Language:
    yaml = YAML(typ="safe")
    files = [file for file in FOLDER.glob("*.yaml") if file.stem in DOCUMENTS]
    return build(
        {file.stem: yaml.load(file.read_text(encoding="utf-8")) for file in files}
    ).language


ENGLISH = _english()
