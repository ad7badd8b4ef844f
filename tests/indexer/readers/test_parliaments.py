"""Vocabularies of single parliaments: who speaks, what is nobody's, and what stands outside a quote.

The cases of tests/cases/parliament are read as their expected.toml says; here are the places where readers go wrong.
"""

import json

import pytest

from indexer.attribution import attribute
from indexer.errors import InputRefused
from indexer.model import Transcript
from indexer.readers import read
from indexer.readers.source import Source
from indexer.readers.speeches import name_in_order


def transcript(text: str, name: str = "x.xml") -> Transcript:
    return attribute(read(Source(name, text.encode()))[0], "x")


def said(read_transcript: Transcript) -> list[tuple[str, str | None, str]]:
    """The labels, names and words of all turns."""
    return [
        (turn.label, turn.attribution.name, read_transcript.text[turn.start : turn.end])
        for turn in read_transcript.turns
    ]


def outside(read_transcript: Transcript) -> list[str]:
    """The words that nobody says."""
    return [
        read_transcript.text[part.start : part.end] for part in read_transcript.outside if part.kind != "label"
    ]


def test_public_whip_declares_characters_and_groups_have_no_name() -> None:
    text = """<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE publicwhip [<!ENTITY mdash "&#8212;">]>
    <publicwhip latest="yes"><gidredirect oldgid="uk.org.publicwhip/debate/2008-01-01a.1.1"/>
    <major-heading id="uk.org.publicwhip/debate/2021-03-04a.1.0">Trains</major-heading>
    <speech id="uk.org.publicwhip/debate/2021-03-04a.1.1" nospeaker="true"><p>The House met&mdash;</p></speech>
    <speech id="a" speakerid="uk.org.publicwhip/member/1" speakername="Paul Stone"><p>Late&mdash;<i>very</i>.</p>
    <p class="italic">So.</p></speech>
    <speech id="b" speakerid="unknown" speakername="Opposition Members"><p>Shame!</p></speech>
    <ques id="c" person_id="uk.org.publicwhip/person/2" speakername="Clara Vale"><p>When?</p></ques></publicwhip>"""
    debates = transcript(text)
    assert (debates.title, str(debates.date)) == ("Trains", "2021-03-04")
    assert said(debates) == [
        ("Paul Stone", "Paul Stone", "Late—very.\n\nSo."),
        ("Opposition Members", None, "Shame!"),
        ("Clara Vale", "Clara Vale", "When?"),
    ]
    assert [turn.role for turn in debates.turns] == ["speaker", "speaker", "questioner"]
    assert outside(debates) == ["Trains", "The House met—"]


def test_in_the_bundestag_only_the_chair_goes_on_after_a_speech() -> None:
    name = "<name><titel>Dr.</titel><vorname>Paul</vorname><nachname>Muster</nachname></name>"
    member = f'<p klasse="redner"><redner id="1">{name}</redner>Dr. Paul Muster (XYZ):</p>'
    member += '<p klasse="J_1">Danke.<sup>1</sup></p>'
    text = f"""<!DOCTYPE dbtplenarprotokoll SYSTEM "x.dtd"><dbtplenarprotokoll sitzung-datum="04.03.2021">
    <sitzungsverlauf><tagesordnungspunkt><rede>{member}</rede><p klasse="J">Ich rufe auf:</p>
    <p klasse="T_fett">Drucksache 1</p></tagesordnungspunkt><tagesordnungspunkt><rede>{member}
    <name>Vizepräsidentin Petra Fels:</name><p klasse="J">Weiter.</p></rede><p klasse="J">Ich rufe auf.</p>
    <rede><p klasse="J">Wer spricht?</p></rede></tagesordnungspunkt></sitzungsverlauf>
    <anlagen><anlage><anlagen-titel>Anlage 1</anlagen-titel><p klasse="J">Liste</p></anlage>
    <anlage><rede>{member}</rede></anlage></anlagen></dbtplenarprotokoll>"""
    sitting = transcript(text)
    assert said(sitting) == [
        ("Dr. Paul Muster (XYZ)", "Paul Muster", "Danke."),
        ("", None, "Ich rufe auf:"),
        ("Dr. Paul Muster (XYZ)", "Paul Muster", "Danke."),
        ("Vizepräsidentin Petra Fels", "Petra Fels", "Weiter."),
        ("Vizepräsidentin Petra Fels", "Petra Fels", "Ich rufe auf."),
        ("", None, "Wer spricht?"),
        ("Dr. Paul Muster (XYZ)", "Paul Muster", "Danke."),
    ]
    assert outside(sitting) == ["1", "Drucksache 1", "1", "Anlage 1", "Liste", "1"]


