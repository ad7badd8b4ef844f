"""What the program knows of one language, as records of data. To add a language, see `indexer.languages`.

Words are lower-case and without points. A pattern is a regular expression's source where others are built around it,
else compiled.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias

import msgspec

from indexer.model import ROLES, Role

Pattern: TypeAlias = re.Pattern[str]
NEVER = r"(?!)"
"""A pattern that matches nothing."""

WHO = r"(?P<who>[^\s,?:;][^,?:;]{0,79}?(?:,\s+[^\s,?:;][^,?:;]{0,39}?){0,4})"
"""The person in the form of a question, or several: "Biden, Harris and Buttigieg"."""
TOPIC = r"(?P<topic>\S.*)"
"""The topic at the end of the form of a question."""


def words(text: str) -> frozenset[str]:
    """The words of a text that are separated by white space."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """The phrases of a text that are separated by `|`."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|")) - {""}


def labels_of_roles(**labels: str) -> dict[str, Role]:
    """Labels without a name and their roles, from phrases separated by `|` for each role."""
    return {phrase: role for role in ROLES for phrase in sorted(phrases(labels.get(role, "")))}


def month_numbers(text: str) -> dict[str, int]:
    """The numbers of twelve months, separated by white space, `|` between forms of one; `-` for none.

    Raises:
        ValueError: there are fewer or more.
    """
    months = zip(range(1, 13), text.split(), strict=True)
    return {form: number for number, forms in months for form in forms.split("|") if form != "-"}


class LabelWords(msgspec.Struct, frozen=True, eq=False):
    """What labels consist of, apart from names.

    `generic` are whole labels without a name. `titles` and `posts` are words that are not part of a personal name:
    titles come before one, posts take its place. `article` is what a label may begin with. `articles` are dropped
    before a title ("la señora"); elsewhere they may belong to a name ("La Russa"). `countries` may come before the
    post in a question ("us"). `men` and `women` are courtesy titles that contradict each other, `courtesy` all
    courtesy titles; `honorifics` come before full names. `dependent` are titles that are no post by themselves
    ("deputy"). `asking` are parts of the titles of posts whose holders ask questions. `lasting_chair` matches a
    whole case-folded label of a post that keeps its holder until another is named.
    """

    generic: Mapping[str, Role]
    titles: frozenset[str]
    posts: frozenset[str] = frozenset()
    article: str = ""
    articles: frozenset[str] = frozenset()
    countries: tuple[str, ...] = ()
    courtesy: frozenset[str] = frozenset()
    men: frozenset[str] = frozenset()
    women: frozenset[str] = frozenset()
    honorifics: frozenset[str] = frozenset()
    dependent: frozenset[str] = frozenset()
    asking: tuple[str, ...] = ()
    lasting_chair: Pattern = re.compile(NEVER)


class PostWords(msgspec.Struct, frozen=True, eq=False):
    """How questions shorten the names of posts; keys and words are lower-case.

    `short` are posts by their abbreviation ("vp"). `bodies` are the names, the most common first, of what a post is
    of, by the words that stand before it: "HHS" of "the HHS secretary", and `places` those of places: "french" of "the
    French president". `alike` are forms of one post ("chairman", "chair"). `former` stand before a post that is no
    longer held, `of_their_time` before one that was held at the time ("then"), `indefinite` before any of several ("an
    official").
    """

    short: Mapping[str, str] = {}
    bodies: Mapping[str, tuple[str, ...]] = {}
    places: Mapping[str, tuple[str, ...]] = {}
    alike: tuple[frozenset[str], ...] = ()
    former: frozenset[str] = frozenset()
    of_their_time: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()


class LayoutWords(msgspec.Struct, frozen=True, eq=False):
    """The words of headings, datelines and lines that look like labels.

    `rolls` are labels that open a list of people, not a turn; `no_labels` come before a colon and are no names.
    `asides` are what speakers put before a colon ("remember"): neither labels nor notes. `particles` may be lower-case
    in a name, `small_words` in a heading. `endings` are patterns' sources of a line that marks the end. `months` are
    numbers by the first letters of a month.

    `speech_titles` match titles that announce one person's words, whose name begins at the group `rest`. It ends
    before the words `name_ends`; `conjunctions` join it to a second name.
    """

    rolls: frozenset[str] = frozenset()
    no_labels: frozenset[str] = frozenset()
    asides: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    small_words: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    months: Mapping[str, int] = {}
    speech_titles: tuple[Pattern, ...] = ()
    name_ends: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()


