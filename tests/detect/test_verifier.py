import json
import re
from dataclasses import replace
from datetime import date
from importlib import resources

import pytest

from monitor.detect.detection import detect
from monitor.detect.verifier import BOUNDS, Bounds, Verifier
from monitor.model.article import Article, ArticleId, Sentence
from monitor.model.development import Freshness, Mention, TypeId
from monitor.model.moment import Stamp
from monitor.model.weights import Weights, WeightsError

DAY = "2026-03-04"
AID = TypeId("aid_pledge")
GIFT = "Norway sent Ukraine tanks on Monday."
EMPTY = {
    "types": [],
    "bounds": {},
    "mention": {"bias": 0, "odds": {}},
    "fresh": {"bias": 0, "odds": {}},
}
UNGIVEN = "Norway will send tanks."


def weighed(tools, verifier: Verifier, *sentences: str) -> tuple[Mention, ...]:
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence) + 1)
    spans = zip(starts, sentences, strict=False)
    article = Article(
        id=ArticleId("a"),
        text=" ".join(sentences),
        sentences=tuple(Sentence(start=at, end=at + len(said)) for at, said in spans),
        published=Stamp.of_day(date.fromisoformat(DAY)),
    )
    return detect(article, tools=replace(tools, verifier=verifier))


def of_aid(mention: float, fresh: float = 9.0) -> Verifier:
    return Verifier(
        types=frozenset({AID}), mention=Weights(bias=mention), fresh=Weights(bias=fresh)
    )


def test_a_draft_that_is_likely_enough_passes_with_its_probabilities_told(tools):
    (gift,) = weighed(tools, of_aid(2.0), GIFT)
    assert gift.freshness is Freshness.NEW
    assert "the verifier gives 0.88 that it is told, 1.00 as news" in gift.why


def test_an_unlikely_draft_is_vetoed(tools):
    assert weighed(tools, of_aid(-2.0), GIFT) == ()


def test_a_draft_that_reads_as_history_becomes_background(tools):
    (gift,) = weighed(tools, of_aid(2.0, fresh=-2.0), GIFT)
    assert gift.freshness is Freshness.BACKGROUND


def test_what_the_frames_call_history_is_new_only_if_it_surely_reads_so(tools):
    told = "Norway sent Ukraine tanks on 12 January."
    (likely,) = weighed(tools, of_aid(2.0, fresh=-0.1), told)
    (sure,) = weighed(tools, of_aid(2.0, fresh=2.0), told)
    assert (likely.freshness, sure.freshness) == (Freshness.BACKGROUND, Freshness.NEW)
    (news,) = weighed(tools, of_aid(2.0, fresh=-0.1), GIFT)
    assert news.freshness is Freshness.NEW


def test_what_is_doubtfully_told_must_be_the_likelier_news_to_be_new(tools):
    (sure,) = weighed(tools, of_aid(2.0, fresh=1.0), GIFT)
    (doubtful,) = weighed(tools, of_aid(-0.2, fresh=1.0), GIFT)
    assert (sure.freshness, doubtful.freshness) == (Freshness.NEW, Freshness.BACKGROUND)


TWICE = ("Norway sent Ukraine tanks on Monday.", "Sweden gave Ukraine 300 million euros.")


def gathering(same: float, mention: float = 2.0, **bounds: float) -> Verifier:
    return Verifier(
        types=frozenset({AID}),
        mention=Weights(bias=mention),
        fresh=Weights(bias=9.0),
        same=Weights(bias=same),
        bounds=Bounds(**bounds),
    )


def test_drafts_that_are_likely_one_act_are_told_as_one(tools):
    assert len(weighed(tools, gathering(2.0), *TWICE)) == 1
    assert len(weighed(tools, gathering(-2.0), *TWICE)) == 2


def test_a_draft_that_may_or_may_not_be_another_act_is_left_out(tools):
    (told,) = weighed(tools, gathering(-0.2, opens=0.6), *TWICE)
    assert told.start == 0


def test_help_and_help_refused_are_two_acts_however_likely_the_one_seems(tools):
    told = weighed(
        tools,
        gathering(9.0),
        "Norway gave Ukraine 300 million euros.",
        "Norway refused to give Ukraine tanks.",
    )
    assert [m.status for m in told] == ["delivered", "refused"]


def test_an_act_is_told_at_a_sentence_that_tells_it_as_news(tools):
    (told,) = weighed(
        tools,
        replace(gathering(9.0), fresh=Weights(odds={"when=current": 9.0, "when=month": -9.0})),
        "Norway promised Ukraine 300 million euros on 10 February.",
        "Norway gave Ukraine 300 million euros on Tuesday.",
    )
    assert (told.status, told.freshness) == ("delivered", Freshness.NEW)
    assert str(told.when) == "2026-03-03"


def test_two_drafts_are_compared_in_the_order_of_telling_whichever_is_surer(tools):
    """The later one is surer, so that it comes first; the earlier one is still the sooner."""
    wordy = Weights(odds={"s=tanks": 3.0}, bias=1.0)
    sooner = Weights(odds={"named=1-2": 9.0, "named=2-1": -9.0}, bias=-1.0)
    verifier = replace(gathering(0.0), mention=wordy, same=sooner)
    told = weighed(
        tools, verifier, "Norway sent 300 million euros.", "Norway sent Ukraine tanks on Monday."
    )
    assert len(told) == 1
    turned = replace(verifier, same=Weights(odds={"named=2-1": 9.0}, bias=-9.0))
    told = weighed(
        tools, turned, "Norway sent 300 million euros.", "Norway sent Ukraine tanks on Monday."
    )
    assert len(told) == 2


