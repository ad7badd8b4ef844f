"""Full names by their form, by the document's custom and by recurrence, in any language; and what is never a name."""

import json

import msgspec
import pytest

from indexer.attribution import attribute
from indexer.attribution.labels import full_name, parse_label, possible_name
from indexer.languages import default
from indexer.model import Attribution, Metadata, Transcript
from indexer.readers import read
from indexer.readers.source import Source


def spoken(*labels: str, words: str = "The ferry is late.", metadata: Metadata | None = None) -> Transcript:
    """A transcript with one turn of a label."""
    turns = [{"speaker": label, "text": words} for label in labels]
    source = Source("x.json", json.dumps({"turns": turns}).encode(), metadata or Metadata())
    return attribute(read(source)[0], "x")


def names(*labels: str) -> list[str | None]:
    return [turn.attribution.name for turn in spoken(*labels).turns]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Peadar Stone", "Peadar Stone"),
        ("Paul van den Berg", "Paul van den Berg"),
        ("Omar al-Vale", "Omar al-Vale"),
        ("Lena NG", "Lena NG"),
        ("Petr VLK", "Petr Vlk"),
        ("JD Finch", "JD Finch"),
        ("Pau Roca i Vall", "Pau Roca i Vall"),
        ("María José Prado Ruiz", "María José Prado Ruiz"),
        ("Ólafur Rock", "Ólafur Rock"),
        ("JOHN McVALE", "John McVale"),
        ("Anne-Marie O'Vale", "Anne-Marie O'Vale"),
        ("R. Nicholas Vale", "R. Nicholas Vale"),
        ("Marco A. Vale", "Marco A. Vale"),
        ("Hon CLARA VALE", "Clara Vale"),
        ("HON. P.T. STONE", "P.T. Stone"),
        ("Shri Ravi Vale", "Ravi Vale"),
        ("Dr. Lena Finch", "Lena Finch"),
        ("Sen. Paul Stone", "Paul Stone"),
        ("Paul Stone MP", "Paul Stone"),
        ("Paul Stone AM", "Paul Stone"),
        ("Clara Vale MS", "Clara Vale"),
        ("Paul Stone (Northland, Green)", "Paul Stone"),
        ("Paul Stone, on behalf of the Green Group", "Paul Stone"),
        ("Clara Vale, Member of the Commission", "Clara Vale"),
        ("Klara Tal, Bundesministerin für Verkehr", "Klara Tal"),
        ("Lena Finch, VP, Investor Relations", "Lena Finch"),
        ("Bram Lark,  Beacon Bank - Analyst", "Bram Lark"),
        ("Bram Lark - Beacon Bank - Analyst", "Bram Lark"),
        ("Clara Vale (Minister for Trains and Member for Otterby)", "Clara Vale"),
        ("Clara Vale (Chair)", "Clara Vale"),
        ("Clara Vale (The Gazette) (Green)", "Clara Vale"),
        ("The Minister for Trains (Clara Vale)", "Clara Vale"),
        ("Minister of State at the Department of Trains and Local Roads (Deputy Clara Vale)", "Clara Vale"),
        ("El conseller de Trens (Pau Roca i Vall)", "Pau Roca i Vall"),
    ],
)
def test_a_label_carries_a_name(label: str, name: str) -> None:
    assert names(label) == [name]


@pytest.mark.parametrize(
    "label",
    [
        "Peadar",
        "AWB",
        "SPEAKER_00",
        "Speaker 1",
        "spk_0",
        "Unknown Speaker",
        "New Speaker",
        "Lena_Finch",
        "@finch",
        "Preliminary Transcript",
        "ONE HUNDRED TENTH CONGRESS",
        "SECOND SESSION",
        "LAMP FUNDING",
        "Questions and Answers",
        "Music Break",
        "Opening Remarks",
        "ACTOR AS VALE",
        "Ford's Pier Plan",
        "DU VALE",
        "Lena Finch, Otto Vale",
        "Lena Finch, Otto Vale, Clara Rock",
        "Lena Finch, Keeper of Lamps; Otto Vale, Head of Research; Clara",
        "Lena Finch, Under-Secretary of State for Trains, Local Roads and",
        "Okay. Lena Finch",
        "St. Vale",
        "Lantern TV",
        "RFTG Lantern",
        "Lantern SSE Colours",
        "Vale, Clara",
        "Mayor Finch",
        "Miss WREN-COLON of Puerto Rico",
        "Mr. De La ORTA",
        "HON. C. VALE",
        "MS. JACKSON LEE",
        "KING FELIPE VI",
        "Mr. Stone (Northland) (spoke in French)",
        "Stone (Green Party)",
        "The PRESIDING OFFICER (Mr. Stone)",
        "The Speaker (Northern Ireland)",
        "AUDIENCE (Green Hall)",
        "INTERPRETER (Speaking Spanish)",
        "The MINISTER OF TRAINS",
        "La señora MINISTRA DE TRENES (Valle Prado)",
        "El señor ROCA RUIZ",
        "運輸局局長",
    ],
)
def test_a_label_carries_no_name(label: str) -> None:
    assert spoken(label).turns[0].attribution == Attribution("label")


