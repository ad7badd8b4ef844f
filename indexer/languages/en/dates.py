"""English dates in words."""

import re

from indexer.languages.language import DateForms

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_YEAR = r"(?:19|20)\d{2}"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_UNIT = r"(?:day|week|month|year)s?"
_NUMBER = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_PART = r"(?:early|mid|late)"
_END_OF = r"(?:(?:the\s+)?(?:beginning|start|middle|end)\s+of)"
_TO = r"(?:\s*[-–—]\s*|\s+(?:to|until|till|through|and)\s+)"
_MONTH_DAY = (
    rf"(?:{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?(?!\d)|{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/(?:19|20)?\d{2})"
)
_NUMERIC_MONTH = r"(?:(?:0?[1-9]|1[0-2])/(?:19|20)\d{2}|(?:19|20)\d{2}-(?:0[1-9]|1[0-2]))(?![-/\d])"
# "March 1-15, 2022", "between 1 and 15 March 2022"
_DAYS = (
    rf"(?:{_MONTH}\s+{_DAY}{_TO}{_DAY}(?!\d)(?:,?\s+{_YEAR})?"
    rf"|(?<![-/\d]){_DAY}{_TO}{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?)"
)
_BEGINNING = r"(?:week\s+(?:of|commencing|beginning)|w/c)"
_WEEK_OF = rf"(?:the\s+)?{_BEGINNING}\s+(?:the\s+)?{_MONTH_DAY}"
_QUARTER = (
    rf"(?:(?:q[1-4]|h[12]),?\s+(?:of\s+)?{_YEAR}"
    rf"|(?:the\s+)?(?:first|second|third|fourth|last)\s+(?:quarter|half)\s+(?:of\s+)?{_YEAR})"
)
_WEEK_IN = (
    rf"(?:the\s+)?(?:first|second|third|fourth|last)\s+week\s+(?:of|in)\s+{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?"
)
_PART_OF = rf"(?:{_PART}[\s-]+(?:in\s+)?|{_END_OF}\s+)(?:{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?|{_YEAR})"
_DECADE = r"(?:the\s+)?(?:19|20)\d0s"
_EXACT = (
    rf"{_WEEK_OF}|{_WEEK_IN}|{_QUARTER}|{_PART_OF}|{_DAYS}|{_MONTH_DAY}|{_NUMERIC_MONTH}"
    rf"|{_MONTH},?\s+(?:of\s+)?{_YEAR}|{_SEASON}\s+(?:of\s+)?{_YEAR}"
)
_RELATIVE = (
    rf"(?:last|this)\s+(?:week|month|year|{_SEASON}|{_MONTH}|{_WEEKDAY})|yesterday|today"
    rf"|{_NUMBER}\s+{_UNIT}\s+ago|(?:last|past)\s+{_NUMBER}\s+{_UNIT}"
)
_BARE = rf"{_DECADE}|{_YEAR}|{_MONTH}"
_HOURS = r"(?:\s+(?:morning|afternoon|evening|night))?"
_END = r"(?![\w'’]|-\w)"
_ON_WEEKDAY = rf"(?:{_WEEKDAY},?\s+(?={_MONTH}))?"
_ANY = rf"(?:{_WEEK_IN}|{_RELATIVE}|{_EXACT}|{_BARE})"
_BETWEEN = re.compile(
    rf"\b(?:between|from|in|during)\s+(?P<first>{_ANY})\s+(?:and|to|until|till|through)\s+(?P<second>{_ANY}){_END}",
    re.IGNORECASE,
)
# "Mar–May 2022" needs no other word.
_WHOLE = r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/(?:19|20)?\d{2})"
_RANGE = re.compile(
    rf"\b(?:(?:between|from|in|during)\s+)?(?P<first>{_WHOLE}|{_MONTH}(?:\s+{_DAY})?(?:,?\s+{_YEAR})?)"
    rf"{_TO}(?P<second>{_WHOLE}|{_MONTH}(?:\s+{_DAY})?,?\s+{_YEAR}){_END}",
    re.IGNORECASE,
)
_AROUND = (
    r"(?:(?:back|sometime|some\s+time|somewhere|at\s+some\s+point|earlier|later|early\s+on|as\s+(?:early|late)\s+as)"
    r"\s+)?"
)
# "After the May 2022 penalties" says which penalties are meant, not which days to search.
_AFTER_WORD = re.compile(
    rf"\b{_AROUND}(?P<word>since|after|before|until|till|through|in|during|on|from|throughout|around|circa"
    rf"|prior\s+to|up\s+to|over(?=\s+the\s+{_SEASON})"
    rf"|between(?=\s+{_DAYS})|at(?=\s+{_END_OF}))\s+"
    rf"(?:the\s+(?=(?:{_RELATIVE}|{_SEASON}|{_DAY}\s+of)\b))?(?:the\s+month\s+of\s+)?{_ON_WEEKDAY}(?P<date>{_ANY}|{_WEEKDAY}){_HOURS}{_END}",
    re.IGNORECASE,
)
# "Aid given over the last year" is about the aid, not about when it was discussed.
# Keywords may end with a date: "inflation, May 2022".
_NOT_AFTER = (
    r"(?<!\bover )(?<!\bthe )(?<!\bof )(?<!\bfor )(?<!\bby )(?<!\bwhole )(?<!\babout )(?<!\ba )(?<!\ban )"
    r"(?<!\bregarding )(?<!\bconcerning )(?<!['’]s )(?<!\d )(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth )"
)
# "The March 31 briefing" is on that day, whatever comes before it.
_OCCASION = (
    r"(?=\s+(?:[\w'’-]+\s+){0,2}?(?:briefings?|gaggles?|press\s+conference|news\s+conference|presser|speech|remarks|"
    r"address|interview|call|statement|signing|transcript|town\s+hall|ceremony)\b)"
)
# Days and years that name an event rather than a time to search.
_NAMED_DAYS = r"(?!(?:january|jan\.?)\s+6|(?:september|sept?\.?)\s+11|july\s+4|june\s+19)"
_CLOSE = r"(?=\s*[?.!]*\s*$)"
_ALONE = re.compile(
    rf"(?:{_NOT_AFTER}|(?={_MONTH_DAY}{_OCCASION}))\b(?:(?:earlier|later|so\s+far)\s+)?"
    rf"{_ON_WEEKDAY}(?P<date>{_WEEK_IN}|{_RELATIVE}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}/\d{{1,2}}/(?:19|20)\d{{2}}"
    rf"|{_NUMERIC_MONTH}|{_PART_OF}{_CLOSE}"
    rf"|(?:{_WEEK_OF}|{_QUARTER}|{_PART}[\s-]+(?:{_MONTH},?\s+)?{_YEAR}|{_SEASON}\s+(?:of\s+)?{_YEAR}"
    rf"|{_MONTH}\s+(?:{_DAY},?\s+)?{_YEAR}|{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}|{_DAYS})"
    rf"|(?<=, ){_MONTH}{_CLOSE}"
    rf"|{_NAMED_DAYS}{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:{_CLOSE}|{_OCCASION})){_HOURS}{_END}",
    re.IGNORECASE,
)
_SPAN = re.compile(rf"(?:the\s+)?(?:last|past)\s+(?P<length>{_NUMBER}\s+{_UNIT})", re.IGNORECASE)
_SEASONAL = re.compile(
    rf"(?P<which>last|this)?\s*(?P<season>{_SEASON})(?:\s+(?:of\s+)?(?P<year>{_YEAR}))?", re.IGNORECASE
)
_NAMED_MONTH = re.compile(rf"(?P<which>last|this)\s+(?P<month>{_MONTH})", re.IGNORECASE)
_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_HINT = re.compile(rf"\b(?:{_YEAR}|{_MONTH}|{_SEASON}|{_UNIT}|{_WEEKDAY}|yesterday|today)", re.IGNORECASE)
# "Will she run in 2028", "run again in 2024": the year is when it happens, not when it was spoken of.
_PLANS = re.compile(
    r"\b(?:will|would|won['’]t|shall|going\s+to|gonna|(?:plan|intend|want|hope|aim|expect)(?:s|ed|ning|ing)?\s+to"
    r"|re-?elect(?:ed|ion)?|run(?:s|ning)?(?:\s+again)?(?:\s+for\s+\w+)?)\b",
    re.IGNORECASE,
)
# "Before 2022 midterms"
_EVENTS = re.compile(
    r"\s+(?:(?:presidential|general|primary|midterm)\s+)?(?:elections?|midterms?|campaigns?|budgets?|primary|primaries"
    r"|census|olympics|games|goals?|targets?|deadlines?|race|season)\b",
    re.IGNORECASE,
)
# "The May 2022 jobs report", "the June 2022 Roe ruling" are one among several.
_NAMED_EVENTS = re.compile(
    r"\s+(?:[\w'’-]+\s+)?(?:reports?|numbers|figures|data|summits?|attacks?|shootings?|invasion|insurrection|committee"
    r"|rulings?|decisions?|agreements?|deals?|laws?|acts?|penalties|hurricanes?)\b",
    re.IGNORECASE,
)