class NameWords(msgspec.Struct, frozen=True, eq=False):
    """What personal names consist of.

    `surnames_like_titles` are titles that are surnames too; `first_of_surnames` begin surnames of two words, although
    they are given names; `hardly_words` are surnames that are hardly other words, although a list of words may have
    them; `suffixes` come after a surname ("jr"). `short_forms` gives the short and long forms of a given name in lower
    case, none for a word that is no given name.
    """

    surnames_like_titles: frozenset[str] = frozenset()
    first_of_surnames: frozenset[str] = frozenset()
    hardly_words: frozenset[str] = frozenset()
    suffixes: frozenset[str] = frozenset()
    short_forms: Callable[[str], frozenset[str]] = lambda _: frozenset()
    full_after_courtesy: bool = False


class Introductions(msgspec.Struct, frozen=True, eq=False):
    """How a text introduces people: patterns' sources, but for `roll`, which matches the heading of a list of people.

    `country` may come before a title ("U.S."), `of` and `the` before what a post is of ("of the Interior").
    `of_words` are the words of `of`, in the order in which a title is cut at them.

    `present` are words in a transcript's title after which those who speak are named ("by", "with"). `own_name` comes
    before a speaker's own name ("my name is"), `self_named` before that or a state ("I'm"), `presented` before the
    name of somebody who is about to speak ("our guest today is"). `former` are words before a post that is no longer
    held. `before_places` come before places and groups rather than people ("in", "the"); `after_places` may follow a
    place in a title with a capital letter ("of Japan Before"), `short_places` are short names of places.
    """

    country: str = NEVER
    of: str = NEVER
    the: str = NEVER
    of_words: tuple[str, ...] = ()
    roll: Pattern = re.compile(NEVER)
    present: frozenset[str] = frozenset()
    own_name: str = NEVER
    self_named: str = NEVER
    presented: str = NEVER
    former: frozenset[str] = frozenset()
    before_places: frozenset[str] = frozenset()
    after_places: frozenset[str] = frozenset()
    short_places: Mapping[str, str] = {}


class Calls(msgspec.Struct, frozen=True, eq=False):
    """How somebody is called on or greeted by name: patterns' sources, matched without regard to case.

    `lead` comes before a call, `go` next to the name, `turn_to` and `following` before it, `place` after it
    ("from Reuters"). `greeting` comes before a name at the beginning of an answer. `filler` is a sentence after a
    call. `invitation` comes after the name of somebody who is asked to answer ("do you want to"), `request` after
    that of anybody ("please"). `no_names` are capitalised words that are no names.
    """

    lead: str
    go: str
    turn_to: str
    following: str
    place: str
    greeting: str
    filler: str
    no_names: frozenset[str]
    invitation: str = NEVER
    request: str = NEVER


Intent: TypeAlias = Literal[
    "said",
    "turns",
    "who_said",
    "who_asked",
    "questions_from",
    "asked_of",
    "first",
    "latest",
    "how_often",
    "how_many",
    "yes_no",
]
"""What a question asks for; see `Interpretation`."""
Sort: TypeAlias = Literal["relevance", "oldest", "newest"]
"""The order of results."""
Part: TypeAlias = Literal["says", "asks", "replies", "does", "is_noted", "is_alone", "begins_note", "ends_note"]
"""What the person in the form of a question does: says what is asked for, asks it, or replies to it; does something
that others may tell as well. In a note, which is no question, the person says it, and must be a name by its form
(`is_noted`), is all of it (`is_alone`), or begins or ends it, and the rest may be about the person (`begins_note`,
`ends_note`).
"""


class QuestionForm(msgspec.Struct, frozen=True, eq=False):
    """A form of questions: the source of a pattern that matches a whole question without what closes it ("?").

    The pattern has some of the groups `who`, `topic`, `unit`, which comes before the topic ("miles" of "how many miles
    did X ride"), and `whom`, who is asked. A form without `who` names nobody, and `part` is then that of anybody. A
    loose form also matches many questions of other forms: it is tried after a question is read by its verb.
    """

    pattern: str
    intent: Intent = "said"
    part: Part = "says"
    sort: Sort = "relevance"
    is_loose: bool = False


