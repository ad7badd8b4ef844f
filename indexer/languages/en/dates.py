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
_UNIT = r"(?:day|week|month|year)s?"
_NUMBER = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_EXACT = (
    rf"\d{{4}}-\d{{2}}-\d{{2}}|{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?(?!\d)|{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?"
    rf"|{_MONTH},?\s+(?:of\s+)?{_YEAR}|{_SEASON}\s+(?:of\s+)?{_YEAR}"
)
_RELATIVE = (
    rf"(?:last|this)\s+(?:week|month|year|{_SEASON}|{_MONTH})|yesterday|today|{_NUMBER}\s+{_UNIT}\s+ago"
    rf"|(?:last|past)\s+{_NUMBER}\s+{_UNIT}"
)
_BARE = rf"{_YEAR}|{_MONTH}"
_END = r"(?![\w'’]|-\w)"
_ANY = rf"(?:{_RELATIVE}|{_EXACT}|{_BARE})"
_BETWEEN = re.compile(
    rf"\b(?:between|from)\s+(?P<first>{_ANY})\s+(?:and|to|until|till|through)\s+(?P<second>{_ANY}){_END}",
    re.IGNORECASE,
)
# "After the May 2022 penalties" says which penalties are meant, not which days to search.
_AFTER_WORD = re.compile(
    rf"\b(?P<word>since|after|before|until|till|through|in|during|on|from|throughout)\s+"
    rf"(?:the\s+(?=(?:{_RELATIVE}|{_SEASON}|{_DAY}\s+of)\b))?(?P<date>{_ANY}){_END}",
    re.IGNORECASE,
)
# "Aid given over the last year" is about the aid, not about when it was discussed.
_ALONE = re.compile(
    rf"(?<!\bover )(?<!\bthe )(?<!\bof )(?<!\bfor )\b(?P<date>{_RELATIVE}|\d{{4}}-\d{{2}}-\d{{2}}){_END}",
    re.IGNORECASE,
)
_SPAN = re.compile(rf"(?:the\s+)?(?:last|past)\s+(?P<length>{_NUMBER}\s+{_UNIT})", re.IGNORECASE)
_SEASONAL = re.compile(
    rf"(?P<which>last|this)?\s*(?P<season>{_SEASON})(?:\s+(?:of\s+)?(?P<year>{_YEAR}))?", re.IGNORECASE
)
_NAMED_MONTH = re.compile(rf"(?P<which>last|this)\s+(?P<month>{_MONTH})", re.IGNORECASE)
_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_HINT = re.compile(rf"\b(?:{_YEAR}|{_MONTH}|{_SEASON}|{_UNIT}|yesterday|today)", re.IGNORECASE)


DATES = DateForms(
    hint=_HINT,
    between=_BETWEEN,
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
    ago="{} ago",
    parser="en",
)
