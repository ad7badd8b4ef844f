"""The languages that ship: what their records must hold, and what is read by them."""

import datetime
import re
from pathlib import Path

import pytest

from indexer.attribution import attribute
from indexer.attribution.labels import full_name, parse_label
from indexer.ingest.reading import read_file
from indexer.languages import language_code, language_of, languages, layout_words
from indexer.languages.language import Language
from indexer.model import Metadata, NonSpeech
from indexer.readers import read
from indexer.readers.source import Source
from indexer.store.analysis import Analyzer
from indexer.turns.dates import dateline_day

ALL = list(languages().values())
CHAIRS = {
    "bg": "ПРЕДСЕДАТЕЛ",
    "ca": "La presidenta",
    "cs": "Místopředsedkyně PSP",
    "cy": "Y Llywydd",
    "da": "Formanden",
    "de": "Vizepräsidentin",
    "el": "ΠΡΟΕΔΡΕΥΩΝ",
    "es": "La señora PRESIDENTA",
    "et": "Aseesimees",
    "eu": "LEHENDAKARIAK",
    "fi": "Puhemies",
    "fr": "M. le président",
    "ga": "An Leas-Cheann Comhairle",
    "gl": "A señora PRESIDENTA",
    "hr": "Predsjednik",
    "hu": "ELNÖK",
    "is": "Forseti",
    "it": "PRESIDENTE",
    "ja": "議長",
    "ko": "위원장",
    "lt": "PIRMININKAS",
    "lv": "Sēdes vadītāja",
    "nl": "De voorzitter",
    "no": "Presidenten",
    "pl": "Marszałek",
    "pt": "O Sr. Presidente",
    "ro": "Doamna președinte",
    "ru": "Председательствующий",
    "sk": "Predsedajúci",
    "sl": "PREDSEDUJOČA",
    "sr": "ПРЕДСЕДАВАЈУЋА",
    "sv": "TALMANNEN",
    "tr": "BAŞKAN",
    "uk": "ГОЛОВУЮЧИЙ.",
    "zh": "主席",
}


@pytest.mark.parametrize("language", ALL, ids=lambda language: language.code)
def test_words_are_in_the_form_in_which_they_are_looked_up(language: Language) -> None:
    labels, layout = language.labels, language.layout
    single = (labels.titles, labels.posts, labels.articles, layout.particles, layout.small_words)
    for words in single:
        assert not [word for word in words if word != word.lower().strip(".,") or re.search(r"\s", word)]
    for phrases in (labels.generic, layout.rolls, layout.no_labels):
        assert not [phrase for phrase in phrases if phrase != " ".join(phrase.lower().split()).strip(" .:")]
    assert labels.men | labels.women <= labels.courtesy <= labels.titles
    assert labels.men.isdisjoint(labels.women)
    assert labels.honorifics <= labels.titles


@pytest.mark.parametrize("language", ALL, ids=lambda language: language.code)
def test_no_title_or_heading_is_an_english_name(language: Language) -> None:
    """These words are judged in every language together: "LUGAR:" opens a turn of Senator Lugar."""
    names = {*"asia ata bay bron ende fonte hora lisa lugar ora page stand".split()}
    small = {"and", "an", "a", "me", "on", "o", "the", "i"} if language.code != "en" else set()
    assert not names & language.layout.no_labels
    assert not (names | small) & language.labels.titles


def test_codes_of_languages_are_each_of_one_language() -> None:
    codes = [code for language in ALL for code in (language.code, *language.aliases)]
    assert len(set(codes)) == len(codes)
    assert (language_code("nb-NO"), language_code("deu"), language_code("is"), language_code("eo")) == (
        *("no", "de", "is"),
        "eo",
    )


@pytest.mark.parametrize(("code", "label"), CHAIRS.items())
def test_chairs_are_known_in_their_language(code: str, label: str) -> None:
    parsed = parse_label(label, language_of(code))
    assert (parsed.role, parsed.generic, parsed.name) == ("chair", True, ())