class ClauseWords(msgspec.Struct, frozen=True, eq=False):
    """Words by which a question that has no known form is read: by its verb or noun of speech, and who is next to it.

    All are lower-case, with straight apostrophes. `saying`, `acting` and `asking` are verbs in all their forms, of one
    to three words, and `past_asking` the past forms of the last. Those of `acting` are part of what is asked for. Those
    of `raising` ask, unless somebody known does it ("brought up"). Of `conversing` others may tell, if a word of
    `with_somebody` follows. `nouns` are what somebody says ("remarks"); verbs of `giving` may come later ("what reasons
    did X give"). `question_nouns` are what somebody asks, is asked after verbs of `fielding`, and speaks of after those
    of `dodging`.

    `between` may stand between a person and a verb ("has also"); `passive` are those of them by which the person is
    asked ("was"). `name_starts` may begin a mention ("a senior official"), `adjectives` stand before a noun. `by` and
    `of` come before who says or asks, `to` before who replies, `sources` before who says it, as phrases ("according
    to"). `anyone` are those who ask or say where nobody is named ("somebody"), `askers` those of them who ask
    ("reporters"), `who` asks for a person, `oneself` is who asks the question ("me").

    `framing` comes between the verb and the topic ("reporters about"), `scaffold` before the person without being part
    of the topic ("do you know what"), `closing` after it ("lately"). `cues` give the intent and order of words next to
    the verb or noun ("first"), `openings` intents by patterns of how a question begins.
    """

    saying: frozenset[str]
    acting: frozenset[str]
    asking: frozenset[str]
    past_asking: frozenset[str]
    raising: frozenset[str]
    conversing: frozenset[str]
    with_somebody: frozenset[str]
    giving: frozenset[str]
    fielding: frozenset[str]
    dodging: frozenset[str]
    nouns: frozenset[str]
    question_nouns: frozenset[str]
    between: frozenset[str]
    passive: frozenset[str]
    name_starts: frozenset[str]
    adjectives: frozenset[str]
    by: frozenset[str]
    of: frozenset[str]
    to: frozenset[str]
    sources: frozenset[str]
    anyone: frozenset[str]
    askers: frozenset[str]
    who: frozenset[str]
    oneself: frozenset[str]
    framing: frozenset[str]
    scaffold: frozenset[str]
    closing: frozenset[str]
    cues: Mapping[str, tuple[Intent, Sort]]
    openings: tuple[tuple[Pattern, Intent], ...] = ()


class QuestionForms(msgspec.Struct, frozen=True, eq=False):
    """The forms of questions, in the order in which they are tried, and words that occur in them.

    `opening` gives the intents of questions for somebody's words that the form leaves open, by patterns of how they
    begin. `lead` comes before what is asked ("could you tell me"), `tail` ("please") and `close` after it, and so do
    the orders that `sorted_by` matches ("oldest first"). `subject` finds what the words before a question are about, in
    its group `topic`, where the topic is one of `pronouns`. `frame` begins a topic without being part of it ("anything
    about"). `reports` matches in a passage where it tells what another said.

    `question` matches the first word of a question, `possessive` the end of a name in the possessive; `possessives` are
    its suffixes, longest first, with straight apostrophes. `unnamed` are words before a post that are no titles ("the",
    "US"). `told` are verbs of what others may report ("what did Biden tell Putin"). `joins` stand between several
    people ("and"), `both` before them; `nobody` are words that ask for anybody ("they"). `excluding` matches the end of
    a query with single spaces that excludes words, its group `word`. `clause` reads a question that has no known form.
    """

    forms: tuple[QuestionForm, ...]
    question: Pattern
    possessive: Pattern
    opening: tuple[tuple[Pattern, Intent], ...] = ()
    lead: Pattern = re.compile(NEVER)
    tail: Pattern = re.compile(NEVER)
    subject: Pattern = re.compile(NEVER)
    pronouns: frozenset[str] = frozenset()
    sorted_by: tuple[tuple[Pattern, Sort], ...] = ()
    close: str = "?.! "
    frame: Pattern = re.compile(NEVER)
    reports: Pattern = re.compile(NEVER)
    possessives: tuple[str, ...] = ()
    unnamed: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    both: frozenset[str] = frozenset()
    nobody: frozenset[str] = frozenset()
    excluding: Pattern | None = None
    clause: ClauseWords | None = None


