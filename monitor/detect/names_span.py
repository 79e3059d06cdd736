"""A name in a text, and the words around names that tell one from another."""

from dataclasses import dataclass
from enum import StrEnum

from monitor.model.actor import ActorId


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


class Via(StrEnum):
    """By which kind of name an actor was found; the surest first."""

    NAME = "name"
    ALIAS = "alias"
    SURNAME = "surname"
    CAPITAL = "capital"
    DEMONYM = "demonym"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSpan:
    """A name in a text. `actor` is None where the registry has none; `name` is the fullest name
    known for it.

    `compound`: the name is part of a compound ("US-led", "pro-Russian"), so it describes rather
    than acts. `possessive`: it is followed by 's or an apostrophe, which is outside the span.
    """

    start: int
    end: int
    text: str
    actor: ActorId | None
    name: str
    via: Via
    compound: bool = False
    possessive: bool = False


TITLES: frozenset[str] = _words(
    """President Vice Vice-President Prime Minister Premier Foreign Defense Defence Interior Finance
    Economy Energy Justice Health Culture Trade Treasury Labour Environment Secretary
    Secretary-General Undersecretary Secretary-general State General Gen Gen. Mr Mr. Mrs Mrs. Ms
    Ms. Dr Dr. Prof Prof. Professor Sir Lord Lady Dame King Queen Prince Princess Crown Emir
    Sultan Sheikh Sheik Ayatollah Imam Chancellor Ambassador Envoy Envoys Special Senator Senators
    Sen Sen. Sens. Rep Rep. Reps. Representative Congressman Congresswoman Lawmaker Gov Gov.
    Governor Mayor Speaker Leader Chief Chair Commander Commander-in-Chief Commissioner Col Col.
    Colonel Lt Lt. Lieutenant Maj Maj. Major Capt Capt. Captain Adm Adm. Admiral Sgt Sgt. Sergeant
    Brig Brig. Brigadier Marshal Pope Cardinal Archbishop Bishop Patriarch Chairman Chairwoman
    Director Deputy First Security National Adviser Advisor Spokesman Spokeswoman Spokesperson
    Former Acting High Supreme Allied Counselor Counsellor Press Presidents Ministers Mr’s Justice
    Judge Attorney Majority Minority Republican Democratic Democrat Conservative Labour Tory
    Father Rev Rev. St Saint Presidential Co-chair Head Coach Counterpart Taoiseach Councillor MP
    MEP Business"""
)
"""Words before a person's name that are no part of it."""

RANKS: frozenset[str] = _words(
    """Pope King Queen Prince Princess Patriarch Sheikh Emir Sultan Ayatollah Cardinal"""
)
"""Titles that belong to a name of one word."""

FUNCTION_WORDS: frozenset[str] = _words(
    """A About According Across Additionally After Afterwards Again Against Ahead All Along Already
    Also Although Amid Among An And Another Any Are As Asked At Back Because Before Behind Besides
    Between Both But By Can Citing Could Despite Did Do Does During Each Earlier Early Either Even
    Ever Every Few Following For From Further Furthermore Given Had Has Have He Her Here Hers His
    How However I If In Indeed Inside Instead Into Is It Its Just Last Late Later Least Like Many
    Maybe Me Meanwhile Might More Moreover Most Much My Nearly Neither Never Nevertheless New Next
    No Nor Not Nothing Now Of Off Officials On Once One Only Or Other Others Our Outside Over Part
    Perhaps Please Read Recently Regarding Said Separately Several She Should Since So Some Soon
    Speaking Still Such Than That The Their Them Then There Therefore These They This Those Though
    Three Through Throughout Thus To Together Tonight Today Tomorrow Yesterday Too Toward Towards
    Two Under Unless Unlike Until Up Upon Us Was We Well Were What When Whenever Where Whereas
    Whether Which While Who Whose Why Will With Within Without Would Yes Yet You Your Watch Via
    Per Thanks Today’s Exclusive Breaking Update Updated Analysis Opinion Live Live: Four Five Six
    Seven Eight Nine Ten Thousands Hundreds Millions Dozens Sources Earlier"""
)
"""Words that open a sentence with a capital and are no part of a name."""

CALENDAR_WORDS: frozenset[str] = _words(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May
    June
    July August September October November December Jan Jan. Feb Feb. Mar Mar. Apr Apr. Jun Jun.
    Jul Jul. Aug Aug. Sep Sep. Sept Sept. Oct Oct. Nov Nov. Dec Dec. GMT ET EST EDT BST CET
    Christmas Easter Ramadan"""
)
"""Words of the calendar, which break a name off."""

BODY_WORDS: frozenset[str] = _words(
    """Crescent Cross Council Foundation Committee Association Society Union Bank Agency Fund
    University Institute Company Corporation Corp Group Federation League Church Commission
    Movement Front Party Authority Service Times Post Independent Journal Examiner Herald Centre
    Center Organization Organisation Organisations Organizations Initiative Alliance Coalition
    Programme Program Network Trust Academy Board Brigade Battalion Court Tribunal Parliament
    Assembly Congress Senate Duma Ministry Department Office Administration Army Navy Forces Force
    Guard Guards Corps Conference Forum Summit Airlines Airways Ltd Inc Charity Mission Embassy
    Observatory Watch International News Radio Television TV"""
)
"""Last words of bodies' names."""
