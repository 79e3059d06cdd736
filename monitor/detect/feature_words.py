"""What a feature of the verifier says, in words for a reader."""

import re

_TYPED = re.compile(r"^(?P<type>[a-z_]+):(?P<rest>.+)$")
_DEPTHS = (
    "at the very start of the article",
    "early in the article",
    "in the middle of the article",
    "late in the article",
    "at the end of the article",
)
_WORDED = {
    "s": "“{}” stands in the sentence",
    "w": "“{}” stands near the word that tells it",
    "b": "“{}” stands near the word that tells it",
    "head": "“{}” tells it",
    "-1": "“{}” comes right before",
    "-2": "“{}” comes two words before",
    "+1": "“{}” comes right after",
    "+2": "“{}” comes two words after",
    "mark": "words of “{}” stand in the sentence",
    "near": "words of “{}” stand near it",
    "before": "words of “{}” come before it",
    "after": "words of “{}” come after it",
    "kind before": "words of the kind “{}” come before it",
    "group": "it is told by the words of “{}”",
    "status": "its status is {}",
    "mode": "it is told as {}",
    "freshness": "the frames call it {}",
    "type": "it is of the type {}",
    "houses": "states and bodies named: {}",
}
_TOLD = {
    "amount": "an amount",
    "total": "a running total",
    "count": "a count",
    "place": "a place",
    "forum": "a forum",
    "objects": "an object",
    "attribution": "a source",
    "reworded": "a change",
    "denied": "a denial",
    "undated": "an act without a date",
}
_SIZES = ("very short", "short", "of middle length", "long", "very long")
_CROWDS = ("at most one", "two", "three or four", "five to eight", "over eight")
_RANKED = {
    "depth": ("it stands {}", _DEPTHS),
    "size": ("the article is {}", _SIZES),
    "length": ("the sentence is {}", _SIZES),
    "of type": ("the article may tell {} of its type", _CROWDS),
    "whole of type": ("the article surely tells {} of its type", _CROWDS),
}
_WHOLE = {
    "part=act": "a verb tells it",
    "part=noun": "a noun tells it",
    "verb=simple": "its verb stands bare",
    "verb=passive": "its verb is passive",
    "verb=perfect": "its verb is in the perfect",
    "verb=past perfect": "its verb is in the past perfect",
    "verb=governed": "another verb governs it",
    "one house=True": "both sides are one state's",
    "one house=False": "the sides are not one state's",
    "lead": "it stands in the first sentences",
    "first": "it stands in the first sentence",
    "quoted": "it is said in a quotation",
    "quotes": "the sentence holds a quotation",
    "caption": "the sentence looks like a caption",
    "no finite verb": "the sentence has no finite verb",
    "told before": "the article told one of its type before",
    "parties told before": "the article told of its parties before",
    "beside whole": "another of its type stands surely in the sentence",
    "beside loose": "another of its type stands doubtfully in the sentence",
    "standing=whole": "all that its frame needs is told",
    "standing=loose": "something that its frame needs is missing",
    "standing=bare": "most of what its frame needs is missing",
    "when=current": "its date is current",
    "when=ahead": "its date lies ahead",
    "when=wide": "its date is no single day",
    "when=month": "its date lies weeks back",
    "when=long": "its date lies long back",
    "when=unknown": "it has no date",
}

_RANKS = frozenset("01234")


def in_words(feature: str) -> str:
    """Return what it means that the feature holds of a sentence."""
    typed = _TYPED.match(feature)
    plain = typed["rest"] if typed is not None else feature
    if plain in _WHOLE:
        return _WHOLE[plain]
    name, _, value = plain.partition("=")
    if name in _RANKED and value in _RANKS:
        wording, ranks = _RANKED[name]
        return wording.format(ranks[int(value)])
    if name in _TOLD and value in {"True", "False"}:
        return f"{_TOLD[name]} is {'not ' * (value == 'False')}told"
    if name in _WORDED and value:
        return _WORDED[name].format(value)
    return f"{name}: {value}" if value else name