def test_two_words_after_titles_are_full_names_where_the_document_writes_them_so() -> None:
    deputies = ["Deputy Thomas Vale", "Deputy Mairéad Rock", "Deputy Cathal Stone"]
    assert names(*deputies) == ["Thomas Vale", "Mairéad Rock", "Cathal Stone"]
    # With surnames after titles, two words may be one surname.
    assert names("Deputy Cortez Vale", "Deputy Rock", "Deputy Stone", "Deputy Lake") == [None] * 4
    assert names("Deputy Cortez Vale", "HOST") == [None, None]


def test_a_courtesy_title_with_a_full_name_is_confirmed_by_the_surname_alone() -> None:
    assert names("Mr. Otto Stone", "Mr. Stone") == ["Otto Stone", "Otto Stone"]
    assert names("Mr. Otto Stone", "Ms. Stone") == [None, None]
    assert names("MR. LAKE STONE", "MR. STONE") == [None, None]


def test_a_womans_surname_is_not_a_mans_name() -> None:
    assert names("Mr. Otto Stone", "Mr. Stone", "Mr. Stone", "Ms. Stone")[-1] is None


def test_a_name_after_a_courtesy_title_is_confirmed_by_a_label_without_one() -> None:
    assert names("MS. ASHLEY LOW", "Ashley Low") == ["Ashley Low", "Ashley Low"]


def test_what_stands_in_parentheses_after_people_is_no_holder_of_a_post() -> None:
    assert names("Paul Stone (Green Coast)", "The Minister for Trains (Green Coast)") == ["Paul Stone", None]


def test_words_that_the_text_uses_in_lower_case_are_no_name() -> None:
    talk = spoken("LANTERN COLOURS", "Clara Vale", words="We come to lantern colours.")
    assert [turn.attribution.name for turn in talk.turns] == [None, "Clara Vale"]


def test_where_surnames_stand_alone_two_words_may_be_a_surname_of_two() -> None:
    alone = ("Stone", "Vale", "Lake")
    assert names("Lantern Otter", *alone) == [None] * 4
    assert names("Ibáñez Lago", "Vale") == [None, None]
    # Given names, nicks and the parts of full names are no surnames alone.
    assert names("Lantern Otter", "Peter", "mnot", "AWB", "Otter")[0] == "Lantern Otter"
    assert names("Peter Otter", *alone) == ["Peter Otter", None, None, None]
    listed = spoken("Lantern Otter", *alone, metadata=Metadata(speakers=("Lantern Otter",)))
    assert listed.turns[0].attribution.name == "Lantern Otter"


def test_st_john_is_a_surname_that_john_is_not_short_for() -> None:
    assert names("Ruth St. John", "John", "St. John") == ["Ruth St. John", None, "Ruth St. John"]


def test_an_article_is_no_particle_of_a_german_name() -> None:
    labels = ("Wahl des Vorstands", "Ursula von der Au")
    turns = spoken(*labels, metadata=Metadata(language="de")).turns
    assert [turn.attribution.name for turn in turns] == [None, "Ursula von der Au"]


def test_items_of_a_list_are_no_names_unless_those_who_speak_are_listed() -> None:
    listed = (
        "{0}: We paint it.\n\n{0}: It is late.\n\n{0}: Yes.\n\n"
        "  7. Lantern Otter: It is up by half.\n\n{0}: So.\n\n  7. Lantern Otter: It is late.\n"
    )
    turns = attribute(read(Source("x.txt", listed.format("Bram Lark").encode()))[0], "x").turns
    assert [turn.attribution.name for turn in turns if turn.label == "Lantern Otter"] == [None] * 2
    turns = attribute(read(Source("x.txt", listed.format("7. Bram Lark").encode()))[0], "x").turns
    assert [turn.attribution.name for turn in turns if turn.label == "Lantern Otter"] == ["Lantern Otter"] * 2


