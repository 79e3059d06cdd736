"""What the shipped types are like, for tests of what is decided by it."""

from pathlib import Path

from ruamel.yaml import YAML

from monitor.detect.lexicon.language import DOCUMENTS
from monitor.detect.lexicon.natures import nature_of
from monitor.model.development import Development
from monitor.model.nature import Nature, Natures

LEXICON = Path(__file__).parents[2] / "monitor" / "detect" / "lexicon" / "en"


def _shipped() -> Natures:
    yaml = YAML(typ="safe")
    files = (p for p in sorted(LEXICON.glob("*.yaml")) if p.stem not in DOCUMENTS)
    return Natures.build(nature_of(yaml.load(p), p.stem) for p in files)


NATURES = _shipped()


def nature(development: Development) -> Nature:
    """Return what the type of the development is like."""
    return NATURES.of(development.type)
