import pytest

from monitor.detect.lexicon.entries import Mode, Part
from monitor.detect.reality import reality


def told(seen, lemma, kind="aid_pledge"):
    hits = [h for h in seen.of(kind, Part.CARRIER, Part.ACT) if h.entry.lemma.startswith(lemma)]
    return reality(seen, hits[0])


@pytest.mark.parametrize(
    ("sentence", "mode"),
    [
        ("Norway sent tanks to Ukraine.", Mode.DONE),
        ("Norway sends tanks to Ukraine.", Mode.DONE),
        ("Norway will send tanks to Ukraine if Sweden does.", Mode.PLANNED),
        ("If Sweden agrees, Norway will send tanks to Ukraine.", Mode.PLANNED),
        ("Norway will send tanks to Ukraine, if not many.", Mode.FUTURE),
        ("Norway is sending tanks to Ukraine.", Mode.GOING),
        ("Norway was sending tanks to Ukraine.", Mode.DONE),
        ("Norway said on Monday that it was sending tanks to Ukraine.", Mode.GOING),
        ("Norway has been sending tanks to Ukraine.", Mode.DONE),
        ("Tanks are being sent to Ukraine.", Mode.GOING),
        ("Tanks were being sent to Ukraine.", Mode.DONE),
        ("Norway is looking at sending tanks to Ukraine.", Mode.WEIGHED),
        ("Finland thanked Norway for sending tanks to Ukraine.", Mode.DONE),
        ("Norway announced its help on Monday, sending tanks to Ukraine.", Mode.DONE),
        ("Norway was quick, sending tanks to Ukraine.", Mode.DONE),
        ("Norway will be quick, sending tanks to Ukraine.", Mode.GOING),
        ("In the morning, sending tanks to Ukraine seems wise.", Mode.GOING),
        ("Norway regretted not sending tanks to Ukraine.", Mode.REFUSED),
        ("Norway is set to send tanks to Ukraine.", Mode.FUTURE),
        ("Norway not only sent tanks to Ukraine.", Mode.DONE),
        ("Norway wants to buy tanks and send them to Ukraine.", Mode.PLANNED),
        ("They buy tanks; and send them to Ukraine.", Mode.DONE),
        ("They buy tanks and send them to Ukraine.", Mode.DONE),
        ("Norway will send tanks to Ukraine.", Mode.FUTURE),
        ("Norway is to send tanks to Ukraine.", Mode.FUTURE),
        ("Norway could send tanks to Ukraine.", Mode.POSSIBLE),
        ("Norway would send tanks to Ukraine.", Mode.POSSIBLE),
        ("Norway said it would send tanks to Ukraine.", Mode.FUTURE),
        ("Norway would have sent tanks to Ukraine.", None),
        ("Norway should send tanks to Ukraine.", None),
        ("Norway did not send tanks to Ukraine.", Mode.REFUSED),
        ("Norway won't send tanks to Ukraine.", Mode.REFUSED),
        ("Norway will no longer send tanks to Ukraine.", Mode.REFUSED),
        ("Norway is not to send tanks to Ukraine.", Mode.REFUSED),
        ("Norway agreed to send tanks to Ukraine.", Mode.FUTURE),
        ("Norway agreed not to send tanks to Ukraine.", Mode.REFUSED),
        ("Norway plans to send tanks to Ukraine.", Mode.PLANNED),
        ("Norway will decide to send tanks to Ukraine.", Mode.PLANNED),
        ("Norway might decide to send tanks to Ukraine.", Mode.POSSIBLE),
        ("Norway is considering sending tanks to Ukraine.", Mode.WEIGHED),
        ("Norway refused to send tanks to Ukraine.", Mode.REFUSED),
        ("Norway did not refuse to send tanks to Ukraine.", Mode.FUTURE),
        ("Norway failed to agree to send tanks to Ukraine.", Mode.REFUSED),
        ("Norway began to send tanks to Ukraine.", Mode.DONE),
        ("Finland urged Norway to send tanks to Ukraine.", None),
        ("Finland demanded that Norway send tanks to Ukraine.", None),
        ("Norway met to send tanks to Ukraine.", None),
        ("Norway will buy and send tanks to Ukraine.", Mode.DONE),
        ("Norway will approve and send tanks to Ukraine.", Mode.FUTURE),
        ("Norway, sending tanks to Ukraine, hesitates.", Mode.GOING),
        ("Norway, not sending tanks to Ukraine, hesitates.", Mode.REFUSED),
        ("Norway plans; to send tanks to Ukraine is its duty.", None),
    ],
)
def test_an_act_is_as_real_as_its_words_say(look, sentence, mode):
    seen, _ = look(sentence)
    assert told(seen, "send/sent").mode is mode


def test_a_passive_is_told_from_an_active(look):
    assert told(look("Tanks were sent to Ukraine.")[0], "send/sent").passive
    assert told(look("The tanks, given by Norway, arrived.")[0], "give/gave").passive
    assert not told(look("Norway sent tanks.")[0], "send/sent").passive


def test_an_infinitive_without_governor_is_an_act_only_in_the_passive(look):
    assert told(look("Tanks to be sent to Ukraine arrived.")[0], "send/sent").mode is Mode.FUTURE
    assert told(look("The army needs men, to be sent tanks.")[0], "send/sent").mode is not Mode.DONE


def test_the_past_perfect_is_kept(look):
    assert told(look("Norway had sent tanks to Ukraine.")[0], "send/sent").past_perfect
    assert told(look("Norway has sent tanks to Ukraine.")[0], "send/sent").perfect


def test_governors_of_governors_are_followed_to_a_depth(look):
    sentence = (
        "Norway agreed to decide to resolve to pledge to vow to promise to commit to send tanks."
    )
    assert told(look(sentence)[0], "send/sent").mode is Mode.PLANNED


def test_what_never_happened_is_no_act(look):
    seen, _ = look("Norway has never sent tanks to Ukraine.")
    assert told(seen, "send").mode is None


def test_what_was_done_before_the_rest_is_done(look):
    seen, _ = look("After meeting Olaf Scholz, Emmanuel Macron smiled.")
    assert told(seen, "meet", "meeting").mode is Mode.DONE


def test_had_as_an_auxiliary_carries_nothing(look):
    seen, _ = look("They had settled on it at their summit.")
    assert told(seen, "have", "meeting").mode is None
    seen, _ = look("They had")
    assert told(seen, "have", "meeting").mode is Mode.DONE
