"""Akoma Ntoso and ParlaMint TEI, and hostile XML."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.attribution import attribute
from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers import read
from indexer.readers.source import Source


def xml(text: str) -> Document:
    return read(Source("debate.xml", text.encode()))[0]


def turns_of(document: Document) -> list[tuple[str, str]]:
    return [
        (utterance.label, document.text[utterance.start : utterance.end]) for utterance in document.utterances
    ]


AKOMA = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
 <debate name="hansard">
  <meta><identification source="#us"><FRBRWork><FRBRdate date="2014-05-06" name="sitting"/></FRBRWork></identification>
   <references source="#us">
    <TLCPerson eId="doe" href="/p/doe" showAs="Jane Doe"/><TLCPerson eId="x" href="/p/x" showAs="Unknown"/>
    <TLCRole eId="chair" href="/r/chair" showAs="Speaker of the House"/>
   </references></meta>
  <preface><p><docTitle>Debate on Ferries</docTitle></p></preface>
  <debateBody>
   <debateSection name="questions"><heading>Ferries</heading>
    <scene>The House met at 2.30 pm</scene>
    <speech by="#doe" as="#chair"><from>The Speaker</from><p>Order, <i>order</i>!</p><p>Sit down.</p></speech>
    <question by="#smith"><from>Mr Smith (Leeds):</from><p>Why &amp; when?</p></question>
    <answer by="#x"><from>The Minister</from><p>Soon.</p></answer>
   </debateSection>
  </debateBody>
 </debate>
</akomaNtoso>"""


def test_akoma_ntoso_has_speakers_roles_and_notes_in_its_markup() -> None:
    document = xml(AKOMA)
    assert document.format == "akoma-ntoso"
    assert (document.metadata.title, str(document.metadata.date)) == ("Debate on Ferries", "2014-05-06")
    assert turns_of(document) == [
        ("The Speaker", "Order, order!\n\nSit down."),
        ("Mr Smith (Leeds)", "Why & when?"),
        ("The Minister", "Soon."),
    ]
    assert [utterance.role for utterance in document.utterances] == ["chair", "questioner", None]
    assert [part.kind for part in document.nonspeech if part.kind != "label"] == ["heading", "procedure"]


def test_a_name_in_the_markup_resolves_the_label() -> None:
    turns = attribute(xml(AKOMA), "x").turns
    assert (turns[0].attribution.status, turns[0].attribution.name) == ("resolved", "Jane Doe")
    assert turns[2].attribution.name is None


TEI = """<?xml version="1.0"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="p1">
 <teiHeader><fileDesc><titleStmt><title>Sitting 4</title></titleStmt></fileDesc>
  <profileDesc><settingDesc><setting><date when="2020-02-03"/></setting></settingDesc>
  <particDesc><listPerson><person xml:id="DoeJane"><persName><surname>Doe</surname><forename>Jane</forename></persName>
  </person></listPerson></particDesc></profileDesc></teiHeader>
 <text><body><div type="debateSection">
  <head>Ferries</head>
  <note type="speaker">The Chair:</note>
  <u who="#DoeJane" ana="#chair"><seg>Welcome. <note>to all</note></seg><seg>We begin.</seg></u>
  <kinesic type="applause"><desc>Applause</desc></kinesic>
  <u who="#SmithBob" ana="#regular"><seg>Thank you.</seg></u>
 </div></body></text>
</TEI>"""


def test_parlamint_tei() -> None:
    document = xml(TEI)
    assert document.format == "parlamint-tei"
    assert (document.metadata.title, str(document.metadata.date)) == ("Sitting 4", "2020-02-03")
    assert turns_of(document) == [("The Chair", "Welcome.\n\nWe begin."), ("SmithBob", "Thank you.")]
    assert [utterance.role for utterance in document.utterances] == ["chair", None]
    turns = attribute(document, "x").turns
    assert turns[0].attribution.name == "Jane Doe"


