"""English titles, posts and generic labels."""

import re

from indexer.languages.language import LabelWords
from indexer.model import Role

_GENERIC: dict[str, Role] = {
    "question": "questioner",
    "q": "questioner",
    "questioner": "questioner",
    "reporter": "questioner",
    "press": "questioner",
    "interviewer": "questioner",
    "moderator": "chair",
    "host": "chair",
    "operator": "chair",
    "chair": "chair",
    "the chair": "chair",
    "chairman": "chair",
    "the chairman": "chair",
    "chairwoman": "chair",
    "the chairwoman": "chair",
    "the presiding officer": "chair",
    "the speaker": "chair",
    "the speaker pro tempore": "chair",
    "caller": "questioner",
    "man": "speaker",
    "woman": "speaker",
    "boy": "speaker",
    "girl": "speaker",
    "announcer": "narration",
    "crowd": "audience",
    "audience": "audience",
    "audience member": "audience",
    "participant": "audience",
    "participants": "audience",
    "chairperson": "chair",
    "the chairperson": "chair",
    "acting chairman": "chair",
    "acting chair": "chair",
    "mr speaker": "chair",
    "madam speaker": "chair",
    "speaker": "chair",
    "mr chairman": "chair",
    "madam chair": "chair",
    "madam chairman": "chair",
    "deputy speaker": "chair",
    "the deputy speaker": "chair",
    "presiding officer": "chair",
    "an ceann comhairle": "chair",
    "an leas-cheann comhairle": "chair",
    "an cathaoirleach": "chair",
    "an leas-chathaoirleach": "chair",
    "some hon members": "audience",
    "some hon. members": "audience",
    "an hon member": "audience",
    "an hon. member": "audience",
    "hon members": "audience",
    "hon. members": "audience",
    "some members": "audience",
    "narrator": "narration",
    "voice-over": "narration",
}
_TITLES = frozenset(
    """
    acting administrator admiral adv adviser advisor alderman amb ambassador amir archbishop assistant
    associate attorney baroness bishop captain cardinal chair chairlady chairman chairperson chairwoman chancellor
    chaplain chief cllr coach colonel commander commissioner comptroller congressman congresswoman
    corporal councillor councilman councilmember councilwoman counsel counselor dame delegate deputy
    director dr emir envoy excellency executive father first foreign general gov governor her highness
    his hon honorable honourable imam judge justice king kumari ladies lady leader lieutenant lord
    majesty major majority mayor messrs mev minister minority miss mnr mr mrs ms ombudsman pastor pope
    president president-elect press prime prince princess principal prof professor queen rabbi ranking
    rep representative rev reverend secretary secretary-general sen senator senior sergeant sheriff shri
    shrimati sir sister smt solicitor speaker special specialist spokesman spokesperson spokeswoman
    superintendent taoiseach teachta the treasurer under undersecretary vice viscount whip
    """.split()
)
# Words of posts, bodies, crowds and diarization, which take the place of a name.
_POSTS = frozenset(
    """
    a administration agency agenda aide all an analyst anchor and applause audience band bills board
    bureau caller channel children choir city clerk columnist commentator committee contributor coordinator
    correspondent council county crew crowd customer date defense department designer details document documents
    domestic economic editor engineer expert female for force grad group heckler host house industrial
    info interface interpreter interviewee interviewer issue issues item items laughter law links local
    male man manager marketing member members minutes moderator narrator national news note notes of
    office officer officers official officials operator participant participants people period phd
    policy pool project proposal proposals protester protesters public question recording release report
    reporter reporters reports researcher results room security singers speakers spokes staff state
    states status student students team town translation translator type unidentified united unknown
    update updates user uss various version video voice voices votes white witness woman
    """.split()
)
# Words of headings, documents, bodies and sounds, which stand where a label could.
_DOCUMENT_WORDS = frozenset(
    """
    absent action actions adjournment advertisement agenda amendment amendments announcement
    announcements answer answers appendix applause article assembly association attendance attendees
    ayes background bank boulevard break briefing call caption captions chapter closing comments
    commission committees company concerns conclusion conclusions conference congress consideration
    contents copyright corp corporation corrected correction crosstalk debate decision decisions
    department departments disclaimer discussion discussions division draft eastern edited election
    electorate embassy episode exercise federation final foundation funding government grants group
    hearing hearings holdings hundred inaudible inc indistinct institute intermission interpretation
    interview intro introduction item items jingle kc laughter legislation llc ltd magazine md meeting
    meetings mep message ministry minutes mla motion motions mp msp music nays new next noes northern
    notes notices off on one opening orders outro overview panel parliament party petitions phd plc
    podcast point points prayer prayers preliminary prepared presentation presentations presidency
    proceedings program programme prologue qc quarter questions reading recess recorded recording
    regrets reply report reports republic resolution resolutions results review roll schedule scribe
    scribes second secretariat section senate session sessions show silence sitting southern speaking
    sponsor statement statements status steps subcommittee subtitles summary td teller tellers tenth
    third thousand topic topics trailer transcript transcripts treasury two unedited union university
    update updates version via video videos vote votes warning western workshop yeas
    community governance infrastructure maintenance management planning priorities process progress
    protocol remaining requirements resource resources shared steering strategy taker takers timeline working
    """.split()
)
_MEN = frozenset({"mr"})
_WOMEN = frozenset({"ms", "mrs", "miss"})

LABELS = LabelWords(
    generic=_GENERIC,
    titles=_TITLES,
    posts=_POSTS | _DOCUMENT_WORDS,
    article="the",
    countries=("us", "u s"),
    courtesy=_MEN | _WOMEN | {"dr"},
    men=_MEN,
    women=_WOMEN,
    honorifics=frozenset("hon honorable honourable shri shrimati smt".split()),
    dependent=frozenset("first assistant special deputy under vice prime".split()),
    asking=tuple(
        "anchor columnist correspondent editor host interviewer journalist moderator reporter".split()
    ),
    # The presiding officer of a Senate changes without a word; a chair or speaker is named again when another sits.
    lasting_chair=re.compile(
        r"(?:the )?(?:(?:acting|deputy|assistant|vice|joint|co)[- ])*(?:chair(?:man|woman|person)?|speaker)",
        re.IGNORECASE,
    ),
)
