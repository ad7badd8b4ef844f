"""A refusal says what the file looks like, and what would make it readable."""

import pytest

from indexer.errors import InputRefused
from indexer.readers import read
from indexer.readers.source import Source
from indexer.turns.appearance import appearance

SAID = "we mend the lamps before the winter, and then we rest."
LOOKS = {
    "running text without labels": f"And so {SAID}\n\nThen {SAID}",
    "XML with the root <hansard>": "<!-- a --><!DOCTYPE x [<!ENTITY y 'z'>]>\n<hansard><p>Ms. Vale</p></hansard>",
    "captions that do not begin as SRT": "Title\n\n00:01 --> 00:02\nwords\n",
    "lines such as `<Otto>`, `<Lena_F>`": "[10:00] <Otto> hi\n[10:01] <Lena_F> hello\n[10:02] <Otto> so\n",
    "begin with a time, such as `0:00:01.100`": f"0:00:01.100,0:00:02.000\n{SAID}\n\n0:00:02.000\n{SAID}\n",
    "a table with the columns `Line`, `By`, `Said`": f'Line,By,Said\n1,Finch,"{SAID}"\n2,Vale,"Yes, {SAID}"\n',
    "words such as `Heron`, `Otter` and a colon": f"Heron: {SAID}\nOtter: {SAID}\nHeron: {SAID}\n",
    "`Heron`, `Otter` and a colon, each only once": f"Heron: {SAID}\nOtter: {SAID}\n",
    "words such as `CHAIR FINCH` and a period": f"CHAIR FINCH.  {SAID}\n\nMR. VALE. {SAID}\n\nCHAIR FINCH. {SAID}\n",
    "words such as `Herr Vale` and a dash": f"Herr Vale – {SAID}\n\nFrau Finch – {SAID}\n\nHerr Vale – {SAID}\n",
    "labels such as `CLERK`, `MAYOR` inside its lines": "so he said.CLERK:Well. MAYOR:No.CLERK:Yes.",
    "a list of names or headings, such as `Lena Finch`": "Lena Finch\nOtto Vale\nBram Lark\n",
    "only a name or a heading, such as `Lena Finch`": f"Lena Finch\nSo {SAID}\nOtto Vale\nYes, {SAID}\n",
}
REMEDIES = ("JANE ROE: Yes.`", "save them as one of these", "begin a new line with each", "add what was said")


@pytest.mark.parametrize(("look", "text"), LOOKS.items())
def test_what_a_text_looks_like(look: str, text: str) -> None:
    words = appearance(text)
    assert look in words
    assert any(remedy in words for remedy in REMEDIES)


def test_the_refusal_says_it() -> None:
    with pytest.raises(InputRefused) as refused:
        read(Source("x.txt", LOOKS["a table with the columns `Line`, `By`, `Said`"].encode()))
    assert str(refused.value).startswith(
        "x.txt: no line opens a turn: it looks like a table with the columns `Line`, `By`, `Said`; name the column of"
    )


def test_json_and_xml_of_other_kinds_are_described() -> None:
    with pytest.raises(InputRefused, match="it looks like JSON with the keys `events`, `wire`; write"):
        read(Source("x.json", b'{"events": [], "wire": 1}'))
    with pytest.raises(InputRefused, match="it has the root <wire>"):
        read(Source("x.xml", b'<?xml version="1.0"?><wire><p>words</p></wire>'))


@pytest.mark.parametrize(
    "piece", ["<!--a-->", "<?a?>", "Ab ", "A: ", "1:00 ", "a,b\n", "A.", "<![", "A (b", "Mr. A"]
)
def test_a_hostile_text_is_described_in_linear_time(piece: str) -> None:
    assert appearance(piece * 50_000)
