"""Which drafts of one article tell one act; each case is an article of our own."""

from dataclasses import replace
from datetime import date

import pytest

from monitor.detect.consolidate import consolidated
from monitor.detect.detection import found_in
from monitor.model.article import Article, ArticleId, Sentence
from monitor.model.moment import Stamp

DAY = "2026-03-04"


@pytest.mark.parametrize(
    ("kind", "sentences"),
    [
        ("meeting", ("Emmanuel Macron met Olaf Scholz on Monday.", "The talks lasted an hour.")),
        ("meeting", ("EU leaders met in Brussels on Monday.", "EU leaders held a summit.")),
        (
            "aid_pledge",
            ("Norway sent tanks to Ukraine on Monday.", "Norwegian tanks were sent to Ukraine."),
        ),
        (
            "aid_pledge",
            (
                "EU leaders promised Ukraine 90 billion euros ($106 billion) on Monday.",
                "The EU will give Ukraine $106 billion in joint debt.",
            ),
        ),
        (
            "aid_pledge",
            (
                "Norway promised Ukraine 300 million euros on Monday.",
                "Norway approved the aid package.",
            ),
        ),
        (
            "agreement",
            (
                "Armenia and Azerbaijan signed a peace treaty on Monday.",
                "The deal between Armenia and Azerbaijan was signed in Baku.",
            ),
        ),
        (
            "sanction",
            (
                "Norway imposed sanctions on Iran on Monday.",
                "The Norwegian government announced the sanctions on Iran on Monday.",
            ),
        ),
    ],
)
def test_these_are_one(tell, kind, sentences):
    assert len([m for m in tell(DAY, *sentences) if m.type == kind]) == 1


@pytest.mark.parametrize(
    ("kind", "sentences"),
    [
        (
            "meeting",
            (
                "Emmanuel Macron met Olaf Scholz on Monday.",
                "Emmanuel Macron met Olaf Scholz in 2024.",
            ),
        ),
        (
            "meeting",
            ("Emmanuel Macron met Olaf Scholz in Paris.", "He met Rishi Sunak in London."),
        ),
        (
            "meeting",
            ("Emmanuel Macron met Olaf Scholz.", "EU leaders held a summit on Monday."),
        ),
        (
            "aid_pledge",
            ("Norway sent Ukraine tanks on Monday.", "Sweden sent Ukraine tanks on Monday."),
        ),
        (
            "aid_pledge",
            ("Norway sent Ukraine tanks on Monday.", "Norway sent Sudan tents on Monday."),
        ),
        (
            "aid_pledge",
            ("Norway sent Ukraine tanks on Monday.", "Norway sent Ukraine tanks in 2023."),
        ),
        (
            "aid_pledge",
            (
                "Norway promised Ukraine 300 million euros on Monday.",
                "Norway refused to use frozen Russian assets for a loan to Ukraine.",
            ),
        ),
        (
            "aid_pledge",
            (
                "Norway promised Ukraine a grant on Monday.",
                "Norway will use joint debt for a loan to Ukraine, it announced.",
            ),
        ),
        (
            "agreement",
            (
                "Iran and Iraq signed a trade deal on Monday.",
                "Iran and Oman agreed to a ceasefire on Monday.",
            ),
        ),
        (
            "sanction",
            ("Norway sanctioned Iran on Monday.", "Sweden sanctioned Iran on Monday."),
        ),
        (
            "sanction",
            ("Norway sanctioned Iran on Monday.", "Norway sanctioned Syria on Monday."),
        ),
        (
            "sanction",
            (
                "Norway imposed sanctions on Iran on Monday.",
                "Norway imposed sanctions on Iran in 2019.",
            ),
        ),
    ],
)
def test_these_are_two(tell, kind, sentences):
    assert len([m for m in tell(DAY, *sentences) if m.type == kind]) == 2


