"""Invented articles, each of which tells one clear development of its own."""

from datetime import datetime, timedelta
from random import Random  # noqa: TID251 - chance is a parameter here: the seed is given

from tests.fakes.newsroom import Printed

# fmt: off
GIVERS = (
    "Canada", "Norway", "Estonia", "Japan", "Sweden", "Finland", "Denmark", "Latvia", "Lithuania",
    "Poland", "Spain", "Portugal", "Italy", "Austria", "Belgium", "Ireland", "Iceland", "Croatia",
    "Slovenia", "Slovakia", "Bulgaria", "Romania", "Greece", "Cyprus", "Malta", "Australia",
    "Brazil", "Chile", "Mexico", "Argentina", "Colombia", "Peru", "Uruguay", "Ecuador", "Bolivia",
    "Paraguay", "Panama", "Kenya", "Ghana", "Senegal", "Morocco", "Tunisia", "Algeria", "Ethiopia",
    "Uganda", "Rwanda", "Botswana", "Namibia", "Zambia", "Malawi", "Vietnam", "Thailand",
    "Malaysia", "Indonesia", "Mongolia", "Nepal", "Kazakhstan", "Armenia", "Azerbaijan", "Moldova",
)
_GOODS = (
    "generators", "blankets", "transformers", "tents", "radios", "pumps", "stoves", "bandages",
    "filters", "cables",
)
# fmt: on
_TELLINGS = (
    "{giver} will give Ukraine {n} million euros for {goods}, the government said on {day}.",
    "{giver} pledged {n} million euros in aid to Ukraine on {day}, its foreign ministry said.",
    "The government of {giver} on {day} pledged {n} million euros to Ukraine.",
)
_ASIDES = (
    "Lorries with {goods} are waiting near a depot that holds {m} pallets.",
    "A clerk counted {m} boxes of {goods} and filled in {k} forms before noon.",
    "Farmers along the northern road grow barley on {m} acres and keep {k} geese.",
    "The weather office expects {k} millimetres of rain and a wind of {m} knots.",
    "An old timetable lists {m} trains, of which {k} still run on winter mornings.",
    "In the harbour {k} cranes and {m} containers stood idle after a quiet week.",
    "Shopkeepers sold {m} umbrellas and {k} lanterns in the covered market.",
    "The library lent {m} books about {goods}, and {k} of them came back late.",
)


def pledge(number: int, at: datetime) -> Printed:
    """Return the article of this number, which tells a pledge by a giver of its own."""
    chance = Random(number)
    giver = GIVERS[number % len(GIVERS)]
    words = {"giver": giver, "goods": chance.choice(_GOODS), "n": 11 + 7 * number}
    told = _TELLINGS[number % len(_TELLINGS)].format(**words, day=at.strftime("%A"))
    asides = [
        aside.format(
            goods=chance.choice(_GOODS), m=chance.randint(20, 999), k=chance.randint(2, 99)
        )
        for aside in chance.sample(_ASIDES, 6)
    ]
    return Printed(
        slug=f"{giver.lower()}-{number}",
        title=f"{giver} sends {words['goods']}",
        paragraphs=(told, " ".join(asides[:3]), " ".join(asides[3:])),
        at=at,
    )


def before(now: datetime, minutes: float) -> datetime:
    """Return the moment so many minutes before now, to the second."""
    return (now - timedelta(minutes=minutes)).replace(microsecond=0)
