"""What else is printed: old news, weather, sport, opinion, and history told again."""

from monitor.app.demo.printing import Piece

NORWAY_LONG_AGO = Piece(
    outlet="harbour",
    slug="norway-air-defence",
    section="world",
    title="Norway pledges 8 billion kroner in air defence to Ukraine",
    ago=46,
    byline="Maud Ellery",
    text="""
        Norway pledged 8 billion kroner in air defence to Ukraine after a vote in Oslo
        that passed without a voice against it.

        The missiles are to come out of a yearly fund that parties of the left and right
        set up together, the defence ministry in Oslo said.

        Launchers will follow when crews have learnt to work them, a spokeswoman added.
    """,
)

BERLIN_LONG_AGO = Piece(
    outlet="meridian",
    slug="berlin-envoys",
    section="europe",
    title="US envoys hear out Kyiv's team in Berlin",
    ago=176,
    byline="Ansgar Thole",
    text="""
        US envoys Steve Witkoff and Jared Kushner met Ukrainian President Volodymyr
        Zelensky in Berlin for two days of talks on how the war might end.

        German hosts kept to the corridors while the guests went through a draft page by
        page.

        Nobody spoke to the reporters who waited in the snow outside the chancellery.
    """,
)

WEATHER = Piece(
    outlet="southquay",
    slug="ice-in-the-inner-harbour",
    section="local",
    title="Ice closes the inner harbour",
    ago=20,
    byline="Tilly Marsh",
    text="""
        Ice as thick as a hand closed the inner harbour overnight, and the first ferry
        left two hours late behind a tug.

        The harbour master asked skippers to keep their engines warm and their tempers
        cool.

        More frost is forecast until the end of the week, with a bitter wind from the
        north-east.
    """,
)

CHOIR = Piece(
    outlet="westmark",
    slug="choir-of-the-year",
    section="culture",
    title="Four choirs, one trophy",
    ago=19,
    byline="Joris Amsel",
    text="""
        Four choirs will sing for the trophy in the old brewery this weekend, and one of
        them has never sung in public before.

        The dockers' choir of Westmark rehearses in a cold store, its conductor says,
        because the echo forgives nothing.

        Tickets went within an hour, and the broadcast begins at eight.
    """,
)

FOOTBALL = Piece(
    outlet="southquay",
    slug="late-header-sinks-dynamo",
    section="sport",
    title="Late header sinks Dynamo in Warsaw",
    ago=11.5,
    byline="Gus Penhale",
    text="""
        Legia beat Dynamo Kyiv 2-1 in Warsaw with a header in the last minute of a match
        that had been drifting towards a draw.

        Dynamo led from the ninth minute and hit the bar twice before the home side found
        its legs.

        The two clubs meet again in the spring, when the visitors will be hosts in exile
        once more.
    """,
)

OPINION = Piece(
    outlet="pelham",
    slug="europe-pays-late",
    section="opinion",
    title="Europe pays late, and then it pays well",
    ago=8,
    byline="Honor Vance",
    text="""
        There is a way of paying bills that every landlord knows: nothing for months, then
        the whole sum at midnight with an air of having been generous.

        Europe should be prouder of its money and less proud of its nights. Nobody in
        Kharkiv counts the hours that a minister stayed awake.

        If the continent wants to be heard, it ought to learn to decide before supper.
    """,
)

EXPLAINER = Piece(
    outlet="kestrel",
    slug="who-pays-for-ukraine",
    section="explained",
    title="Who has paid for Ukraine so far",
    ago=6,
    byline="Ferdinand Oake",
    text="""
        Since 2022 the European Union and its members have given Ukraine 187 billion euros
        in aid, by the bloc's own count.

        In December 2023 Hungary blocked a package of 50 billion euros for Ukraine, which
        leaders approved two months later.

        The United States had provided about $120 billion by the end of 2024, according to
        a research institute in Kiel.

        Ukraine spends most of its own taxes on its army, and nearly everything else comes
        from abroad.
    """,
)
