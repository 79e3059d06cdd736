"""What holds of two drafts of one article; each case is two sentences of our own."""

from datetime import date

import pytest

from monitor.detect.detection import found_in
from monitor.detect.kinship import kinship
from monitor.detect.sight import sight
from monitor.model.article import Article, ArticleId, Sentence
from monitor.model.moment import Stamp
from tests.fakes.drafting import draft

DAY = date(2026, 3, 4)
AID, MEETING = "aid_pledge", "meeting"


@pytest.fixture
def shared(tools):
    """Return what the first draft of each sentence has in common, given their type."""

    def look(*sentences: str, kind: str = AID) -> set[str]:
        spans, start = [], 0
        for sentence in sentences:
            spans.append(Sentence(start=start, end=start + len(sentence)))
            start += len(sentence) + 1
        article = Article(
            id=ArticleId("a"),
            text=" ".join(sentences),
            sentences=tuple(spans),
            published=Stamp.of_day(DAY),
        )
        found = found_in(article, tools=tools)
        drafts = {d.sentence: d for d in reversed(found.drafts) if d.event.id == kind}
        pair = (drafts[0], drafts[1])
        seen = (found.sights[0], found.sights[1])
        names = kinship(pair, seen, tools.registry)
        assert len(names) == len(set(names))
        return set(names)

    return look


GIFT = "Norway gave Ukraine 300 million euros on Monday."


@pytest.mark.parametrize(
    ("other", "names"),
    [
        (GIFT, {"sides=equal-equal", "money=same", "status=same", "when=same", "words=5"}),
        (GIFT, {"gap=1", "head=True", "aid_pledge:money=same", "type=aid_pledge"}),
        ("Sweden gave Ukraine 300 million euros.", {"actors=clash", "when=True-False"}),
        ("Norway gave Poland and Ukraine guns.", {"others=within", "money=True-False"}),
        ("Norway gave Ukraine 900 million euros.", {"money=more"}),
        ("Norway gave Ukraine 100 million euros.", {"money=less"}),
        ("Norway gave Ukraine 320 million euros.", {"money=near"}),
        ("Norway gave Ukraine 300 million dollars.", {"money=other"}),
        ("Sweden and Norway gave Poland guns.", {"parties=some", "others=clash"}),
        ("Norway refused to give Ukraine tanks.", {"opposite=True", "objects=False-True"}),
        ("Norway gave Ukraine 300 million euros on 12 January.", {"when=apart", "days=5"}),
        ("Norway gave Ukraine tanks in 2024.", {"new=True-False"}),
        ("Ukraine gave Norway 300 million euros.", {"crossed=equal-equal", "actors=clash"}),
        ("Norway will send tanks.", {"crossed=one-clash", "standing=whole-bare", "named=2-1"}),
        (GIFT, {"crossed=clash-clash", "standing=whole-whole", "mode=True", "group=True"}),
        ("Norway will give Ukraine 300 million euros.", {"mode=False", "group=True"}),
        ("Sweden and Norway gave Ukraine guns.", {"names added=1", "names shared=2"}),
        ("Sweden gave Poland guns.", {"names added=2", "names shared=0"}),
        (GIFT, {"names added=0", "part=noun-noun"}),
        ("Norway and Sweden gave Ukraine guns.", {"actors=within", "sides=within-equal"}),
    ],
)
def test_this_holds_of_a_pair(shared, other, names):
    assert names <= shared(GIFT, other)


def test_two_readings_of_one_sentence_are_not_compared_by_its_words(tools, shared):
    text = "Norway gave Ukraine 20 tanks and gave Poland guns."
    article = Article(
        id=ArticleId("a"),
        text=text,
        sentences=(Sentence(start=0, end=len(text)),),
        published=Stamp.of_day(DAY),
    )
    found = found_in(article, tools=tools)
    one, other = [d for d in found.drafts if d.event.id == AID][:2]
    names = kinship((one, other), (found.sights[0], found.sights[0]), tools.registry)
    assert "gap=0" in names
    assert not any(name.startswith("words=") for name in names)


def test_places_and_forums_are_compared(shared):
    names = shared(
        "Emmanuel Macron met Olaf Scholz in Berlin on Monday.",
        "Emmanuel Macron met Olaf Scholz in Paris on Monday.",
        kind=MEETING,
    )
    assert {"place=other", "land=other", "forum=False-False"} <= names


def test_sides_that_share_one_of_their_several_parties_share_some(shared):
    names = shared("Norway and Sweden gave Ukraine guns.", "Sweden and Finland gave Ukraine guns.")
    assert {"actors=some", "others=equal", "parties=some"} <= names


def test_parties_whom_the_registry_does_not_know_are_unlike_and_do_not_clash(tools):
    one = draft(AID, "pledged", "Jane Roe", "Ukraine")
    other = draft(AID, "pledged", "John Doe", "Ukraine")
    seen = sight("They gave.", offset=0, number=0, lexicon=tools.lexicon, names=())
    assert "actors=unlike" in kinship((one, other), (seen, seen), tools.registry)


def test_two_drafts_of_nobody_share_none(tools):
    one = draft(AID, "pledged")
    seen = sight("They gave.", offset=0, number=0, lexicon=tools.lexicon, names=())
    names = kinship((one, one), (seen, seen), tools.registry)
    assert {"sides=none-none", "parties=none", "crossed=none-none", "named=0-0"} <= set(names)


def test_equivalents_count_as_the_same_sum(shared):
    names = shared(
        "Norway gave Ukraine 90 million euros ($106 million) on Monday.",
        "Norway gave Ukraine $106 million.",
    )
    assert "money=same" in names


def test_the_order_of_the_pair_is_the_order_of_telling(shared):
    assert "new=False-True" in shared("Norway gave Ukraine tanks in 2024.", GIFT)
