"""The summit, the pledge, the plan that failed, and the sum that was raised."""

from monitor.app.demo.printing import Piece, reprint, shortened

SUMMIT = Piece(
    outlet="northgate",
    slug="eu-summit-opens",
    section="world",
    title="EU leaders gather for a summit on Ukraine's money",
    ago=19,
    byline="Ilse Verhagen",
    text="""
        European Union leaders gathered in Brussels on {summit} for a summit, with a long
        night ahead of them.

        One question outweighs the others: how Ukraine is to be kept solvent. Its accounts
        will run dry in spring, by the reckoning of its finance ministry.

        Cooks at the summit building were told to prepare breakfast as well as dinner, an
        official said.
    """,
)

SUMMIT_REWRITTEN = Piece(
    outlet="linden",
    slug="leaders-sit-down",
    section="europe",
    title="A long night ahead in Brussels",
    ago=17.5,
    byline="Corvin Haas",
    text="""
        The leaders of the EU met in Brussels on {summit} for a summit that diplomats say
        could last until morning.

        How Ukraine is to get through the next two years is the only item that matters,
        one of them said.

        The lifts in the building broke down twice before the first course.
    """,
)

PLEDGE = Piece(
    outlet="northgate",
    slug="eu-pledges-90-billion",
    section="world",
    title="EU leaders pledge 90 billion euros to Ukraine",
    ago=14,
    byline="Ilse Verhagen",
    text="""
        European Union leaders pledged 90 billion euros (about $106 billion) to Ukraine
        over the next two years early on {pledge}, ending a summit in Brussels that ran
        through the night.

        EU leaders failed to agree to use frozen Russian assets for a loan to Ukraine, a
        plan that had been on the table since the autumn.

        Belgium, where most of the assets lie, wanted guarantees that others would not
        give, diplomats said.

        The sum covers about two thirds of what Kyiv needs from abroad, by the reckoning
        of one official who was in the room.
    """,
)

PLEDGE_REPRINT = reprint(
    PLEDGE,
    outlet="southquay",
    slug="billions-for-kyiv",
    title="Billions for Kyiv after a night of talks",
    ago=13.5,
    dateline="BRUSSELS (Northgate Wire)",
)

PLEDGE_SHORTENED = reprint(
    shortened(PLEDGE, keep=2),
    outlet="vistula",
    slug="unia-90-billion",
    title="EU finds 90 billion euros for Ukraine",
    ago=13,
    dateline="BRUSSELS (Northgate Wire)",
)

PLEDGE_REWRITTEN = Piece(
    outlet="pelham",
    slug="europe-borrows-for-ukraine",
    section="world",
    title="Europe to lend Ukraine $106 billion after Russian assets plan fails",
    ago=12,
    byline="Desmond Quill",
    text="""
        The European Union agreed on {pledge} to give Ukraine a $106 billion loan, after
        its leaders failed to agree on using frozen Russian assets.

        The compromise came at three in the morning, when the coffee had long run out.

        Officials in Kyiv, who had asked for certainty above all, called it a relief.
    """,
)

RAISE = Piece(
    outlet="northgate",
    slug="eu-raises-pledge",
    section="world",
    title="EU raises its pledge to Ukraine to 105 billion euros",
    ago=4,
    byline="Ilse Verhagen",
    text="""
        The European Union raised its pledge to Ukraine to 105 billion euros, up from 90
        billion euros, after two more governments joined.

        The additional money is meant for power stations, a Commission official said.

        Ukraine's grid has lost half of its capacity to bombing, and cuts of eight hours a
        day are common.
    """,
)

RAISE_REPRINT = reprint(
    RAISE,
    outlet="southquay",
    slug="pledge-goes-up",
    title="Pledge to Kyiv goes up",
    ago=3.5,
    dateline="BRUSSELS (Northgate Wire)",
)

RAISE_REWRITTEN = Piece(
    outlet="linden",
    slug="fifteen-billion-more",
    section="europe",
    title="Fifteen billion more for Ukraine's power stations",
    ago=3,
    byline="Corvin Haas",
    text="""
        The EU increased its pledge to Ukraine to 105 billion euros, fifteen more than its
        leaders had settled on.

        Engineers in Kyiv said that transformers were what they lacked most, and that no
        money could shorten the wait for them.

        Two governments that had stayed out of the first round joined at noon.
    """,
)