@pytest.mark.parametrize(
    ("code", "text", "name", "whole"),
    [
        ("de", "Präsidentin Petra Fels", "Petra Fels", "Petra Fels"),
        ("de", "Abgeordneter Mag. Dr. Willi Muster", "Willi Muster", "Willi Muster"),
        ("es", "La señora VALLE PRADO", "VALLE PRADO", None),
        ("es", "El Sr. Roca", "Roca", None),
        ("fr", "Mme Le Pont", "Le Pont", None),
        ("fr", "M. le ministre Paul Pierre", "Paul Pierre", None),
        ("fr", "Paul Le Maire", "Paul Le Maire", "Paul Le Maire"),
        ("it", "LA RUOTA", "LA RUOTA", None),
        ("nl", "De heer Van den Berg", "Van den Berg", None),
        ("cs", "Poslanec Pavel Skála", "Pavel Skála", "Pavel Skála"),
        ("ga", "An Teachta Clara Vale", "Clara Vale", "Clara Vale"),
        ("en", "Don Young", "Don Young", "Don Young"),
    ],
)
def test_titles_and_articles_are_no_part_of_a_name(code: str, text: str, name: str, whole: str | None) -> None:
    language = language_of(code)
    label = parse_label(text, language)
    assert " ".join(label.name) == name
    assert full_name(label, language) == whole


def test_a_text_that_does_not_say_its_language_is_read_by_the_words_of_its_own(tmp_path: Path) -> None:
    turns = ["Präsidentin Petra Fels:\n\nIch eröffne die Sitzung und bitte um Ruhe."]
    turns += [
        f"Paul Muster (SPD):\n\n{'Die Züge sind zu spät, und das ist nicht gut für die Menschen. ' * 4}"
    ] * 2
    (tmp_path / "sitzung.txt").write_text("\n\n".join(turns), "utf-8")
    (transcript,) = read_file(tmp_path / "sitzung.txt")
    assert transcript.language == "de"
    assert [turn.attribution.name for turn in transcript.turns] == ["Petra Fels", "Paul Muster", "Paul Muster"]


def test_the_language_that_a_source_says_is_kept() -> None:
    text = "MME ROE: Les trains sont en retard et nous ne savons pas pour quelle raison. Le ministre est dans la salle."
    (document,) = read(Source("x.txt", text.encode(), Metadata(language="en")))
    assert attribute(document, "x").language == "en"


def test_no_month_has_two_numbers() -> None:
    numbers: dict[str, set[int]] = {}
    for language in ALL:
        for month, number in language.layout.months.items():
            numbers.setdefault(month, set()).add(number)
    assert {month for month, of_month in numbers.items() if len(of_month) > 1} == set()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15. März 2021", "2021-03-15"),
        ("15 de marzo de 2021", "2021-03-15"),
        ("1 de maio de 2021", "2021-05-01"),
        ("15 août 2021", "2021-08-15"),
        ("5 marraskuuta 2020", "2020-11-05"),
        ("5. července 2021", "2021-07-05"),
        ("5. června 2021", "2021-06-05"),
        ("5 января 2021", "2021-01-05"),
        ("5 липня 2021", "2021-07-05"),
        ("5 Meitheamh 2021", "2021-06-05"),
        ("5 mei 2021", "2021-05-05"),
        ("2013年 1月 17日", "2013-01-17"),
        # October in Croatian, November in Czech and Polish.
        ("5. listopada 2021", None),
        ("30 students 2020", None),
    ],
)
def test_datelines_of_other_languages(text: str, day: str | None) -> None:
    found = dateline_day(text, (NonSpeech("dateline", 0, len(text)),), len(text))
    assert found == (datetime.date.fromisoformat(day) if day else None)


def test_longer_months_come_before_those_that_they_begin_with() -> None:
    months = list(layout_words().months)
    assert months == sorted(months, key=len, reverse=True)


def test_an_index_of_a_language_without_a_stemmer_stays_as_it_was_before_the_language_was_known() -> None:
    before = Analyzer([language_of(None)])
    after = Analyzer([language_of("en"), language_of("de")])
    assert after.stems("Die Häuser der Städte", "de") == before.stems("Die Häuser der Städte", "eo")
    assert after.content_stems("what about houses") == before.content_stems("what about houses")
