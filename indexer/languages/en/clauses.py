"""English words by which questions without a known form are read."""

import re

from indexer.languages.en.speech_verbs import ACTING, ASKING, SAYING, STATING, USING, past_forms, verb_forms
from indexer.languages.language import ClauseWords, phrases, words

_BE = words("was were is are am be been being isn't wasn't weren't aren't")
_AUXILIARIES = _BE | words(
    """
    did does do doing done has have had having will would could can should might may must shall ought used didn't
    doesn't don't hasn't haven't hadn't won't wouldn't couldn't can't shouldn't 's 've 'd 'll got get gets
    """
)
_ADVERBS = words(
    """
    ever also really actually publicly specifically directly even just previously already still again exactly once then
    now first last lately recently originally initially later repeatedly often always never frequently openly
    explicitly clearly personally officially formally privately briefly quickly reportedly supposedly allegedly
    recently ultimately finally eventually only most so on camera record
    """
)
_TRYING = words(
    """
    to ended up end ends ending trying tried try going gonna want wants wanted start starts started starting begin
    began begun beginning keep keeps kept continue continues continued happen happens happened manage managed seem
    seems seemed appear appeared appears going went refuse refused decline declined choose chose need needs needed had
    like able it and he she they him herself himself himself bothered willing
    """
)
_NOUNS = words(
    """
    remark remarks comment comments statement statements quote quotes quotation quotations words speech speeches line
    lines soundbite soundbites opinion opinions view views position positions stance take takes thoughts answer answers
    response responses reaction reactions explanation explanations claim claims reply replies rationale argument
    arguments justification assessment mention mentions reference references briefing briefings testimony interview
    interviews address addresses message messages warning warnings promise promises pledge pledges prediction
    predictions defense defence description account attitude feelings sayings transcript transcripts comeback retort
    assurance assurances admission apology clarification criticism critique praise plea talk talks talking monologue
    pitch plea push read reason reasons excuse excuses
    anecdote anecdotes story stories joke jokes
    """
)
_QUESTION_NOUNS = words(
    "question questions query queries follow-up follow-ups followup exchange exchanges grilling"
)
_SCAFFOLD = (
    _AUXILIARIES
    | _ADVERBS
    | _TRYING
    | _NOUNS
    | _QUESTION_NOUNS
    | words(
        """
        what which who whom whose when where why how whether if that than as because while
        i me my mine we us our you your he she they his her their them it its this these those there here i'm i'd i've
        we're you're what's who's where's how's when's that's there's he's she's it's let's
        a an the any anything something everything all some somewhere anywhere much more many few bit part parts
        thing things stuff sort kind way ways time times moment moments place places instance instances point points
        example examples context case cases record clip clips passage passages section bits exact full direct verbatim
        about on of regarding concerning re in to at with for from by into over around as toward towards during and or
        but so well ok okay hi hello hey please thanks yes no not
        whats whos hows provide supply send locate list compile gather retrieve display summarize summarise every each
        hell heck earth earliest latest recent newest
        verify confirm double-check remind fact refresh my memory abt bout w/ re: compare compared contrast between
        tell show give gave find look looking search searching pull see hear heard read know wonder wondering remember
        recall curious think believe sure check quote cite list collect get getting help
        wtf frequency sure true term count very working work writing write wrote doing piece article report reporting
        thesis paper project class essay homework
        fact-check factcheck fact-checking student researcher journalist reporter assignment podcast column editor
        reporters journalists press media people anyone anybody someone somebody everyone
        topic subject issue matter question
        """
    )
)

_OCCASION = r"(?:time|mention|reference|instance|transcript|briefing|occasion|speech|clip|quote|example)"

CLAUSE = ClauseWords(
    saying=verb_forms(SAYING) | set(STATING) | verb_forms(USING) - verb_forms("name|call|use"),
    conversing=verb_forms("talk|speak|communicate|discuss"),
    # "Biden called Putin" need not be about what Biden said.
    acting=verb_forms(ACTING) | {"calls", "calling"},
    # "Press secretary" and "question" are nouns.
    asking=(verb_forms(ASKING) | verb_forms("inquire|enquire"))
    - words(
        "press presses question questions query queries probe probes needle needles hammer push challenge challenges"
    ),
    past_asking=past_forms(ASKING),
    raising=verb_forms("bring up|want to know|wonder|raise"),
    fielding=verb_forms("take|get|field|face|receive"),
    dodging=verb_forms(
        "dodge|duck|avoid|evade|sidestep|deflect|answer|handle|bat away|brush off|refuse|decline|bristle at|laugh off"
    ),
    giving=verb_forms("give|offer|take|make|have|cite|use|provide|put forward|come up with|deliver|express"),
    with_somebody=words("to with by"),
    nouns=_NOUNS,
    question_nouns=_QUESTION_NOUNS,
    between=_AUXILIARIES | _ADVERBS | _TRYING,
    # "a senior official", "US President", "first lady"
    name_starts=words("the a an us both first"),
    passive=_BE | words("got get gets getting"),
    adjectives=words(
        """
        own exact full public latest first last earliest recent newest original initial complete direct verbatim
        official only various many most biggest main specific actual overall other 's the any
        """
    ),
    by=words("by from"),
    of=words("of"),
    to=words("to for at of with"),
    sources=frozenset(
        {
            "according to",
            "hear from",
            "heard from",
            "quotes from",
            "words of",
            "quote",
            "quoting",
            "cite",
            "attributed to",
        }
    ),
    anyone=words(
        """
        reporters reporter journalists journalist press media correspondents anyone anybody someone somebody people they
        who who's who've one everyone audience members official officials administration white house government cabinet
        secretary minister senator member person speaker guest guests
        """
    ),
    askers=words("reporter reporters journalist journalists press media correspondents"),
    who=words("who who's who've whose which"),
    oneself=words("me us"),
    framing=words(
        """
        reporters reporter us them people him her everyone journalists audience crowd me you abt bout w/ re:
        about on of regarding concerning re to in at with over around as toward towards into for by
        that whether if when asked pressed questioned response anything something much more things thing what how
        questions question being and up
        """
    )
    | phrases(
        "the topic of|the subject of|the issue of|the question of|the press|the media|the public|the matter of"
    ),
    scaffold=_SCAFFOLD,
    closing=words(
        "please thanks thx lately recently anywhere yet publicly exactly ever all at so far and then there here to too"
    ),
    cues={
        "first": ("first", "oldest"),
        "earliest": ("first", "oldest"),
        "originally": ("first", "oldest"),
        "initially": ("first", "oldest"),
        "original": ("first", "oldest"),
        "last": ("latest", "newest"),
        "latest": ("latest", "newest"),
        "recent": ("latest", "newest"),
        "newest": ("latest", "newest"),
    },
    openings=(
        (
            re.compile(
                r".*\b(?:how (?:often|frequently|many times)|number of times|frequency of)\b", re.IGNORECASE
            ),
            "how_often",
        ),
        (re.compile(rf".*\b(?:first|earliest|oldest) {_OCCASION}\b", re.IGNORECASE), "first"),
        (re.compile(rf".*\b(?:last|latest|newest|most recent) {_OCCASION}\b", re.IGNORECASE), "latest"),
    ),
)
