"""Small collections, each an invented transcript of another kind, with questions about it."""

import msgspec


class SmallCollection(msgspec.Struct, frozen=True):
    """A text in a layout that users write, questions that it answers, and questions that it does not answer."""

    name: str
    text: str
    answered: tuple[str, ...]
    refused: tuple[str, ...]
    title: str = ""


COLLECTIONS = (
    SmallCollection(
        "press conference",
        """MODERATOR:  Good morning.  Mayor Jane Roe will make a statement and then take your questions.

MAYOR ROE:  Thank you.  The water main on Elm Street broke at two in the morning.  Our crews had it
closed by five, and nobody lost
water for more than three hours.

QUESTION:  Mayor, what will the repair cost, and who pays for it?

MAYOR ROE:  About four hundred thousand dollars.  It comes out of the reserve that the council set
aside for old pipes last year, so no
bill goes up.
""",
        (
            "what did Mayor Roe say about the cost of the repair",
            "Roe on the repair",
            "water main",
            "who pays for the repair?",
            "when did the water main break",
        ),
        (
            "what did Mayor Roe say about the school budget",
            "Roe on immigration",
            "vaccine mandates for nurses",
            "who won the football match",
        ),
        "Mayor Jane Roe on the water main break",
    ),
    SmallCollection(
        "one turn",
        "DR. LENA ORTIZ:  The new clinic in Harborview will open in June, with twelve beds and a night pharmacy.\n",
        ("when will the clinic open", "new clinic in Harborview", "how many beds will the clinic have"),
        (
            "interest rates and inflation",
            "what did Ortiz say about the war in Ukraine",
            "airport noise at night",
        ),
    ),
    SmallCollection(
        "one turn of some sentences",
        """GOVERNOR PAUL HAYES:  I signed the broadband bill this afternoon.  It puts ninety million dollars into fiber
for the northern counties.  Contractors must finish within three years or pay the money back.
""",
        (
            "broadband bill",
            "how much money goes into fiber for the northern counties",
            "what did Paul Hayes say about broadband",
        ),
        ("abortion law", "what did Paul Hayes say about wolves", "prison overcrowding"),
    ),
    SmallCollection(
        "two turns of an interview",
        """HOST:  Professor Amina Diallo, why are the glaciers in the Alps melting faster than your models said?

PROFESSOR AMINA DIALLO:  Because dust from the Sahara darkens the ice.  A dark surface takes up
more heat from the sun, and our
models had no dust in them.
""",
        (
            "why are the glaciers melting faster",
            "dust on the ice",
            "what did Diallo say about glaciers",
            "Diallo on the models",
        ),
        ("what did Diallo say about the stock market", "minimum wage", "how do whales sleep"),
    ),
    SmallCollection(
        "committee",
        """CHAIR:  We come to item four, the playground in Mill Park.

COUNCILLOR BECK:  The swings are rusty and the slide has been closed since March.  I move that we replace both.

COUNCILLOR NOVAK:  I second that, but the fence should be mended first, because dogs get in.

CHAIR:  All in favour?  Carried.
""",
        (
            "playground in Mill Park",
            "what did Novak say about the fence",
            "what did Beck say about the swings",
            "why should the fence be mended first",
        ),
        ("nuclear power plants", "what did Novak say about parking fees", "opioid epidemic"),
    ),
    SmallCollection(
        "design meeting",
        """PROJECT MANAGER: Let us talk about the buttons of the remote control.
DESIGNER: I would make them of rubber, so that they glow in the dark.
MARKETING: People over sixty told us that they want fewer and bigger buttons.
PROJECT MANAGER: Then eight large rubber buttons it is.
""",
        ("what did Marketing say about the buttons", "rubber buttons", "what do people over sixty want"),
        ("Welsh language education", "what did the Designer say about the election", "sea level rise"),
    ),
    SmallCollection(
        "court",
        """JUDGE WALSH:  Counsel, was the contract ever signed by the buyer?

MS. PEREIRA:  No, Your Honor.  The buyer sent an email that said "agreed", and then transferred the
deposit the same day.

JUDGE WALSH:  And you say that the transfer counts as a signature?

MS. PEREIRA:  It shows that he meant to be bound, which is what the statute asks for.
""",
        (
            "was the contract signed by the buyer",
            "deposit",
            "what did Pereira say about the email",
            "Pereira on the signature",
        ),
        ("climate change in the Arctic", "what did Judge Walsh say about drug trafficking", "teacher salaries"),
    ),
    SmallCollection(
        "parliament",
        """MS. HART:  Will the Minister say how many ferries were cancelled?

MR. LOWE:  One hundred and thirty sailings were cancelled, most of them because of storms.  Two new
ferries arrive in the autumn.

MS. HART:  Islanders have heard that promise before.  What happens if the yard is late again?

MR. LOWE:  The yard pays a penalty for each week, and we charter a ship in the meantime.
""",
        (
            "how many ferries were cancelled",
            "new ferries",
            "what did Lowe say about the penalty",
            "what happens if the yard is late",
        ),
        ("cybersecurity of banks", "what did Lowe say about university tuition", "beekeeping"),
    ),
    SmallCollection(
        "podcast",
        """ANNA: So you quit your job and moved to the mountains to bake bread?
TOM: I did. I was an accountant for eleven years, and every Sunday I dreamt of sourdough.
ANNA: And does it pay?
TOM: Barely. I sell sixty loaves a day, and flour went up by a third this year.
ANNA: Do you regret it?
TOM: Not for a minute. My children see me at lunch now.
""",
        (
            "how many loaves does Tom sell a day",
            "price of flour",
            "what did Tom do before he baked bread",
            "what did Tom say about sourdough",
        ),
        ("missile defense", "what did Tom say about vaccines", "the Supreme Court nomination"),
    ),
    SmallCollection(
        "briefing of the police",
        """CHIEF MARCUS REED:  At eleven last night a truck with chemicals overturned on Route 9.  We closed the road
in both directions and moved forty families out of their homes.

QUESTION:  Is anybody hurt?

CHIEF MARCUS REED:  The driver has a broken arm.  Nobody else was injured.

QUESTION:  When can people go home?

CHIEF MARCUS REED:  This evening, if the air is clean.  The fire department measures it every hour.
""",
        (
            "was anybody hurt",
            "truck with chemicals on Route 9",
            "when can people go home",
            "what did Reed say about the driver",
            "Reed on the air",
        ),
        ("what did Reed say about gun control", "housing market", "Olympic games"),
    ),
    SmallCollection(
        "science talk",
        """DR. IVES: We tagged thirty-one turtles. Nineteen of them swam to the same beach on which they had hatched.
DR. KOBA: How do they find it?
DR. IVES: By the magnetic field. Every stretch of coast has its own, and a hatchling remembers it.
DR. KOBA: And when the field shifts?
DR. IVES: Then they come ashore a few miles off, and we have seen that.
""",
        (
            "how do turtles find the beach",
            "magnetic field",
            "how many turtles were tagged",
            "what did Ives say about hatchlings",
        ),
        ("tax reform", "what did Koba say about the border wall", "electric car batteries"),
    ),
    SmallCollection(
        "earnings call",
        """OPERATOR: The first question comes from Dana Fox.
DANA FOX: Sales in Asia fell by nine percent. Is that over?
CLAIRE MOREAU: We think so. The warehouse in Busan was flooded, and shipping is back to normal since May.
DANA FOX: Will you raise prices?
CLAIRE MOREAU: No. We cut the cost of packaging instead, which saves four million euros a year.
""",
        (
            "why did sales in Asia fall",
            "will prices be raised",
            "what did Moreau say about packaging",
            "Moreau on the warehouse",
        ),
        ("rain forest", "what did Moreau say about asylum seekers", "mask mandates in schools"),
    ),
    SmallCollection(
        "eulogy",
        """REVEREND COLE:  Ruth taught three generations of this town to read.  She kept the library open
through the flood of 1988, with a boat at the door.  When the council wanted to close it, she sat
on the steps for nine days, until they
changed their minds.
""",
        ("Ruth kept the library open", "how long did she sit on the steps", "flood of 1988"),
        ("foreign aid to Egypt", "what did Cole say about oil prices", "space exploration"),
    ),
    SmallCollection(
        "school board",
        """MRS. LANG: Lunch will cost three dollars from September, and children whose parents earn little eat for free.
MR. OYELARAN: What about the bus routes?
MRS. LANG: Two routes are merged, so some children will have to walk half a mile.
PARENT: My daughter is six. Who will see her across the highway?
MRS. LANG: We will put a crossing guard at Fifth and Main.
""",
        (
            "what will lunch cost",
            "bus routes",
            "crossing guard",
            "what did Lang say about free lunches",
            "Lang on the bus routes",
        ),
        ("ceasefire in Gaza", "what did Oyelaran say about cryptocurrency", "wildfires in California"),
    ),
)