SETTING = '<settingDesc><setting><date when="2020-02-03"/></setting></settingDesc>'
SOURCE = '<sourceDesc><bibl><date when="2020-02-04"/></bibl></sourceDesc>'


@pytest.mark.parametrize(
    ("header", "day"), [(SOURCE + SETTING, "2020-02-03"), (SOURCE, "2020-02-04"), ("", "None")]
)
def test_a_sitting_is_not_dated_by_its_publication(header: str, day: str) -> None:
    published = '<publicationStmt><date when="2023-03-01"/></publicationStmt>'
    text = (
        f"<TEI><teiHeader>{published}{header}</teiHeader><text><u who='#a'><seg>Words.</seg></u></text></TEI>"
    )
    assert str(xml(f"<?xml version='1.0'?>{text}").metadata.date) == day


def test_an_id_of_a_person_who_is_not_listed_is_not_a_name() -> None:
    turn = attribute(xml(TEI), "x").turns[1]
    assert (turn.label, turn.attribution.name) == ("SmithBob", None)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f'<?xml version="1.0"?><!DOCTYPE x [{LAUGHS}]><akomaNtoso>&l9;</akomaNtoso>', "XML"),
        (
            '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><TEI>&e;</TEI>',
            "document type",
        ),
        ("<?xml version='1.0'?><akomaNtoso><speech>", "not well formed"),
        (f"<?xml version='1.0'?><TEI>{'<a>' * 250}{'</a>' * 250}</TEI>", "deeper"),
        ("<?xml version='1.0'?><rss><channel/></rss>", "neither"),
        ("<?xml version='1.0'?><akomaNtoso><debate/></akomaNtoso>", "no speech"),
        ("<?xml version='1.0'?><TEI><text/></TEI>", "no utterance"),
    ],
)
def test_unsafe_or_other_xml_is_refused(text: str, words: str) -> None:
    with pytest.raises(InputRefused, match=words):
        xml(text)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_damaged_xml_is_read_or_refused(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([AKOMA, TEI])).encode()
    cut = data.draw(st.integers(0, len(whole)))
    damaged = whole[:cut] + data.draw(st.binary(max_size=20)) + whole[data.draw(st.integers(cut, len(whole))) :]
    try:
        documents = read(Source("d.xml", damaged))
    except InputRefused:
        return
    assert all(
        utterance.end <= len(document.text) for document in documents for utterance in document.utterances
    )


def test_a_debate_is_titled_by_its_cover_and_not_by_the_prayers() -> None:
    cover = """<preface><p>ASSEMBLY OF WESTLAND</p><p>OFFICIAL REPORT</p><p>Thursday, <docDate date="2021-03-04">4
    March 2021</docDate></p><p>The House met at 2.30 p.m.</p></preface>"""
    body = """<debateBody><prayers><heading>PRAYERS</heading></prayers><debateSection><heading>TRAINS</heading>
    <speech by="#stone"><from>Mr. Stone</from><p>They are late.</p></speech></debateSection></debateBody>"""
    titles = {"": "TRAINS", cover: "ASSEMBLY OF WESTLAND, OFFICIAL REPORT"}
    for preface, title in titles.items():
        data = f'<?xml version="1.0"?><akomaNtoso><debate>{preface}{body}</debate></akomaNtoso>'
        assert read(Source("x.xml", data.encode()))[0].metadata.title == title


def test_a_sitting_has_its_own_title_and_the_address_of_its_record() -> None:
    data = """<?xml version="1.0"?><TEI xml:lang="en"><teiHeader><fileDesc><titleStmt>
    <title type="main" xml:lang="en">Westland corpus</title><title type="main" xml:lang="de">Korpus</title>
    <title type="sub" xml:lang="en">Sitting 12, 4 March 2021</title></titleStmt><sourceDesc><bibl>
    <title>Minutes</title><idno type="URI">https://parliament.example/2021-03-04</idno></bibl></sourceDesc></fileDesc>
    </teiHeader><text><body><u who="#a"><seg>We begin.</seg></u></body></text></TEI>"""
    metadata = read(Source("x.xml", data.encode()))[0].metadata
    assert metadata.title == "Westland corpus, Sitting 12, 4 March 2021"
    assert metadata.url == "https://parliament.example/2021-03-04"