def test_in_canada_labels_in_bold_begin_turns_and_times_interrupt_nobody() -> None:
    text = """<Hansard xml:lang="EN"><ExtractedInformation><ExtractedItem Name="MetaDateNumDay">19</ExtractedItem>
    <ExtractedItem Name="MetaDateNumMonth">04</ExtractedItem><ExtractedItem Name="MetaDateNumYear">2024</ExtractedItem>
    </ExtractedInformation><HansardBody><Intervention Type="Debate"><PersonSpeaking><Affiliation>The Assistant Deputy
    Speaker (Mrs. Clara Vale (Northtown, XYZ))</Affiliation></PersonSpeaking><Content><ParaText>Is it agreed?</ParaText>
    <ParaText><B>Some hon. members:</B> Agreed.</ParaText><ParaText>(Motion agreed to)</ParaText></Content>
    </Intervention><Intervention Type="Question"><PersonSpeaking><Affiliation>Mr. Paul Stone (Westland, XYZ)
    </Affiliation>: </PersonSpeaking><Content><ParaText>Trains are <B>late</B>: why?</ParaText><Timestamp Hr="10"
    Mn="5">(1005)</Timestamp><ParaText><B>Late</B>, I say.</ParaText><ParaText><B>An hon. member</B>: Oh, oh!</ParaText>
    <ParaText><B>Mr. Paul Stone:</B> Order.</ParaText></Content></Intervention></HansardBody></Hansard>"""
    debates = transcript(text)
    assert str(debates.date) == "2024-04-19"
    chair, stone = (
        "The Assistant Deputy Speaker (Mrs. Clara Vale (Northtown, XYZ))",
        "Mr. Paul Stone (Westland, XYZ)",
    )
    assert said(debates) == [
        (chair, "Clara Vale", "Is it agreed?"),
        ("Some hon. members", None, "Agreed."),
        (stone, "Paul Stone", "Trains are late: why?\n\nLate, I say."),
        ("An hon. member", None, "Oh, oh!"),
        ("Mr. Paul Stone", "Paul Stone", "Order."),
    ]
    assert outside(debates) == ["(Motion agreed to)", "(1005)"]


def test_australian_text_of_version_2_2_has_its_turns_in_links_and_spans() -> None:
    def turn(kind: str, key: str, label: str, words: str) -> str:
        span = f'<span class="HPS-{kind}">{label}</span>'
        opening = f'<a href="{key}" type="{kind}">{span}</a>' if key else span
        return f'<p class="HPS-Normal"><span class="HPS-Normal">{opening}{words}</span></p>'

    text = (
        '<hansard version="2.2"><session.header><date>2021-03-04</date><chamber>SENATE</chamber></session.header>'
        "<chamber.xscript><debate><debateinfo><title>TRAINS</title></debateinfo><debate.text><body><p>Debate resumed."
        '</p></body></debate.text><speech><talk.start><talker><name role="metadata">Stone, Paul, MP</name>'
        "<name.id>AB1</name.id></talker></talk.start><talk.text><body>"
        + turn(
            "MemberSpeech",
            "ab1",
            "Mr STONE",
            " (Northtown\u2014Minister for Trains) (10:01): They are late: why?",
        )
        + '<p class="HPS-Normal"><span>Every morning.</span></p>'
        + turn("MemberInterjecting", "zz9", "Ms Vale:", " Nonsense!")
        + turn("OfficeInterjecting", "10000", "The PRESIDENT:", " Order!")
        + turn("MemberContinuation", "", "Mr STONE:", " It is (mostly) so.")
        + turn("MemberIInterjecting", "", "Ms Vale interjecting\u2014", "")
        + '<p class="HPS-Normal"><span>I end.</span></p><p class="HPS-Normal">Question agreed to.</p>'
        + turn("MemberSpeech", "ab1", "Mr LAKE:", "")
        + '<p class="HPS-Normal"><span>I begin.</span></p>'
        + "</body></talk.text></speech></debate></chamber.xscript></hansard>"
    )
    hansard = transcript(text)
    assert (hansard.title, str(hansard.date)) == ("Senate Hansard", "2021-03-04")
    assert said(hansard) == [
        ("Mr STONE", "Paul Stone", "They are late: why?\n\nEvery morning."),
        ("Ms Vale", None, "Nonsense!"),
        ("The PRESIDENT", None, "Order!"),
        ("Mr STONE", None, "It is (mostly) so."),
        ("Mr STONE", None, "I end."),
        ("Mr LAKE", None, "I begin."),
    ]
    assert [turn.role for turn in hansard.turns][2] == "chair"
    assert "Ms Vale interjecting—" in outside(hansard)