def test_a_name_does_not_begin_with_a_word_that_the_text_has_in_lower_case() -> None:
    talk = spoken("Lantern Otter", "Peter Lark", words="We saw a lantern and a peter.")
    assert [turn.attribution.name for turn in talk.turns] == [None, "Peter Lark"]


def test_a_turn_in_which_another_label_is_left_unread_carries_no_name() -> None:
    turns = [
        {"speaker": "Bram Lark", "text": "We paint it.\n\n### Clara\xa0Vale\n\nIt is late."},
        {"speaker": "Clara Vale", "text": "Yes.\n\nClara Vale\n\nYes."},
    ]
    talk = attribute(read(Source("x.json", json.dumps({"turns": turns}).encode()))[0], "x")
    assert [turn.attribution.name for turn in talk.turns] == [None, "Clara Vale"]


def test_a_turn_that_goes_on_under_another_label_carries_no_name() -> None:
    text = "Bram Lark: We paint it.\n\n### Clara\xa0Vale\n\nIt is late.\n\nClara Vale: Yes.\n"
    (document,) = read(Source("x.md", text.encode()))
    spans = [
        (text.index(words), text.index(words) + len(words)) for words in ("We paint it.", "It is late.", "Yes.")
    ]
    labels = ("Bram Lark", "Bram Lark", "Clara Vale")
    utterances = tuple(
        msgspec.structs.replace(document.utterances[0], label=label, start=start, end=end)
        for label, (start, end) in zip(labels, spans, strict=True)
    )
    going_on = msgspec.structs.replace(document, text=text, utterances=utterances, nonspeech=())
    names_given = [turn.attribution.name for turn in attribute(going_on, "x").turns]
    assert names_given == ["Bram Lark", None, "Clara Vale"]


def test_a_doubtful_turn_carries_no_name_whatever_its_label_or_markup_says() -> None:
    (document,) = read(
        Source(
            "x.txt", b"MR. PRICE: Go ahead, Peter.\n\nQ: Why?\n\nMR. PRICE: Thanks, Peter.\n\nJANE ROE: So.\n"
        )
    )
    assert [turn.attribution.name for turn in attribute(document, "x").turns] == [
        None,
        "Peter",
        None,
        "Jane Roe",
    ]
    doubtful = msgspec.structs.replace(
        document,
        utterances=tuple(
            msgspec.structs.replace(utterance, doubtful=True, name="Jane Roe")
            for utterance in document.utterances
        ),
    )
    assert {turn.attribution for turn in attribute(doubtful, "x").turns} == {Attribution("label")}


def test_a_doubtful_turn_names_nobody_who_asks() -> None:
    (document,) = read(Source("x.txt", b"MR. PRICE: Go ahead, Peter.\n\nQ: Why?\n\nMR. PRICE: So.\n"))
    first, *others = document.utterances
    first = msgspec.structs.replace(first, doubtful=True)
    doubtful = msgspec.structs.replace(document, utterances=(first, *others))
    assert attribute(doubtful, "x").turns[1].attribution == Attribution("label")


def test_the_form_alone_of_a_titled_name_is_only_possible() -> None:
    english = default()
    label = parse_label("GOVERNOR LUJAN GRISHAM", english)
    assert (full_name(label, english), possible_name(label, english)) == (None, "Lujan Grisham")


def test_after_courtesy_titles_french_labels_have_full_names_and_spanish_ones_two_surnames() -> None:
    french = ("M. Paul Pierre", "Mme Anne Roche", "M. Luc Vallon")
    turns = spoken(*french, metadata=Metadata(language="fr")).turns
    assert [turn.attribution.name for turn in turns] == ["Paul Pierre", "Anne Roche", "Luc Vallon"]
    spanish = ("El señor Roca Ruiz", "La señora Prado Valle", "El señor Lago Rey")
    turns = spoken(*spanish, metadata=Metadata(language="es")).turns
    assert {turn.attribution for turn in turns} == {Attribution("label")}


def test_titles_of_other_languages_are_no_part_of_a_name() -> None:
    assert names("Präsidentin Petra Fels", "Paul Muster (SPD)") == ["Petra Fels", "Paul Muster"]
    assert names("Don Vale", "Senator de la Cruz", "Herr von Stein") == ["Don Vale", None, None]