DATES = DateForms(
    hint=_HINT,
    between=_BETWEEN,
    span_of_months=_RANGE,
    days=re.compile(
        rf"(?:(?P<month>{_MONTH})\s+(?P<first>\d{{1,2}})(?:st|nd|rd|th)?{_TO}(?P<last>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"(?:,?\s+(?P<year>{_YEAR}))?"
        rf"|(?P<from>\d{{1,2}})(?:st|nd|rd|th)?{_TO}(?P<until>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?"
        rf"(?P<of>{_MONTH})(?:,?\s+(?P<in>{_YEAR}))?)",
        re.IGNORECASE,
    ),
    week_in=re.compile(
        rf"(?:the\s+)?(?P<which>first|second|third|fourth|last)\s+week\s+(?:of|in)\s+"
        rf"(?P<month>{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?)",
        re.IGNORECASE,
    ),
    weeks_in={"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1},
    month_first=True,
    years_ago=re.compile(rf"{_NUMBER}\s+years?\s+ago", re.IGNORECASE),
    of_occasion=re.compile(
        r"\b(?:comments?|remarks?|quotes?|statements?|speech|speeches|briefings?|transcripts?|interviews?|answers?|questions?"
        r"|words|clips?|something|anything)\s+$",
        re.IGNORECASE,
    ),
    short_year=re.compile(rf"\b(?P<of>{_MONTH}|{_SEASON}|q[1-4])\s+['’](?P<year>\d\d)\b", re.IGNORECASE),
    after_word=_AFTER_WORD,
    alone=_ALONE,
    relative=re.compile(_RELATIVE, re.IGNORECASE),
    month=re.compile(_MONTH, re.IGNORECASE),
    span=_SPAN,
    seasonal=_SEASONAL,
    named_month=_NAMED_MONTH,
    own_year=re.compile(rf"{_YEAR}|\b(?:last|this|ago)\b", re.IGNORECASE),
    noise=re.compile(r"\bof\b"),
    bounds={
        "since": "since",
        "from": "since",
        "after": "after",
        "before": "before",
        "prior to": "before",
        "up to": "until",
        "until": "until",
        "till": "until",
        "through": "until",
    },
    first_month=_FIRST_MONTH,
    this="this",
    last="last",
    weeks={"this week": 0, "last week": 1},
    years={"this year": 0, "last year": 1},
    # "before May" may be a person, "on March" a street.
    doubtful=frozenset({"may", "march"}),
    certain=frozenset({"in", "during", "since"}),
    never_month=frozenset({"on"}),
    plans=_PLANS,
    events=_EVENTS,
    named_events=_NAMED_EVENTS,
    week_of=re.compile(rf"(?:the\s+)?{_BEGINNING}\s+(?:the\s+)?(?P<day>{_MONTH_DAY})", re.IGNORECASE),
    part_of_year=re.compile(
        rf"(?:the\s+)?(?P<part>q[1-4]|h[12]|\w+\s+(?:quarter|half)),?\s+(?:of\s+)?(?P<year>{_YEAR})",
        re.IGNORECASE,
    ),
    parts_of_year={
        **{f"q{number}": (3 * number - 2, 3 * number) for number in range(1, 5)},
        **{
            f"{ordinal} quarter": (3 * number - 2, 3 * number)
            for ordinal, number in (("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("last", 4))
        },
        "h1": (1, 6),
        "h2": (7, 12),
        "first half": (1, 6),
        "second half": (7, 12),
        "last half": (7, 12),
    },
    third=re.compile(
        rf"(?:the\s+)?(?P<which>{_PART}|beginning|start|middle|end)(?:\s+of\s+|[\s-]+(?:in\s+)?)(?:(?P<date>{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?)|(?P<year>{_YEAR}))",
        re.IGNORECASE,
    ),
    thirds={"early": 0, "mid": 1, "late": 2, "beginning": 0, "start": 0, "middle": 1, "end": 2},
    weekday=re.compile(rf"(?:(?P<which>last|this)\s+)?(?P<day>{_WEEKDAY})", re.IGNORECASE),
    weekdays={
        day: number
        for number, day in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
    },
    decade=re.compile(r"(?:the\s+)?(?P<first>(?:19|20)\d0)s", re.IGNORECASE),
    ago="{} ago",
    parser="en",
)