def test_in_historic_hansard_divisions_and_questions_end_a_speech() -> None:
    text = """<housecommons><title>House of Commons</title><date format="1985-12-16">Monday</date><debates><section>
    <title>TRAINS</title><p>Mr. Rock asked the Minister when they come.</p><p>2. <member>Mrs. Vale</member><i>[holding
    answer</i> 1 May]: In June.</p><col>3</col><p>More <col>4</col>later.</p><p>Mr. Lake asked the Minister why.</p>
    <p>(2) if he knows.</p><p><member>Sir Paul Stone</member><membercontribution>: No.</membercontribution></p>
    <p><i>Question put:\u2014</i></p><p>The House divided: Ayes 2.</p><division><table><tr><td>Lake</td></tr></table>
    </division><p>It was so.</p></section><section><title>ROADS</title><p>Nobody said this.</p></section></debates>
    </housecommons>"""
    sitting = transcript(text)
    assert said(sitting) == [
        ("Mrs. Vale", None, "In June.\n\nMore later."),
        ("Sir Paul Stone", "Paul Stone", "No."),
    ]


def test_the_senedd_escapes_its_html_and_posts_are_no_names() -> None:
    row = "<XML_Plenary_Bilingual><contribution_verbatim>{}</contribution_verbatim>{}</XML_Plenary_Bilingual>"
    rows = (
        row.format("&amp;lt;p&amp;gt;One &amp;amp; two.&amp;lt;/p&amp;gt;&lt;p&gt;Three.&lt;/p&gt;",
                   "<Member_name_English>Clara Vale</Member_name_English>"),
        row.format("Four.", "<Member_job_title_English>First Minister</Member_job_title_English>"),
        row.format("The meeting began at 13:30.", ""),
    )  # fmt: skip
    record = transcript(f"<dataroot>{''.join(rows)}</dataroot>")
    assert said(record) == [
        ("Clara Vale", "Clara Vale", "One & two.\n\nThree."),
        ("First Minister", None, "Four."),
    ]
    assert outside(record) == ["The meeting began at 13:30."]


def test_in_the_eduskunta_the_chair_interrupts_and_brackets_are_of_others() -> None:
    text = """<v:Siirto xmlns:v="urn:x"><v:PuheenvuoroToimenpide v:puheenvuoroAloitusHetki="2021-03-04T14:02:00">
    <v:Henkilo><v:EtuNimi>Maija</v:EtuNimi><v:SukuNimi>Meri</v:SukuNimi></v:Henkilo><v:KohtaSisalto>
    <v:KappaleKooste>Arvoisa puhemies! [Olli Oja: Hyvä!] Kiitos.</v:KappaleKooste><v:PuheenjohtajaRepliikki>
    <v:PuheenjohtajaTeksti>Ensimmäinen varapuhemies Pia Puro:</v:PuheenjohtajaTeksti><v:KappaleKooste>Aika!
    </v:KappaleKooste></v:PuheenjohtajaRepliikki><v:KappaleKooste>Lopetan.</v:KappaleKooste></v:KohtaSisalto>
    </v:PuheenvuoroToimenpide></v:Siirto>"""
    minutes = transcript(text)
    assert said(minutes) == [
        ("Maija Meri", "Maija Meri", "Arvoisa puhemies! Kiitos."),
        ("Ensimmäinen varapuhemies Pia Puro", "Pia Puro", "Aika!"),
        ("Maija Meri", "Maija Meri", "Lopetan."),
    ]
    assert [turn.role for turn in minutes.turns] == ["speaker", "chair", "speaker"]
    assert outside(minutes) == ["[Olli Oja: Hyvä!]"]


