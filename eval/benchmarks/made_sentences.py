"""Generated sentences whose vectors are distributed like those of real ones, for benchmarks without an archive.

A sentence is a form filled with the words of a subject; most follow another about the same subject.
`python -m eval.benchmarks.vector_distribution` compares them with real ones.
"""

import numpy as np

SEED = 20220216

_SUBJECTS = """
rents|landlords|zoning rules|vacant apartments|building permits|first-time buyers|mortgage rates|eviction notices
wildfires|fire crews|evacuation routes|dry brush|smoke warnings|aerial tankers|burned hillsides|power lines
vaccines|booster doses|pharmacies|side effects|clinical trials|infection rates|nursing homes|face masks
inflation|grocery prices|the central bank|interest rates|household budgets|wage growth|supply shortages|shoppers
gas prices|oil companies|the strategic reserve|refineries|drilling leases|pipelines|fuel taxes|crude exports
railroads|freight carriers|sick leave|track inspections|derailments|conductors|crossing gates|labor contracts
school lunches|teachers|reading scores|classroom sizes|substitute staff|after-school programs|textbooks|bus drivers
student loans|tuition|community colleges|repayment plans|for-profit colleges|Pell grants|borrowers|graduation rates
the border|asylum seekers|visa backlogs|smugglers|detention centers|border agents|work permits|immigration judges
cyber attacks|ransomware|stolen passwords|network security|hackers|power grid software|encrypted files|bank transfers
the war in the east|artillery shells|tank battalions|ceasefire talks|refugees|air defenses|sanctions|grain shipments
nuclear weapons|arms inspectors|enriched uranium|missile tests|treaty limits|warheads|deterrence|test sites
trade talks|tariffs|steel imports|customs duties|export controls|dairy quotas|the trade deficit|shipping containers
semiconductors|chip factories|rare earths|research labs|patent filings|clean rooms|silicon wafers|engineering talent
broadband|rural cell towers|fiber lines|internet bills|spectrum auctions|dead zones|monthly subsidies|satellite service
hurricanes|flood maps|storm shelters|beach erosion|emergency relief|insurance claims|levees|rescue boats
drought|reservoirs|irrigation canals|water rights|groundwater wells|almond growers|river compacts|desalination
farm subsidies|crop insurance|soybean prices|dairy herds|fertilizer costs|soil health|young farmers|meat packers
opioids|overdose deaths|treatment beds|naloxone|fentanyl seizures|addiction counselors|drug courts|recovery houses
hospitals|nurses|emergency rooms|medical debt|surprise bills|rural clinics|organ transplants|waiting lists
prescription drugs|insulin|generic medicines|drug patents|price negotiation|cancer therapies|copayments|drugmakers
veterans|burn pits|disability claims|military hospitals|the suicide hotline|service dogs|housing vouchers|honor guards
police reform|body cameras|use of force|training academies|crime statistics|traffic stops|civil rights suits|sheriffs
gun safety|background checks|assault rifles|red flag laws|gun dealers|school shootings|ghost guns|magazine limits
prisons|parole boards|sentencing rules|solitary confinement|bail money|halfway houses|prison guards|wrongful convictions
the supreme court|judicial nominees|precedents|privacy rights|oral arguments|dissenting opinions|ethics codes
elections|mail ballots|polling places|voter rolls|district maps|recounts|poll workers|campaign donations
abortion|maternal health|family planning|travel for care|clinic closures|midwives|contraception|medical privacy
child care|preschool seats|parental leave|diaper costs|child tax credits|foster parents|daycare workers|birth rates
pensions|retirement ages|social security checks|savings plans|survivor benefits|actuaries|trust funds|elderly poverty
tax returns|audit rates|corporate loopholes|offshore accounts|refund delays|estate taxes|tax brackets|auditors
the debt ceiling|spending caps|bond markets|default risk|continuing resolutions|deficit forecasts|shutdowns
small businesses|payroll loans|franchise owners|local banks|storefronts|microcredit|bankruptcies|restaurant tips
unions|collective bargaining|strike votes|minimum wages|warehouse workers|overtime pay|picket lines|apprenticeships
airlines|flight delays|pilot shortages|air traffic controllers|baggage fees|runway repairs|cockpit safety|airport lines
highways|bridge repairs|potholes|toll roads|traffic deaths|bike lanes|road salt|speed limits
electric cars|charging stations|battery plants|lithium mines|tailpipe rules|used car prices|auto workers|range anxiety
wind farms|solar panels|transmission lines|coal plants|carbon capture|heat pumps|methane leaks|utility bills
national parks|wolves|hiking trails|ranger stations|logging roads|sacred lands|endangered birds|campgrounds
fisheries|cod stocks|coral reefs|trawlers|oyster beds|whale migrations|harbor dredging|catch limits
lead pipes|drinking water|chemical spills|toxic waste sites|air monitors|asthma rates|mercury levels|sewage plants
space flights|moon landings|rocket engines|weather satellites|the space station|orbital debris|Mars samples|astronauts
artificial intelligence|facial recognition|algorithms|deepfakes|training data|chatbots|automated hiring|data centers
social media|misinformation|teenage users|content moderators|advertising revenue|data brokers|online bullying|news feeds
public libraries|museum loans|orchestras|arts grants|film credits|poetry readings|heritage sites|book bans
the Olympics|football concussions|stadium deals|women's teams|doping tests|sports betting|college athletes|referees
tribal nations|treaty rights|boarding schools|native languages|reservation roads|casino revenue|burial grounds|elders
religious freedom|synagogues|hate crimes|mosques|church shelters|chaplains|interfaith councils|holy days
earthquakes|building codes|tsunami sirens|retrofits|aftershocks|search dogs|collapsed roofs|field hospitals
famine|food aid|airdrops|locusts|malnutrition|relief convoys|displaced families|seed banks
the peace process|settlements|hostages|prisoner exchanges|checkpoints|two states|the armistice|observers
human trafficking|forced labor|seafood slavery|rescue hotlines|shelters for victims|recruiters|brothels|supply chains
postal service|mail delivery|stamps|sorting machines|letter carriers|rural routes|package volumes|post office hours
homelessness|tent camps|shelter beds|street outreach|mental illness|public toilets|motel conversions|winter coats
mining towns|black lung|mine safety|reclamation bonds|coal severance taxes|abandoned shafts|company stores|ore trucks
the census|undercounts|population growth|language surveys|migration patterns|household size|response rates|enumerators
""".strip().splitlines()
_FORMS = """
We have put more money into {a} this year, and people in {place} can already see it in {b}.
I spoke with the governor of {place} about {a}, and she told me that {b} come first.
Nobody in this room should pretend that {a} will be solved by {b} alone.
The question is not whether {a} matter, it is what we do about {b} before {month}.
Thank you for asking about {a}; my answer on {b} has not changed.
When I was a young lawyer in {place}, my neighbors talked about {a} every single night.
Our report of {month} counts {number} cases in which {a} led straight to {b}.
Let me be very clear about {a}.
There is a bill before the Senate that would change how {body} deals with {a} and {b}.
I would point you to {body} for anything on {a}.
We lost {number} jobs in {place} because of {a}, and those families are still waiting.
You cannot talk about {a} without talking about {b}, and you know it.
The members opposite voted against {a}, and now they complain about {b}.
My mother used to say that {a} teach you patience, and she was right.
Could you tell us when {body} learned of the trouble with {a}?
I have a follow-up on {a}: did anybody in {place} warn you about {b}?
Mr. Chairman, the witnesses agree that {a} cost us {number} million dollars last year.
They told us {a} would fix themselves, and then came {b}.
In {place} they tried something different with {b}, and after {number} months {a} had improved.
I am not going to get ahead of {body} on {a}.
That is why the amendment moves {number} million from {b} to {a}.
If you live near {place}, you have seen what {a} do to a town.
We are working with our partners in {place} on {a}, and with {body} on {b}.
Experts have warned for {number} years about {a}, and every time {b} were the excuse.
Honestly, the numbers on {a} surprised me, because {b} had gone the other way since {month}.
I object to the motion, since it says nothing of {a}.
So the next phase deals with {a}, and we expect the first results on {b} in {month}.
A woman in {place} wrote me a letter about {a}, and I read it to the cabinet.
What happens to {a} if {body} runs out of money in {month}?
I remember standing in {place} with {number} volunteers who knew more about {a} than any of us.
The committee heard that {b} are getting worse, that {a} are getting better, and that both are expensive.
It is wrong, and it is dangerous, to blame {a} on people who never saw {b}.
First {a}, then {b}, and only then do we talk about anything else.
We ask the minister to publish what {body} paid for {a} between {month} and now.
""".strip().splitlines()
_PLACES = """
Ohio|Nevada|Alberta|Wales|Poland|Kenya|Texas|Maine|Brussels|Tokyo|Detroit|Manila|Georgia|Vermont|Ontario|Jakarta|Lima
Scotland|Oregon|Cairo|Montana|Berlin|Ankara|Puerto Rico|Alaska|Seoul|Dakar|Bavaria|Quebec|Lagos|Idaho|Delhi|Sydney|Utah
""".strip().replace("\n", "|")
_BODIES = """
the Treasury|the Justice Department|the state legislature|the European Commission|the Pentagon|the city council
the Labor Department|the regulator|the United Nations|the transport authority|the health ministry|the inspector general
""".strip().replace("\n", "|")
_MONTHS = "January March April June July September October November".split()


def made_sentences(count: int) -> list[str]:
    """Distinct sentences, a few at a time about the same subject; the same on every machine."""
    rng = np.random.default_rng(SEED)
    sentences: dict[str, None] = {}
    subjects = [line.split("|") for line in _SUBJECTS]
    places, bodies = _PLACES.split("|"), _BODIES.split("|")
    while len(sentences) < count:
        words = subjects[rng.integers(len(subjects))]
        for form in rng.choice(_FORMS, rng.integers(3, 10), replace=False):
            first, second = rng.choice(words, 2, replace=False)
            sentence = form.format(
                a=first,
                b=second,
                place=rng.choice(places),
                body=rng.choice(bodies),
                month=rng.choice(_MONTHS),
                number=rng.integers(3, 900),
            )
            sentences[sentence[0].upper() + sentence[1:]] = None
    return list(sentences)[:count]