class DateForms(msgspec.Struct, frozen=True, eq=False):
    """Dates in words. All patterns ignore case.

    `hint` matches in every question with a date. `between` has the groups `first` and `second`; `after_word` has
    `word` and `date`; `alone` has `date`. Of a date, `relative`, `month`, `span` (with the group `length`), `seasonal`
    (`which`, `season`, `year`), `named_month` (`which`, `month`) match all, `own_year` a part that makes another year
    impossible. `bounds` says which side of a date a word leaves open; the words that it lacks leave none. `this`
    and `last` are the words of `which`; `weeks` and `years` say by how many weeks or years a phrase goes back.
    `doubtful` are dates that may be other words, except after the words `certain`; `never_month` are words that come
    before no month alone. `noise` is removed before a date is parsed, `ago` makes a length of time a date. `parser` is
    dateparser's code of the language.

    A bare year is when something happens, not when it was said, after words of `plans` ("run again in") and where it
    begins the name of one of `events`, which is matched at its end. A date without a preposition, or after one that is
    not `certain`, is part of the name of one of `named_events` ("May 2022 jobs report").

    Parts of time: `week_of` (with the group `day`); `part_of_year` (`part`, `year`), whose first and last months
    `parts_of_year` gives; `third` (`which`, and `date` or `year`), whose number from 0 `thirds` gives; `weekday`
    (`which`, `day`), whose number from Monday, 0, `weekdays` gives; `decade`, whose group `first` is its first year;
    `span_of_months` (`first`, `second`), which needs no preposition; `days` (`month`, `first`, `last`, `year`, or `of`,
    `from`, `until`, `in`); `week_in` (`which`, `month`), whose number from 0 `weeks_in` gives, -1 for the last.
    `month_first` is true where 4/5/2022 is the fifth of April. `short_year` matches a year of two figures ("July '22"),
    with the groups `of` and `year`. After `of_occasion` a date is that of what was said ("remarks from May 2022"),
    without an open end. `years_ago` matches a phrase that goes back some years.
    """

    hint: Pattern
    between: Pattern
    after_word: Pattern
    alone: Pattern
    relative: Pattern
    month: Pattern
    span: Pattern
    seasonal: Pattern
    named_month: Pattern
    own_year: Pattern
    noise: Pattern
    bounds: Mapping[str, Literal["since", "after", "before", "until"]]
    first_month: Mapping[str, int]
    this: str
    last: str
    weeks: Mapping[str, int]
    years: Mapping[str, int]
    doubtful: frozenset[str]
    certain: frozenset[str]
    never_month: frozenset[str]
    ago: str
    parser: str
    plans: Pattern = re.compile(NEVER)
    events: Pattern = re.compile(NEVER)
    named_events: Pattern = re.compile(NEVER)
    week_of: Pattern = re.compile(NEVER)
    part_of_year: Pattern = re.compile(NEVER)
    parts_of_year: Mapping[str, tuple[int, int]] = {}
    third: Pattern = re.compile(NEVER)
    thirds: Mapping[str, int] = {}
    weekday: Pattern = re.compile(NEVER)
    weekdays: Mapping[str, int] = {}
    decade: Pattern = re.compile(NEVER)
    span_of_months: Pattern = re.compile(NEVER)
    days: Pattern = re.compile(NEVER)
    week_in: Pattern = re.compile(NEVER)
    weeks_in: Mapping[str, int] = {}
    month_first: bool = False
    short_year: Pattern = re.compile(NEVER)
    of_occasion: Pattern = re.compile(NEVER)
    years_ago: Pattern = re.compile(NEVER)


class AnswerKind(msgspec.Struct, frozen=True, eq=False):
    """Questions of one kind, and what their answers hold: stems, and numbers in figures."""

    question: Pattern
    stems: tuple[str, ...]
    numbers: Sequence[int] = ()


class MatchingWords(msgspec.Struct, frozen=True, eq=False):
    """How words are matched: Tantivy's names of a stemmer and of a list of function words, None for none, and more
    function words of questions. `slight_words` say nothing alone: those of greetings, thanks, assent, giving the floor.
    """

    stemmer: str | None = None
    function_words: str | None = None
    question_words: tuple[str, ...] = ()
    slight_words: tuple[str, ...] = ()


class QuotingWords(msgspec.Struct, frozen=True, eq=False):
    """Words that change what a quote means, and those that say who is quoted; with straight apostrophes.

    `negations` are whole words, `negation_endings` ends of words ("n't"). One of `negating_prefixes` before a word
    makes its contrary ("unable"). `numbers` are number words and units, with their figures or signs, or themselves.
    `said` are verbs next to the name of the person who is quoted; the name of the person spoken to may follow those
    of `addressed`. `joins` may stand before the name.
    """

    negations: frozenset[str] = frozenset()
    negation_endings: tuple[str, ...] = ()
    negating_prefixes: tuple[str, ...] = ()
    numbers: Mapping[str, str] = {}
    said: frozenset[str] = frozenset()
    addressed: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()


class Language(msgspec.Struct, frozen=True, eq=False):
    """A language. `code` is its ISO 639 code, of two letters where it has one, `aliases` its other codes; `sentences`
    is sentencex's code of the rules for the ends of sentences.

    What is not given is not used: without calls no names of those who ask are inferred, without forms of questions
    or dates none are read. Without `matching`, words are matched as in the default language.
    """

    code: str
    aliases: frozenset[str]
    labels: LabelWords
    posts: PostWords = PostWords()
    layout: LayoutWords = LayoutWords()
    names: NameWords = NameWords()
    introductions: Introductions = Introductions()
    calls: Calls | None = None
    questions: QuestionForms | None = None
    dates: DateForms | None = None
    answers: tuple[AnswerKind, ...] = ()
    matching: MatchingWords | None = None
    quoting: QuotingWords = QuotingWords()
    sentences: str = "en"