def test_open_parliament_tv_has_a_document_and_times_for_each_video() -> None:
    def block(speaker: str | None, text: str, *times: object, kind: str = "speech") -> dict[str, object]:
        sentences = [
            {"text": words, "timeStart": time} for words, time in zip(text.split("|"), times, strict=False)
        ]
        return {"type": kind, "speaker": speaker, "speakerstatus": "president" if speaker == "Petra Fels" else "main",
                "text": text.replace("|", " "), "sentences": sentences}  # fmt: skip

    def item(day: str, blocks: list[dict[str, object]]) -> dict[str, object]:
        content = {"type": "proceedings", "language": "de", "textBody": blocks}
        return {"dateStart": day, "media": {"videoFileURI": f"https://media.example/{day}.mp4"},
                "agendaItem": {"title": "Züge", "officialTitle": "TOP 1"}, "textContents": [content]}  # fmt: skip

    first = item("2021-03-04", [
        block("Paul Muster", "Guten Tag.|Die Züge.", "1.5", "3.25"), block("Paul Muster", "Spät.", "9"),
        block(None, "(Beifall)", kind="comment"), block("Petra Fels", "Danke.", "nan"),
    ])  # fmt: skip
    data = json.dumps(
        {"meta": {}, "data": [first, item("2021-03-05", []), item("2021-03-06", [block("SPD", "Ja.")])]}
    )
    documents = read(Source("x.json", data.encode()))
    assert [str(document.metadata.date) for document in documents] == ["2021-03-04", "2021-03-06"]
    speech = attribute(documents[0], "x")
    assert (speech.title, speech.media) == ("TOP 1: Züge", "https://media.example/2021-03-04.mp4")
    assert said(speech) == [
        ("Paul Muster", "Paul Muster", "Guten Tag. Die Züge.\n\nSpät."),
        ("Petra Fels", "Petra Fels", "Danke."),
    ]
    assert [(speech.text[mark.start :][:4], mark.time) for mark in speech.times] == [
        ("Gute", 1.5), ("Die ", 3.25), ("Spät", 9.0),
    ]  # fmt: skip
    assert [turn.start_time for turn in speech.turns] == [1.5, None]
    assert [turn.role for turn in speech.turns] == ["speaker", "chair"]
    assert outside(speech) == ["(Beifall)"]


def test_a_recognised_segment_has_the_only_voice_that_overlaps_it() -> None:
    voices = [{"speaker": "SPEAKER_00", "start": 0, "end": 5}, {"speaker": "SPEAKER_01", "start": 4, "end": 9}]
    words = [
        {"text": "一。", "start": 1, "end": 3},
        {"text": "二。", "start": 3, "end": 6},
        {"text": "三。", "start": 6, "end": 8},
    ]
    data = {"ivods": [{"日期": "2021-03-04", "會議名稱": "第11次會議（事由：…）",
                       "transcript": {"pyannote": voices, "whisperx": words}}, {"日期": "2021-03-05"}]}  # fmt: skip
    video = transcript(json.dumps(data), "x.json")
    assert (video.title, str(video.date)) == ("第11次會議", "2021-03-04")
    assert said(video) == [("SPEAKER_00", None, "一。"), ("", None, "二。"), ("SPEAKER_01", None, "三。")]
    assert [turn.start_time for turn in video.turns] == [1, 3, 6]


AKOMA = (
    '<akomaNtoso><meta><TLCPerson eId="v" showAs="Clara Vale"/><TLCRole eId="r" showAs="{}"/></meta><debateBody>{}'
    "</debateBody></akomaNtoso>"
)


@pytest.mark.parametrize(
    ("post", "role"),
    [
        ("President of the Republic", "speaker"),
        ("President of the Senate", "chair"),
        ("Leas-Chathaoirleach", "chair"),
        ("Puhemies", "chair"),
        ("Former Speaker", "speaker"),
        ("Minister in the Presidency", "speaker"),
    ],
)
def test_a_chair_is_that_of_a_house_in_any_language(post: str, role: str) -> None:
    speech = '<speech by="#v" as="#r"><from>Ms. Vale</from><p>So.</p></speech>'
    assert transcript(AKOMA.format(post, speech)).turns[0].role == role


