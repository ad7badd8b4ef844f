"""Files that are not in UTF-8."""

import pytest

from indexer.errors import InputRefused
from indexer.readers import read
from indexer.readers.encoding import in_utf8
from indexer.readers.source import Source

TEXTS = [
    ("windows-1252", "Le café du port est fermé. On y mangeait des crêpes."),
    ("windows-1252", "Die Fähre fährt um sieben Uhr über den Fluß. Schöne Grüße!"),
    ("windows-1252", "¿Quién movió el ancla? ¡La tormenta! Mañana volverá."),
    ("windows-1252", "The harbour’s “plan” costs £5 — and that’s it."),
    ("windows-1250", "Děkuji vám, pane předsedo. Příští zasedání je v říjnu."),
    ("windows-1250", "Dziękuję bardzo, panie marszałku. Wysoka Izbo, proszę o głos."),
    ("windows-1254", "Teşekkür ederim sayın başkan. Görüşmelere başlıyoruz."),
    ("windows-1251", "Спасибо, господин председатель. Кто за это предложение?"),
    ("windows-1253", "Ευχαριστώ, κύριε Πρόεδρε. Ποιος είναι υπέρ;"),
    ("windows-1255", "תודה אדוני היושב ראש. מי בעד?"),
    ("cp932", "ありがとうございます。議長、質問があります。"),
    ("gb18030", "谢谢主席。我有一个问题要问部长。"),
    ("cp949", "감사합니다 의장님. 질문이 있습니다."),
]


def srt(words: str) -> str:
    return f"1\n00:00:01,000 --> 00:00:03,000\n{words}\n"


@pytest.mark.parametrize(("encoding", "words"), TEXTS)
def test_an_encoding_is_guessed_and_a_warning_names_it(encoding: str, words: str) -> None:
    (document,) = read(Source("a.srt", srt(words).encode(encoding)))
    assert document.text == words
    assert any("the file is not in UTF-8 and was read as " in warning for warning in document.warnings)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("words", ["The pier café is closed.", "谢谢主席。"])
def test_unicode_is_read_without_a_guess(encoding: str, words: str) -> None:
    (document,) = read(Source("a.srt", srt(words).encode(encoding)))
    assert (document.text, document.warnings) == (words, ())


def test_running_text_and_tables_are_read_in_other_encodings() -> None:
    (text,) = read(Source("a.txt", "QUESTION: Où est le café ?\n\nMAYOR DOE: Fermé.\n".encode("windows-1252")))
    assert "Où est le café" in text.text
    (table,) = read(Source("a.csv", "speaker,text\nDoe,Fermé à midi.\nRoe,Où ça ?\n".encode("utf-16")))
    assert "Fermé à midi." in table.text


@pytest.mark.parametrize(
    "data",
    [
        # UTF-8 with a fault, control characters, binary.
        "QUESTION: Où est le café fermé ?\n".encode() + b"\xff\n",
        b"QUESTION: caf\x81\x90\n",
        b"QUESTION: a\0b\n",
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputRefused, match=r"is not valid UTF-8|is binary"):
        read(Source("a.txt", data))


def test_xml_and_pages_that_say_their_encoding_are_left_to_their_readers() -> None:
    data = (
        '<?xml version="1.0" encoding="windows-1252"?><tt><body><div><p begin="1s">Fermé.</p></div></body></tt>'
    )
    source = Source("a.ttml", data.encode("windows-1252"))
    assert in_utf8(source) == (source, None)
    assert read(source)[0].text == "Fermé."
    wide = data.replace("windows-1252", "utf-16").encode("utf-16")
    assert read(Source("a.ttml", wide))[0].text == "Fermé."
