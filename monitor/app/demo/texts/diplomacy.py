"""The envoys in Miami, and the visit to Warsaw that was planned and then made."""

from monitor.app.demo.printing import Piece, edited, reprint, shortened

PLAN = Piece(
    outlet="northgate",
    slug="zelensky-to-meet-tusk",
    section="world",
    title="Zelensky to meet Tusk in Warsaw",
    ago=18,
    byline="Piotr Sadlak",
    text="""
        Ukrainian President Volodymyr Zelensky will meet Polish Prime Minister Donald Tusk
        in Warsaw on {warsaw}, the Polish government said.

        Railways, power lines and the queue of lorries at the border are on the agenda,
        according to a spokesman.

        Streets around the chancellery will be closed from the morning.
    """,
)

PLAN_REPRINT = reprint(
    PLAN,
    outlet="southquay",
    slug="warsaw-expects-zelensky",
    title="Warsaw expects Zelensky",
    ago=17,
    dateline="WARSAW (Northgate Wire)",
)

MIAMI = Piece(
    outlet="harbour",
    slug="envoys-in-miami",
    section="world",
    title="Kremlin envoy meets Witkoff and Kushner in Miami",
    ago=9,
    byline="Maud Ellery",
    text="""
        Kremlin envoy Kirill Dmitriev met US envoys Steve Witkoff and Jared Kushner in
        Miami on {miami} for talks on how to end the war in Ukraine.

        “It is going well, and it is not over,” Dmitriev told reporters in front of a
        hotel on the bay.

        Witkoff and Kushner had met Ukrainian and European officials in Berlin last week.

        Neither side would say what had been put on paper.
    """,
)

MIAMI_CORRECTED = edited(
    MIAMI,
    ago=6.5,
    added="Correction: an earlier version of this article misspelt the name of the hotel.",
)

MIAMI_SHORTENED = reprint(
    shortened(MIAMI, keep=3),
    outlet="vistula",
    slug="miami-envoys",
    title="Talks by the sea",
    ago=8.5,
    dateline="MIAMI (The Harbour Courier)",
)

MIAMI_REWRITTEN = Piece(
    outlet="meridian",
    slug="florida-talks",
    section="americas",
    title="Moscow's man in Florida",
    ago=7.5,
    byline="Ansgar Thole",
    text="""
        A Russian envoy, Kirill Dmitriev, is holding talks with US negotiators Steve
        Witkoff and Jared Kushner in Florida, officials on both sides said.

        The conversation in Miami began over breakfast and had not ended when the lights
        went on along the bay.

        It follows meetings in Berlin last week, at which the Americans heard out
        Ukrainians and Europeans.
    """,
)

HELD = Piece(
    outlet="westmark",
    slug="zelensky-and-tusk",
    section="news",
    title="Zelensky and Tusk talk trains and power in Warsaw",
    ago=1.5,
    byline="Joris Amsel",
    text="""
        Ukrainian President Volodymyr Zelensky met Polish Prime Minister Donald Tusk in
        Warsaw on {warsaw}.

        They spoke for two hours, mostly about railways, and walked over to a school where
        children from Lviv sang for them.

        A power line across the border could be mended by March, a Polish official said.
    """,
)

HELD_REPRINT = reprint(
    shortened(HELD, keep=2),
    outlet="southquay",
    slug="trains-and-power",
    title="Trains and power",
    ago=1.2,
    dateline="WARSAW (Westmark Public Radio)",
)

HELD_REWRITTEN = Piece(
    outlet="pelham",
    slug="guest-in-warsaw",
    section="world",
    title="A guest in Warsaw",
    ago=1,
    byline="Desmond Quill",
    text="""
        Poland's Donald Tusk hosted Volodymyr Zelensky in Warsaw on {warsaw}, in a meeting
        that both called friendly.

        Snow had delayed the guest's train by an hour, and the soup with it.

        Farmers who had announced a blockade of the border stayed at home.
    """,
)

ROUND_UP = Piece(
    outlet="kestrel",
    slug="the-day-in-brief",
    section="briefing",
    title="The day in brief",
    ago=0.5,
    byline="Ferdinand Oake",
    text="""
        Volodymyr Zelensky met Donald Tusk in Warsaw on {warsaw}.

        The EU raised its pledge to Ukraine to 105 billion euros from 90 billion euros.

        Kirill Dmitriev met Steve Witkoff and Jared Kushner in Miami on {miami}.

        And ice has closed the inner harbour of Southquay for the first time in nine
        years.
    """,
)