def test_a_speech_in_a_speech_and_a_second_label_are_of_others() -> None:
    speech = (
        '<speech by="#v"><from>Ms. Vale</from><p>One.</p><speech by="#x"><from>Mr. Stone</from><p>No!</p></speech>'
        "<p>Two.</p><from>Mr. Lake</from><p>Three.</p></speech>"
    )
    assert said(transcript(AKOMA.format("", speech))) == [
        ("Ms. Vale", "Clara Vale", "One."),
        ("Mr. Stone", None, "No!"),
        ("Ms. Vale", "Clara Vale", "Two."),
        ("Mr. Lake", None, "Three."),
    ]


def test_bare_paragraphs_before_a_speech_and_in_procedure_are_not_said() -> None:
    body = (
        "<debateSection><p>The House met.</p><speech by='#v'><from>Ms. Vale</from><p>One.</p></speech><p>Kodwa.</p>"
        "<p>Yebo.</p><adjournment><p>The House rose.</p></adjournment>"
        "<p>At <recordedTime time='10:00'>10.00</recordedTime>.</p>"
        "</debateSection>"
    )
    debate = transcript(AKOMA.format("", body))
    assert said(debate) == [("Ms. Vale", "Clara Vale", "One."), ("", None, "Kodwa.\n\nYebo.")]
    assert outside(debate) == ["The House met.", "The House rose.", "At 10.00."]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<publicwhip><speech nospeaker='true'><p>a</p></speech></publicwhip>", "Public Whip"),
        ("<dbtplenarprotokoll><sitzungsverlauf/></dbtplenarprotokoll>", "Bundestag"),
        ("<Hansard><HansardBody><CatchLine>a</CatchLine></HansardBody></Hansard>", "Canadian Hansard"),
        ("<hansard><session.header/><chamber.xscript/></hansard>", "Australian Hansard"),
        ("<housecommons><section><p><member>A</member></p></section></housecommons>", "historic Hansard"),
        ("<dataroot><a><contribution_verbatim/></a></dataroot>", "Senedd"),
        ("<Siirto><PuheenvuoroToimenpide/></Siirto>", "Eduskunta"),
        ('{"meta": {}, "data": [{"textContents": []}]}', "Open Parliament TV"),
        ('{"ivods": [{}]}', "IVOD"),
        ('{"meta": {}, "data": [{"textContents": 3}]}', "Open Parliament TV"),
    ],
)
def test_files_without_speech_are_refused_by_their_format(text: str, name: str) -> None:
    with pytest.raises(InputRefused, match=name):
        read(Source("x.json" if text.startswith("{") else "x.xml", text.encode()))


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ("Stone, Paul, MP", "Paul Stone"),
        ("Vale-Rock, Sen Clara", "Clara Vale-Rock"),
        ("Stone, Dr Paul, AM, MP", "Paul Stone"),
        ("Stone, Paul MP (The SPEAKER)", "Paul Stone"),
        ("SPEAKER, The", None),
        ("SPEAKER, Mr", None),
        ("Stone", None),
        ("Mr Stone interjecting", None),
        (", Paul", None),
    ],
)
def test_names_of_lists_are_put_in_order_without_titles(listed: str, name: str | None) -> None:
    assert name_in_order(listed) == name


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("[3.2]. - by leave - I move", "by leave - I move"),
        (". - I agree.", "I agree."),
        ("-(Hon. Petra Rock). - Order.", "Order."),
        ("- -The trains are late.", "The trains are late."),
        ("(Trains) are late.", "(Trains) are late."),
    ],
)
def test_what_the_australian_print_has_before_the_first_words_is_not_said(written: str, words: str) -> None:
    text = f"""<hansard version="2.1"><session.header><date>1936-03-04</date><chamber>REPS</chamber></session.header>
    <chamber.xscript><debate><speech><talk.start><talker><name role="display">Mr STONE</name></talker>
    <para>{written}</para></talk.start></speech></debate></chamber.xscript></hansard>"""
    assert [turn[2] for turn in said(transcript(text))] == [words]
