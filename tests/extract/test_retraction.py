import pytest

from monitor.extract.retraction import LEAD, retraction
from monitor.extract.sentences import sentences
from monitor.model.article import Article, ArticleId

NEWS = "Norway will give Ukraine 90 million euros for air defence, its ministry said on Friday."


def article(title: str | None = None, text: str = NEWS) -> Article:
    return Article(
        id=ArticleId("a"), text=text, sentences=sentences(text, "en"), title=title, language="en"
    )


@pytest.mark.parametrize(
    "title",
    [
        "RETRACTED: Norway pledges 90 million euros",
        "Retracted: Norway pledges 90 million euros",
        "Retraction – Norway pledges 90 million euros",
        "WITHDRAWN: Norway pledges 90 million euros",
        "WITHDRAWN - Norway pledges 90 million euros",
        "[Retracted] Norway pledges 90 million euros",
        "(Withdrawn) Norway pledges 90 million euros",
        "Norway pledges 90 million euros [withdrawn]",
        "Story removed",
        "Article withdrawn: aid of Norway",
        "This article has been removed",
        "This story has been retracted by its editors",
        "ZURÜCKGEZOGEN: Norwegen sagt 90 Millionen Euro zu",
        "Meldung zurückgezogen: Norwegen sagt 90 Millionen Euro zu",
        "Dieser Artikel wurde zurückgezogen",
        "ВІДКЛИКАНО: Норвегія надасть 90 мільйонів євро",
        "Новину видалено",
        "Матеріал знято з публікації",
    ],
)
def test_a_title_may_say_that_the_article_was_retracted(title):
    assert retraction(article(title)) == title


@pytest.mark.parametrize(
    "title",
    [
        "Withdrawn: how an army left the valley",
        "WITHDRAWN: ARMY LEAVES THE VALLEY",
        "Withdrawn troops reach the border",
        "Retracted claims haunt a ministry",
        "Retraction of a landing gear failed, inquiry finds",
        "Paper retracts story on a minister",
        "Gazette withdraws report on Norway's aid",
        "Journal says study was retracted",
        "Article removed from treaty after a dispute",
        "Article 5 withdrawn from the draft, diplomats say",
        "Story removed its minister from office",
        "Removed: a statue of an admiral",
        "Candidacy (withdrawn) costs a party dearly",
        "Envoy withdrawn",
        "Artikel gelöscht, Minister schweigt",
        "Zurückgezogen: Die Kandidatin gibt auf",
        "Посла відкликано: що далі",
        "Відкликано: хто повертається додому",
        "Видалено з порядку денного",
        "Correction: Norway pledges 90 million euros",
        "Norway withdraws pledge of 90 million euros",
        None,
        "",
    ],
)
def test_a_title_about_something_that_was_withdrawn_is_none(title):
    assert retraction(article(title)) is None


@pytest.mark.parametrize(
    "notice",
    [
        "This article has been retracted.",
        "Editor's note: This story has been withdrawn because its source was not who he said.",
        "This report was removed after an inquiry by the newsroom.",
        "This article has since been taken down at the request of its author.",
        "We have withdrawn this story, which we could not confirm.",
        "The Harbour Post has retracted this article.",
        "The article previously published here has been withdrawn.",
        "This dispatch is withdrawn from our service.",
        "Dieser Artikel wurde wegen eines schweren Fehlers zurückgezogen.",
        "Hinweis: Diese Meldung ist von der Redaktion gelöscht worden.",
        "Die Redaktion hat diesen Beitrag depubliziert.",
        "Wir haben diese Meldung nach einer Prüfung zurückgezogen.",
        "Цю новину видалено через помилку.",
        "Цей матеріал було знято з публікації.",
        "Редакція відкликала цю новину.",
    ],
)
def test_the_lead_may_say_so(notice):
    assert retraction(article("Norway pledges aid", f"{notice}\n{NEWS}")) == notice
    assert retraction(article("Norway pledges aid", f"{NEWS} {notice}")) is not None


@pytest.mark.parametrize(
    "lead",
    [
        "This article has been updated to remove a quote.",
        "This article has been removed from the front page.",
        "This story was removed from our site because its licence expired.",
        "This article is no longer available.",
        "This article has been withdrawn and replaced by a corrected one.",
        "This article was temporarily removed.",
        "This article has been removed from behind the paywall.",
        "A paragraph of this article has been removed.",
        "An earlier version of this story was withdrawn.",
        "“This report has been withdrawn,” the minister said.",
        "The minister said that this report has been withdrawn.",
        "The report has been withdrawn by the ministry.",
        "The paper has retracted its story on the minister.",
        "The Harbour Post has withdrawn this offer.",
        "This post has been removed by the network.",
        "This article has not been retracted.",
        "This article of the treaty was removed.",
        "This page was deleted from the treaty.",
        "In diesem Artikel wurde ein Satz entfernt.",
        "Dieser Artikel wurde aktualisiert, ein Zitat wurde entfernt.",
        "Dieser Artikel wurde aus der Bezahlschranke entfernt.",
        "Diese Meldung wurde nicht zurückgezogen.",
        "Dieser Artikel wurde zurückgezogen und durch einen anderen ersetzt.",
        "Законопроєкт відкликано через помилку.",
        "Цю новину оновлено.",
        "Цей матеріал видалено з архіву міністерства.",
        "Ми видалили цю програму.",
        "",
    ],
)
def test_a_lead_about_something_else_is_none(lead):
    assert retraction(article("Norway pledges aid", f"{lead}\n{NEWS}")) is None


def test_what_is_said_far_below_is_not_of_the_article():
    below = f"{NEWS}\n{'More of it. ' * (LEAD // 10)}\nThis article has been retracted."
    assert retraction(article("Norway pledges aid", below)) is None