PEOPLE = """<?xml version="1.0"?><akomaNtoso><debate><meta><references>
<TLCPerson eId="vale" showAs="Clara Vale"/><TLCPerson eId="minister" showAs="The MINISTER OF TRAINS"/>
<TLCPerson eId="stone" showAs="Mr A B STONE"/>
<TLCRole eId="office" showAs="Minister of State, Office of the President"/>
<TLCRole eId="deputy" showAs="Deputy Speaker of the House"/></references></meta>
<debateBody>{}</debateBody></debate></akomaNtoso>"""


@pytest.mark.parametrize(
    ("speech", "label", "role", "name"),
    [
        (
            '<speech by="#minister"><from>The MINISTER OF TRAINS</from>',
            "The MINISTER OF TRAINS",
            "speaker",
            None,
        ),
        ('<speech by="#stone"><from>Mr A B STONE</from>', "Mr A B STONE", "speaker", "A B Stone"),
        ('<speech by="#vale" as="#office"><from>Ms. Vale</from>', "Ms. Vale", "speaker", "Clara Vale"),
        ('<speech by="#vale" as="#deputy"><from>Ms. Vale</from>', "Ms. Vale", "chair", "Clara Vale"),
        ('<speech by="#x"><from>* Mr. PRESIDENT</from>', "Mr. PRESIDENT", "chair", None),
        ('<speech by="#x"><from>*Senator A. STONE</from>', "Senator A. STONE", "speaker", None),
        (
            '<speech by="#x"><from>The PRESIDENT OF WESTLAND</from>',
            "The PRESIDENT OF WESTLAND",
            "speaker",
            None,
        ),
    ],
)
def test_posts_and_marks_of_translation_are_no_names(
    speech: str, label: str, role: str, name: str | None
) -> None:
    turn = attribute(xml(PEOPLE.format(f"{speech}<p>So.</p></speech>")), "x").turns[0]
    assert (turn.label, turn.role, turn.attribution.name) == (label, role, name)


def test_a_name_link_belongs_to_the_surname_and_an_id_is_nobodys_name() -> None:
    tei = (
        '<?xml version="1.0"?><TEI xmlns:xml="http://www.w3.org/XML/1998/namespace"><person xml:id="b"><persName>'
        "<forename>Paul</forename><nameLink>van den</nameLink><surname>Berg</surname></persName></person>"
        '<text><u who="#b"><seg>So.</seg></u><u><seg>I call Clara Vale</seg></u>'
        '<u who="#Otto.Lake"><seg>Here.</seg></u></text></TEI>'
    )
    names = [turn.attribution.name for turn in attribute(xml(tei), "x").turns]
    assert names == ["Paul van den Berg", None, None]


def test_tokens_are_joined_and_notes_among_them_are_outside() -> None:
    sentence = (
        "<s><w join='right'>cannot<w norm='can'/><w norm='not'/></w><pc>,</pc><name><w>Clara</w></name>"
        "<w join='right'>run</w><pc>.</pc></s><vocal><desc><w>No</w><pc>!</pc></desc></vocal><s><w>So</w></s>"
    )
    tei = f"<TEI><text><u who='#a'><seg>{sentence}</seg><note>Applause</note><seg><w>End</w></seg></u></text></TEI>"
    document = xml(tei)
    assert turns_of(document) == [("a", "cannot, Clara run. So"), ("a", "End")]
    outside = [document.text[part.start : part.end] for part in document.nonspeech if part.kind == "procedure"]
    assert outside == ["No !", "Applause"]