def test_a_sum_without_recipient_counts_where_the_article_is_about_one(tell):
    sentences = ("Ukraine fights on.", "Norway promised 300 million euros in aid on Monday.")
    (mention,) = tell(DAY, *sentences)
    assert [p.id for p in mention.counterparts] == ["ukraine"]


@pytest.mark.parametrize(
    "sentences",
    [
        ("Norway promised 300 million euros in aid on Monday.",),
        ("The talks ended.", "Norway sent Ukraine tanks."),
        ("Emmanuel Macron met Olaf Scholz in 2024.", "The talks ended on Monday."),
        ("A package was approved.",),
    ],
)
def test_a_loose_act_that_nothing_backs_is_dropped(tell, sentences):
    found = tell(DAY, *sentences)
    assert len(found) < len(sentences) or len(found) == 1 < len(sentences)


def test_a_loose_refusal_of_another_giver_is_not_backed(tell):
    (mention,) = tell(
        DAY, "Norway sent Ukraine tanks on Monday.", "Sweden rejected the aid package."
    )
    assert mention.start == 0


def test_a_loose_act_looks_only_at_whole_ones_of_its_type(tell):
    found = tell(
        DAY,
        "Norway sanctioned Iran on Monday.",
        "Emmanuel Macron met Olaf Scholz in Paris.",
        "The talks ended.",
        "The aid package was approved.",
    )
    assert [m.type for m in found] == ["sanction", "meeting"]


def test_meetings_in_two_countries_are_two(tell):
    found = tell(
        DAY,
        "Emmanuel Macron met Olaf Scholz in Paris.",
        "Emmanuel Macron and Olaf Scholz held talks in Berlin.",
    )
    assert [m.place for m in found] == ["Paris", "Berlin"]


def test_unknown_parties_are_alike_by_their_names(tell):
    found = tell(
        DAY,
        "Jane Doe Harrow met Emmanuel Macron in Paris.",
        "Jane Doe Harrow and Emmanuel Macron spoke for an hour.",
    )
    assert len([m for m in found if m.type == "meeting"]) == 1


def test_debt_and_a_sum_without_it_are_two(tell):
    found = tell(
        DAY,
        "Norway promised Ukraine 3 billion euros on Monday.",
        "Norway announced joint debt for Ukraine on Monday.",
    )
    assert [m.amount is None for m in found] == [False, True]


@pytest.mark.parametrize(
    "sentences",
    [
        ("Russia bombed Odesa on Monday.", "Ukraine bombed Moscow on Monday."),
        (
            "Russia attacked Ukraine in Odesa on Monday.",
            "Russia attacked Ukraine in Kharkiv on Monday.",
        ),
        ("Russia attacked Ukraine on Monday.", "Iran attacked Ukraine on Monday."),
        ("Russia attacked Ukraine on Monday.", "Russia attacked Georgia on Monday."),
    ],
)
def test_events_of_other_sides_or_places_are_two(tell, sentences):
    assert len([m for m in tell(DAY, *sentences) if m.type == "attack"]) == 2


@pytest.mark.parametrize(
    ("sentences", "killed", "injured"),
    [
        (
            (
                "Russia attacked Ukraine with missiles on Monday, killing 12 people.",
                "The missile strikes wounded 30 people in Kyiv.",
            ),
            12,
            30,
        ),
        (
            (
                "An earthquake killed 45 people in Turkey on Monday.",
                "The quake in Turkey killed 52 people and injured 90, rescuers said.",
            ),
            52,
            90,
        ),
    ],
)
def test_the_highest_toll_of_an_article_is_the_event_s(tell, sentences, killed, injured):
    (found,) = [m for m in tell(DAY, *sentences) if m.type in {"attack", "disaster"}]
    assert (found.casualties.killed, found.casualties.injured) == (killed, injured)


