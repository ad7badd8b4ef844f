"""English verbs of speech in all their forms, for the forms of questions.

A verb may have words after it that belong to it ("weigh in"). Forms are made by the rules of spelling, but for those of
`_IRREGULAR`.
"""

_IRREGULAR = {
    "bring": ("brings", "brought", "brought", "bringing"),
    "come": ("comes", "came", "come", "coming"),
    "feel": ("feels", "felt", "felt", "feeling"),
    "get": ("gets", "got", "gotten", "getting"),
    "give": ("gives", "gave", "given", "giving"),
    "go": ("goes", "went", "gone", "going"),
    "have": ("has", "had", "had", "having"),
    "hint": ("hints", "hinted", "hinted", "hinting"),
    "hit": ("hits", "hit", "hit", "hitting"),
    "lay": ("lays", "laid", "laid", "laying"),
    "make": ("makes", "made", "made", "making"),
    "put": ("puts", "put", "put", "putting"),
    "rebut": ("rebuts", "rebutted", "rebutted", "rebutting"),
    "say": ("says", "said", "said", "saying"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "spell": ("spells", "spelled", "spelled", "spelling"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "take": ("takes", "took", "taken", "taking"),
    "tell": ("tells", "told", "told", "telling"),
    "think": ("thinks", "thought", "thought", "thinking"),
    "admit": ("admits", "admitted", "admitted", "admitting"),
    "commit": ("commits", "committed", "committed", "committing"),
    "refer": ("refers", "referred", "referred", "referring"),
    "rip": ("rips", "ripped", "ripped", "ripping"),
    "quip": ("quips", "quipped", "quipped", "quipping"),
    "slam": ("slams", "slammed", "slammed", "slamming"),
    "shrug": ("shrugs", "shrugged", "shrugged", "shrugging"),
    "brag": ("brags", "bragged", "bragged", "bragging"),
    "quiz": ("quizzes", "quizzed", "quizzed", "quizzing"),
    "rap": ("raps", "rapped", "rapped", "rapping"),
    "concur": ("concurs", "concurred", "concurred", "concurring"),
}
_VOWELS = "aeiou"

SAYING = """
say|tell|think|believe|feel|mention|talk|speak|comment|claim|argue|explain|answer|respond|reply|describe|discuss|suggest|
propose|recommend|stress|emphasize|emphasise|note|predict|reveal|outline|shout|acknowledge|defend|dismiss|insist|
confirm|clarify|react|elaborate|remark|tweet|assert|declare|maintain|contend|concede|allege|imply|indicate|signal|hint|
disclose|point out|weigh in|chime in|sum up|praise|criticize|criticise|condemn|denounce|slam|blast|bash|rip|rap|
commend|applaud|hail|welcome|reject|mock|ridicule|endorse|spell out|lay out|flesh out|opine|muse|ponder|reflect|
reiterate|repeat|address|observe|recall|recount|relate|testify|lecture|preach|rant|joke|quip|gripe|vent|
sound off|speak out|speak up|go on record|say anything|caution|assess|characterize|characterise|summarize|summarise|
express|cite|tout|downplay|play down|brush off|brush aside|walk back|push back|double down|elaborate|expand|
promise|warn|announce|deny|demand|urge|pledge|vow|admit|regret|credit|refute|rebut|rule out|call for|call on|call out|
vouch|swear|brag|boast|complain|lament|scold|rebuke|chide|object|agree|disagree|concur|commit|plead|appeal|advise|
encourage|express support|express concern|take issue|shrug off|back down|get into|go into|delve into|dig into|touch on|
float|hit back|fire back|shoot back|touch upon|justify|circle back|communicate|put it
"""
"""Verbs of which what is said is the topic alone: "say something about X"."""

ACTING = (
    "apologize|apologise|thank|congratulate|threaten|blame|accuse|take credit|take responsibility|compare|liken"
)
"""Verbs that are part of what is asked for: whether somebody condemned X is more than what was said about X."""

ASKING = "ask|press|question|quiz|grill|challenge|query|probe|needle|pester|pepper|confront|hammer|push"
"""Verbs of which the one after them replies."""

STATING = ("stated", "stating", "reported", "framed", "framing", "briefed", "meant")
"""Verbs of saying whose other forms are mostly nouns: "the Secretary of State"."""

USING = (
    "use|utter|invoke|bring up|raise|refer to|address|call|touch on|allude to|cite|quote|coin|name|single out"
)
"""Verbs of which the words said are the topic, without a preposition."""

RAISING = "ask|inquire|enquire|bring up|raise|want to know|wonder|question|press|query|push"
"""What somebody does who asks about a topic."""


def verb_forms(verbs: str) -> frozenset[str]:
    """All forms of the verbs, which `|` separates; further words follow the first."""
    found: set[str] = set()
    for verb in filter(None, (" ".join(each.split()) for each in verbs.split("|"))):
        first, _, rest = verb.partition(" ")
        found |= {f"{form} {rest}".strip() for form in (first, *_inflected(first))}
    return frozenset(found)


def past_forms(verbs: str) -> frozenset[str]:
    """The past tense and participle of the verbs."""
    forms = {
        form for verb in verbs.split("|") for form in _inflected(" ".join(verb.split()))[1:3] if " " not in verb
    }
    return frozenset(forms)


def _inflected(verb: str) -> tuple[str, ...]:
    """The third person, past tense, past participle and gerund of a verb."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb[:-1]}ied", f"{verb}ing")
    if verb.endswith("e") and not verb.endswith("ee"):
        return (f"{verb}s", f"{verb}d", f"{verb}d", f"{verb[:-1]}ing")
    third = f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh")) else f"{verb}s"
    past = f"{verb}d" if verb.endswith("e") else f"{verb}ed"
    return (third, past, past, f"{verb}ing")
