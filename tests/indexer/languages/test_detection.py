"""The language of a text that does not say its own."""

import json
from pathlib import Path

import pytest

from indexer.ingest.reading import read_file, read_isolated
from indexer.languages.detection import LEAST, detected_language
from indexer.sample import sample_folder

SPEECH = {
    "de": """Die Lampen am Hafen sind seit dem Winter dunkel, und niemand weiß, wann sie wieder leuchten werden.
    Wir haben den Bürgermeister gefragt, und er hat gesagt, dass die Stadt kein Geld für neue Lampen hat. """,
    "fr": """Les lampes du port sont éteintes depuis l’hiver, et personne ne sait quand elles seront rallumées.
    Nous avons demandé au maire, et il a répondu que la ville n’a pas d’argent pour de nouvelles lampes. """,
    "es": """Las lámparas del puerto están apagadas desde el invierno, y nadie sabe cuándo volverán a encenderse.
    Hemos preguntado al alcalde, y ha dicho que la ciudad no tiene dinero para lámparas nuevas. """,
    "nl": """De lampen in de haven zijn sinds de winter donker, en niemand weet wanneer ze weer zullen branden.
    Wij hebben het aan de burgemeester gevraagd, en hij zei dat de stad geen geld heeft voor nieuwe lampen. """,
    "ru": """Фонари в порту не горят с самой зимы, и никто не знает, когда они снова загорятся.
    Мы спросили мэра, и он сказал, что у города нет денег на новые фонари, и что надо подождать до лета. """,
    "en": """The lamps of the harbor have been dark since the winter, and nobody knows when they will be lit.
    We asked the mayor, and he said that the town has no money for new lamps. """,
}
SPEECH = {code: " ".join(words.split()) + " " for code, words in SPEECH.items()}


@pytest.mark.parametrize(("code", "words"), SPEECH.items())
def test_the_language_of_a_text_is_detected(code: str, words: str) -> None:
    assert detected_language(words * 4) == code
    assert detected_language(words * 400) == code


def test_short_and_mixed_texts_and_no_words_at_all_have_no_language() -> None:
    assert detected_language(SPEECH["de"][: LEAST - 1]) is None
    assert detected_language("0.37 1.22 - 9.41 | " * 100) is None
    assert detected_language("".join(words * 3 for words in SPEECH.values())) is None


def test_the_sample_is_english() -> None:
    text = (sample_folder() / "blinken-morning-joe.txt").read_text("utf-8")
    assert detected_language(text) == "en"


@pytest.mark.parametrize("name", ["a.txt", "a.srt", "a.json", "a.html"])
def test_it_is_recorded_for_every_format_that_says_none(tmp_path: Path, name: str) -> None:
    words = SPEECH["fr"] * 3
    contents = {
        "a.txt": f"MME ROE: {words}\n",
        "a.srt": f"1\n00:00:01,000 --> 00:00:09,000\nMME ROE: {words}\n",
        "a.json": json.dumps({"turns": [{"text": words}]}),
        "a.html": f"<html><body><p>MME ROE: {words}</p></body></html>",
    }
    (tmp_path / name).write_text(contents[name], "utf-8")
    assert read_file(tmp_path / name)[0].language == "fr"
    (result,) = read_isolated(tmp_path / name)
    assert isinstance(result, list)
    assert result[0].language == "fr"


def test_what_the_source_says_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\nlang: it\n---\nMME ROE: {SPEECH['fr'] * 3}\n", "utf-8")
    assert read_file(tmp_path / "a.md")[0].language == "it"