@pytest.mark.parametrize(
    ("kind", "sentences"),
    [
        (
            "meeting",
            (
                "Boris Johnson met Magdalena Andersson in Stockholm on Monday.",
                "The British prime minister met the Swedish prime minister in Stockholm.",
            ),
        ),
        (
            "meeting",
            (
                "Emmanuel Macron will meet Olaf Scholz on Saturday for talks, the palace said.",
                "The talks will last an hour.",
            ),
        ),
        (
            "aid_pledge",
            ("Norway will give Ukraine $300 million to spend on American generators and money.",),
        ),
        (
            "aid_pledge",
            (
                "Norway promised Ukraine 300 million euros on Monday.",
                "Harbour Relief said that Ukraine would get the 300 million euros soon.",
            ),
        ),
    ],
)
def test_other_readings_and_unknown_names_make_no_second_act(tell, kind, sentences):
    assert len([m for m in tell(DAY, *sentences) if m.type == kind]) == 1


@pytest.fixture
def drafted(tools):
    """Return the first draft of a sentence, with the probabilities of its statuses."""

    def draft(sentence: str, *, framed: bool = True, **statuses: float):
        article = Article(
            id=ArticleId("a"),
            text=sentence,
            sentences=(Sentence(start=0, end=len(sentence)),),
            published=Stamp.of_day(date.fromisoformat(DAY)),
        )
        first = found_in(article, tools=tools).drafts[0]
        return replace(
            first, raw=first if framed else None, sure=0.9, statuses=tuple(statuses.items())
        )

    return draft


def told(tools, *act) -> str:
    (one,) = consolidated([], tools.registry, acts=[act])
    return one.status


PROMISE = "Norway promised Ukraine tanks on Monday."


def test_an_act_has_the_status_that_its_sentences_together_tell(tools, drafted):
    sooner = drafted(PROMISE, framed=False, pledged=0.5, delivered=0.5)
    later = drafted(PROMISE, framed=False, pledged=0.1, delivered=0.9)
    assert told(tools, sooner, later) == "delivered"
    assert told(tools, sooner) == "pledged"


def test_a_frame_that_is_sure_outweighs_what_is_little_likelier(tools, drafted):
    some = [drafted(PROMISE, pledged=0.3, delivered=0.7) for _ in range(2)]
    assert told(tools, *some) == "pledged"
    assert told(tools, *[replace(one, raw=None) for one in some]) == "delivered"


def test_without_weights_an_act_keeps_its_status(tools, drafted):
    assert told(tools, drafted(PROMISE, framed=False), drafted(PROMISE, framed=False)) == "pledged"


def test_what_was_refused_stays_so(tools, drafted):
    refusal = drafted("Norway refused to give Ukraine tanks on Monday.", delivered=1.0)
    assert told(tools, refusal, refusal) == "refused"


def amount_of(tools, *act):
    (one,) = consolidated([], tools.registry, acts=[act])
    return one.amount and (int(one.amount.value), one.amount.currency)


def test_an_act_has_the_sum_of_another_sentence_that_surely_tells_it(tools, drafted):
    without = drafted(PROMISE)
    summed = drafted("Norway promised Ukraine 9 million euros on Monday.")
    assert amount_of(tools, without, summed) == (9_000_000, "EUR")
    assert amount_of(tools, without, replace(summed, sure=0.4)) is None


def test_a_sum_is_read_in_the_money_of_the_giver_whom_another_draft_names(tools, drafted):
    named = drafted("Canada promised Haiti $60 million on Monday.")
    dollars = replace(named.amount, currency="USD")
    nameless = replace(named, amount=dollars, raw=replace(named, actors=()), sure=0.95)
    other = replace(nameless, raw=replace(named, actors=named.counterparts))
    assert amount_of(tools, nameless, named) == (60_000_000, "CAD")
    assert amount_of(tools, other, named) == (60_000_000, "USD")
    assert amount_of(tools, nameless, replace(named, amount=None)) == (60_000_000, "USD")