def test_an_act_of_the_past_alone_stays_one(tools):
    (told,) = weighed(
        tools,
        replace(gathering(9.0), fresh=Weights(bias=-9.0)),
        *TWICE,
    )
    assert told.freshness is Freshness.BACKGROUND


def test_a_status_that_was_read_anew_is_said(tools):
    verifier = stating("delivered", "approved", approved=2.0)
    (gift,) = weighed(tools, verifier, "Norway gave Ukraine 300 million euros.")
    assert "the verifier reads it as approved rather than delivered" in gift.why


def stating(*told: str, **odds: float) -> Verifier:
    weights = {status: Weights(bias=odds.get(status, 0.0)) for status in told}
    return Verifier(
        types=frozenset({AID}),
        mention=Weights(bias=2.0),
        fresh=Weights(bias=9.0),
        statuses={AID: weights},
    )


@pytest.mark.parametrize(
    ("odds", "status"),
    [({}, "delivered"), ({"approved": 0.3}, "delivered"), ({"approved": 2.0}, "approved")],
)
def test_a_status_gives_way_to_a_clearly_likelier_one(tools, odds, status):
    verifier = stating("delivered", "approved", **odds)
    (gift,) = weighed(tools, verifier, "Norway gave Ukraine 300 million euros.")
    assert gift.status == status


def test_a_refusal_that_the_frame_is_sure_of_stays_one(tools):
    verifier = stating("refused", "approved", approved=9.0)
    (gift,) = weighed(tools, verifier, "Norway refused to give Ukraine tanks.")
    assert gift.status == "refused"


def test_a_status_without_weights_stays(tools):
    (gift,) = weighed(tools, stating("approved", approved=9.0), GIFT)
    assert gift.status == "delivered"


def test_a_feature_tips_the_scale(tools):
    doubts = Weights(bias=2.0, odds={"s=tanks": -5.0, "of another text": 9.0})
    verifier = Verifier(types=frozenset({AID}), mention=doubts)
    assert weighed(tools, verifier, GIFT) == ()


def test_a_draft_that_lacks_what_the_frames_ask_passes_on_the_verifiers_word_alone(tools):
    assert weighed(tools, Verifier(), UNGIVEN) == ()
    assert weighed(tools, of_aid(-1.0), UNGIVEN) == ()
    assert [m.type for m in weighed(tools, of_aid(2.0), UNGIVEN)] == [AID]


def test_of_the_doubted_drafts_of_a_sentence_the_surest_alone_is_released(tools):
    text = "Norway will send tanks, and Sweden will send guns."
    assert len(weighed(tools, of_aid(2.0), text)) == 1


def test_a_sentence_with_a_whole_draft_lends_nothing_to_the_bare_ones_beside(tools):
    text = "Norway gave Ukraine 20 tanks on Monday, and will send guns."
    (gift,) = weighed(tools, of_aid(2.0), text)
    assert gift.status == "delivered"


def test_types_that_it_was_not_trained_on_pass_as_the_frames_left_them(tools):
    verifier = Verifier(types=frozenset({TypeId("meeting")}), mention=Weights(bias=-9.0))
    assert weighed(tools, verifier, GIFT) == weighed(tools, Verifier(), GIFT)


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ([], "weights: a mapping is wanted"),
        ({"types": "all"}, "weights: types: a list of types is wanted"),
        ({"types": []}, "weights: bounds: a mapping is wanted"),
        ({"types": [], "bounds": {}}, "weights: mention: a mapping is wanted"),
        ({**EMPTY, "mention": {"bias": 0}}, "weights: mention: odds: a mapping is wanted"),
        ({**EMPTY, "mention": {"odds": {}}}, "weights: mention: bias: a number is wanted"),
        (
            {**EMPTY, "fresh": {"bias": 0, "odds": {"s=the": None}}},
            "weights: fresh: odds: a number is wanted",
        ),
        (EMPTY, "weights: bounds: trusted: a number is wanted"),
        (
            {**EMPTY, "same": {"bias": 0}, "bounds": dict.fromkeys(BOUNDS, 0.5)},
            "weights: same: odds: a mapping is wanted",
        ),
        (
            {**EMPTY, "statuses": {"vote": []}, "bounds": dict.fromkeys(BOUNDS, 0.5)},
            "weights: statuses: vote: a mapping is wanted",
        ),
    ],
)
def test_weights_of_another_shape_are_refused_by_name(document, place):
    with pytest.raises(WeightsError, match=re.escape(place)):
        Verifier.of(document)


def test_the_shipped_weights_are_small_and_name_nobody(registry):
    file = resources.files("monitor.detect") / "weights" / "en.json"
    text = file.read_text(encoding="utf-8")
    assert len(text) <= 700_000
    verifier = Verifier.of(json.loads(text))
    assert AID in verifier.types
    statuses = [weights for some in verifier.statuses.values() for weights in some.values()]
    others = [verifier.same, verifier.party, verifier.acting]
    assert None not in others
    weighed = (verifier.mention, verifier.fresh, *others, *statuses)
    features = {name for weights in weighed for name in weights.odds}
    said = {word for name in features if "=" in name for word in name.split("=", 1)[1].split()}
    named = {actor.name.lower() for actor in registry.actors.values()}
    named |= {word.lower() for actor in registry.actors.values() for word in actor.demonyms}
    assert not said & named
