from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from monitor.detect.detection import detect
from monitor.detect.verifier_features import features
from monitor.model.article import Article, ArticleId, Sentence
from monitor.model.moment import Stamp

DAY = date(2026, 3, 4)
GIFT = "Norway sent Ukraine tanks on Monday."


@dataclass(slots=True)
class Recorder:
    found: list[tuple[str, set[str]]] = field(default_factory=list)

    def verified(self, drafts, sights, scene):
        for draft in drafts:
            names = features(draft, sights[draft.sentence], scene)
            assert len(names) == len(set(names))
            self.found.append((draft.event.id, set(names)))
        return []

    def gathered(self, drafts, sights, registry):
        return [], list(drafts)


@pytest.fixture
def seen(tools):
    """Return what holds of the drafts of a type in an article of these sentences."""

    def look(*sentences, kind="aid_pledge", title=None, day=DAY):
        spans, start = [], 0
        for sentence in sentences:
            spans.append(Sentence(start=start, end=start + len(sentence)))
            start += len(sentence) + 1
        recorder = Recorder()
        article = Article(
            id=ArticleId("a"),
            text=" ".join(sentences),
            sentences=tuple(spans),
            title=title,
            published=Stamp.of_day(day) if day is not None else None,
        )
        detect(article, tools=replace(tools, verifier=recorder))
        return [names for type_, names in recorder.found if type_ == kind]

    return look


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (GIFT, {"type=aid_pledge", "sides=state-state", "mode=done", "standing=whole"}),
        (GIFT, {"when=current", "lead", "first", "houses=2", "one house=False"}),
        (GIFT, {"aid_pledge:sides=state-state", "aid_pledge:head=sent", "+1=<state>"}),
        ("Norway will send tanks.", {"standing=bare", "counterparts=none", "kind before=future"}),
        ("Norway sent Ukraine tanks on 12 January.", {"when=long", "freshness=background"}),
        ("Norway sent Ukraine tanks on 12 February.", {"when=month"}),
        ("Norway will send Ukraine tanks on 9 March.", {"when=ahead", "mode=future"}),
        ("Norway sent Ukraine tanks in March.", {"when=wide"}),
        ("Norway sent Ukraine tanks in 2023.", {"years=past"}),
        ("Norway will send Ukraine tanks by 2027.", {"years=current"}),
        ('"Norway sent Ukraine tanks," she said.', {"quoted"}),
        ('Norway sent Ukraine tanks, "all of them".', {"quotes"}),
        ("When it thawed, Norway sent Ukraine tanks.", {"opens with subordinate"}),
        (
            "They said that Norway sent Ukraine tanks.",
            {"opens with pronoun", "later clause", "before=report"},
        ),
        ("Norway sent Ukraine tanks in the image.", {"caption"}),
        ("Norway has sent Ukraine tanks.", {"verb=perfect"}),
        ("Norway will send Ukraine tanks after talks.", {"after meeting.noun"}),
    ],
)
def test_this_holds_of_a_draft(seen, sentence, names):
    assert names <= set().union(*seen(sentence))


def test_a_party_without_an_entry_is_unknown(seen):
    met, *_ = seen("Jens Stoltenberg met Jorun Halvorsen in Oslo on Monday.", kind="meeting")
    assert {"sides=person-unknown", "unknown names=1", "place=True"} <= met
    assert not any(name.startswith("one house") for name in met)


def test_title_and_lead_share_the_parties(seen):
    (plain,) = seen(GIFT)
    (titled,) = seen(GIFT, title="Norway helps Ukraine")
    assert "parties in title=0" in plain
    assert "parties in title=2" in titled
    assert "parties in lead=2" in plain


def test_an_act_told_again_has_company(seen):
    first, second = seen(GIFT, "Norway gave Ukraine guns.")
    assert "told before" not in first
    assert {"told before", "parties told before", "of type=1"} <= second


def test_a_late_sentence_is_no_lead(seen):
    *_, late = seen("It rained.", "It snowed.", "It thawed.", GIFT)
    assert "lead" not in late
    assert "depth=3" in late


def test_a_cue_far_from_the_head_is_near_nothing(seen):
    text = "Norway sent Ukraine tanks, which arrived while it rained; officials said so."
    names = seen(text)[0]
    assert "mark=report" in names
    assert "near=report" not in names


def test_acts_of_one_sentence_stand_beside_each_other(seen):
    text = "Norway gave Ukraine 20 tanks and Sweden promised Ukraine 30 guns."
    assert all("beside whole" in names for names in seen(text))
    text = "Norway met Ukraine in Oslo on Monday and sent Ukraine tanks."
    assert "beside meeting" in set().union(*seen(text))


def test_an_article_without_a_day_dates_nothing(seen):
    (gift,) = seen("Norway sent Ukraine tanks in 2023.", day=None)
    assert "when=unknown" in gift
    assert not any(name.startswith("years=") for name in gift)


def test_a_sentence_without_a_verb_is_seen_as_such(seen):
    names = set().union(*seen("Talks between Norway and Sweden in Oslo today.", kind="meeting"))
    assert "no finite verb" in names
