"""Captions with fields of their own: TTML, SubStation, SAMI, LRC, SCC, YouTube's JSON."""

import pytest

from indexer.errors import InputRefused
from indexer.model import Document
from indexer.readers import read
from indexer.readers.source import Source


def document_of(name: str, text: str) -> Document:
    return read(Source(name, text.encode()))[0]


def turns_of(document: Document) -> list[tuple[str, str, float | None]]:
    return [
        (turn.label, " ".join(document.text[turn.start : turn.end].split()), turn.start_time)
        for turn in document.utterances
    ]


def ttml(body: str, head: str = "", attributes: str = "") -> Document:
    namespaces = (
        'xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" '
        'xmlns:ttp="http://www.w3.org/ns/ttml#parameter"'
    )
    return document_of("a.ttml", f"<tt {namespaces} {attributes}><head>{head}</head><body>{body}</body></tt>")


AGENTS = (
    '<ttm:agent xml:id="a" type="person"><ttm:name type="family">Brook</ttm:name>'
    '<ttm:name type="full">Nina Brook</ttm:name></ttm:agent><ttm:agent xml:id="v2"/>'
)


def test_agents_of_ttml_speak_also_around_paragraphs() -> None:
    body = (
        '<div ttm:agent="a"><p begin="1s">Who?</p><p begin="2s" ttm:agent="v2">Nobody.</p></div>'
        '<div><p begin="3s">Oh.</p></div>'
    )
    assert turns_of(ttml(body, AGENTS)) == [
        ("Nina Brook", "Who?", 1.0),
        ("v2", "Nobody.", 2.0),
        ("", "Oh.", 3.0),
    ]


def test_agents_of_ttml_speak_inside_paragraphs() -> None:
    body = (
        '<div><p begin="1s"><span ttm:agent="a">Who?</span><br/><span ttm:agent="v2">Me.</span></p>'
        '<p begin="2s">Oh.</p></div>'
    )
    assert turns_of(ttml(body, AGENTS)) == [("Nina Brook", "Who?", 1.0), ("v2", "Me.", 1.0), ("", "Oh.", 2.0)]


@pytest.mark.parametrize(
    ("attributes", "begin", "seconds"),
    [
        ("", "00:01:02.5", 62.5),
        ("", "1.5h", 5400.0),
        ("", "2m", 120.0),
        ("", "1500ms", 1.5),
        ("", "24.594", 24.594),
        ('ttp:frameRate="25"', "00:00:01:05", 1.2),
        ('ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"', "30f", 1.001),
        ('ttp:tickRate="10000000"', "15000000t", 1.5),
    ],
)
def test_times_of_ttml(attributes: str, begin: str, seconds: float) -> None:
    assert turns_of(ttml(f'<div><p begin="{begin}">Yes.</p></div>', "", attributes)) == [("", "Yes.", seconds)]


def test_times_of_ttml_are_counted_from_the_element_around_unless_that_would_end_earlier() -> None:
    relative = '<div begin="10s" end="20s"><p begin="1s" end="9s">Yes.</p></div>'
    assert turns_of(ttml(relative)) == [("", "Yes.", 11.0)]
    absolute = (
        '<div begin="10s" end="20s"><p begin="11s" end="14s">Yes.</p><p begin="15s" end="20s">So.</p></div>'
    )
    assert turns_of(ttml(absolute)) == [("", "Yes. So.", 11.0)]


def test_white_space_and_breaks_of_ttml() -> None:
    body = '<div><p begin="1s">\n  Who <span>moved\n it</span><br/>\n then?<metadata>no</metadata></p></div>'
    document = ttml(body, "<metadata><ttm:title>Talk</ttm:title></metadata>", 'xml:lang="fr-FR"')
    assert turns_of(document) == [("", "Who moved it then?", 1.0)]
    assert (document.metadata.title, document.metadata.language) == ("Talk", "fr")


def test_words_of_ttml_with_a_time_each() -> None:
    body = '<div><p><span begin="3s">Who</span> <span begin="4s">moved</span></p></div>'
    assert turns_of(ttml(body)) == [("", "Who moved", 3.0)]


def substation(events: str, names: str = "Layer, Start, End, Style, Name, Effect, Text") -> Document:
    return document_of("a.ass", f"[Script Info]\nTitle: Harbour\n\n[Events]\nFormat: {names}\n{events}")


def test_events_of_substation_are_sorted_and_their_markup_is_left_out() -> None:
    document = substation(
        "Dialogue: 0,0:00:05.00,0:00:06.00,Default,,,Oh, well.\n"
        "Comment: 0,0:00:01.00,0:00:02.00,Default,Nina,,No.\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Default,Nina,,{\\i1}Who, {\\i0}then\\Nand\\hwhy?\n"
        "Dialogue: 0,0:00:03.00,0:00:04.00,Default,Nina,,{\\p1}m 0 0 l 100 0{\\p0}\n"
    )
    assert turns_of(document) == [("Nina", "Who, then and why?", 1.0), ("", "Oh, well.", 5.0)]
    assert document.metadata.title == "Harbour"


def test_a_format_line_of_substation_names_the_fields() -> None:
    document = substation("Dialogue: Tom,0:00:01.00,Yes, so.\n", "Actor, Start, Text")
    assert turns_of(document) == [("Tom", "Yes, so.", 1.0)]


SAMI = (
    '<SAMI><HEAD><TITLE>Harbour &amp; tide</TITLE><STYLE TYPE="text/css"><!--\n.ENCC { Name: English; lang: en-US; }\n'
    ".FRCC { Name: French; lang: fr-FR; }\n--></STYLE></HEAD><BODY>\n"
    "<SYNC Start=1000><P Class=ENCC>NINA: Who moved<br>the &quot;anchor&quot;?<P Class=FRCC>Qui ?\n"
    "<SYNC Start=2000><P Class=ENCC>&nbsp;\n"
    "<SYNC Start=3000><P Class=ENCC><font color=red>TOM: The storm.</font>\n</BODY></SAMI>"
)


def test_sami_is_read_in_one_language() -> None:
    document = document_of("a.smi", SAMI)
    assert turns_of(document) == [("NINA", 'Who moved the "anchor"?', 1.0), ("TOM", "The storm.", 3.0)]
    assert (document.metadata.title, document.metadata.language) == ("Harbour & tide", "en")
    assert document.warnings == ("of several languages 'encc' was read, and frcc left out",)


def test_lines_of_lrc_with_several_times_are_said_at_each() -> None:
    document = document_of(
        "a.lrc", "[ti:Talk]\n[offset:+500]\n[00:05.50][00:01.5]Yes.\n[00:03:25]<00:03.50>So <00:04.00>it is.\n"
    )
    assert document.metadata.title == "Talk"
    assert [(document.text[mark.start :].split()[0], mark.time) for mark in document.times] == [
        ("Yes.", 1.0), ("So", 2.75), ("Yes.", 5.0),
    ]  # fmt: skip


def parity(byte: int) -> int:
    return byte if byte.bit_count() % 2 else byte | 0x80


def scc_words(text: str) -> str:
    data = [parity(ord(character)) for character in text + " " * (len(text) % 2)]
    return " ".join(f"{first:02x}{second:02x}" for first, second in zip(data[::2], data[1::2], strict=True))


def test_scc_that_rolls_up_is_read_once() -> None:
    lines = ["the ferry is late", "because of the tide", "and the missing pilot", "so we walked"]
    text = "Scenarist_SCC V1.0\n\n" + "".join(
        f"00:00:{2 * number:02};00\t9425 9425 94ad 94ad 9470 9470 {scc_words(line)}\n\n"
        for number, line in enumerate(lines)
    )
    ((label, words, start),) = turns_of(document_of("a.scc", text))
    assert (label, words) == ("", " ".join(lines))
    assert start is not None
    assert start < 1


def test_events_of_youtube_are_cues_and_segments_are_joined() -> None:
    text = (
        '{"wireMagic": "pb3", "events": [{"tStartMs": 0, "id": 1}, {"tStartMs": 80, "segs": [{"utf8": "the"}, '
        '{"utf8": " ferry"}]}, {"tStartMs": 2300, "aAppend": 1, "segs": [{"utf8": "\\n"}]}, '
        '{"tStartMs": 2400, "segs": [{"utf8": ">> is late"}]}]}'
    )
    assert turns_of(document_of("a.json", text)) == [("", "the ferry", 0.08), ("", "is late", 2.4)]


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        (
            (
                "whisper_init_from_file: loading model\nmain: processing 'a.wav'\n\n"
                "[00:00:00.000 --> 00:00:04.000]   Who moved it? [SPEAKER_TURN]\n"
                "[00:00:04.000 --> 00:00:08.000]   The storm did.\n\nwhisper_print_timings:     load time =   1.2 ms\n"
            ),
            [("", "Who moved it?", 0), ("", "The storm did.", 4)],
        ),
        (
            (
                "[00:00:00.000 --> 00:00:04.000]  (speaker 0) Who moved it?\n"
                "[00:00:04.000 --> 00:00:08.000]  (speaker 1) The storm did.\n"
                "[00:00:08.000 --> 00:00:09.000]  (speaker ?) Ah.\n"
            ),
            [("Speaker 0", "Who moved it?", 0), ("Speaker 1", "The storm did.", 4), ("", "Ah.", 8)],
        ),
        (
            (
                "Detected language 'en' with probability 0.99\n[0.00s -> 4.00s]  Who moved it?\n"
                "[4.00s -> 8.10s]  The storm did.\n"
            ),
            [("", "Who moved it? The storm did.", 0)],
        ),
        (
            "[00:00.000 --> 00:04.000]  SPEAKER_00: Who moved it?\n[00:04.000 --> 00:08.000]  SPEAKER_01: The storm.\n",
            [("SPEAKER_00", "Who moved it?", 0), ("SPEAKER_01", "The storm.", 4)],
        ),
    ],
)
def test_what_whisper_prints_is_read_as_captions(text: str, turns: list[tuple[str, str, float]]) -> None:
    document = document_of("a.txt", text)
    assert document.format == "whisper-log"
    assert turns_of(document) == turns


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (
            "turns.rttm",
            "SPEAKER talk 1 0.031 2.000 <NA> <NA> SPEAKER_00 <NA> <NA>\n",
            "this is RTTM, which says who speaks",
        ),
        ("turns.txt", ";; made by hand\nSPEAKER talk 1 0.031 2.000 <NA> <NA> A <NA> <NA>\n", "this is RTTM"),
        ("a.sub", "{0}{25}Hello there|you\n", "this is MicroDVD"),
        ("a.idx", "# VobSub index file, v7\n", "this is VobSub"),
        (
            "a.txt",
            "12/02/2024, 14:03 - Jane Doe: Who?\n12/02/2024, 14:04 - Tom Ash: Me.\n",
            "exported chat of a messenger",
        ),
        (
            "a.txt",
            "[12.02.24, 14:03:11] Jane Doe: Who?\n[12.02.24, 14:04:01] Tom Ash: Me.\n",
            "exported chat of a messenger",
        ),
        (
            "a.txt",
            f"{'=' * 62}\nGuild: Harbour\nChannel: board\n{'=' * 62}\n\n[04/03/2024 10:32] nina\nWho?\n",
            "exported chat of a messenger",
        ),
        (
            "a.txt",
            'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\n',
            "this is a TextGrid of Praat",
        ),
        ("a.cha", "@UTF8\n@Begin\n@Languages:\teng\n*NIN:\twho moved it ?\n@End\n", "this is CHAT"),
        ("a.ctm", ";; by hand\ntalk 1 0.10 0.20 who 0.99\ntalk 1 0.40 0.20 moved\n", "this is CTM"),
        (
            "a.stm",
            "talk 1 Nina_Brook 0.10 2.20 <o,f0,female> who moved it\ntalk 1 Tom_Ash 2.40 3.20 <o> he\n",
            "this is STM",
        ),
        ("a.eaf", '<?xml version="1.0"?><ANNOTATION_DOCUMENT AUTHOR=""/>', "this is ELAN's annotations"),
        ("a.trs", '<?xml version="1.0"?><Trans scribe="x"/>', "this is a transcript of Transcriber"),
        (
            "a.xml",
            '<timedtext format="3"><body><p t="80">who</p></body></timedtext>',
            "YouTube's captions as XML",
        ),
        (
            "a.xml",
            '<transcript><text start="0.08" dur="3">who</text></transcript>',
            "YouTube's captions as XML",
        ),
        (
            "a.json",
            '{"TranscriptionJob": {"TranscriptionJobStatus": "COMPLETED"}}',
            "AWS's description of a job",
        ),
        ("a.json", '{"request_id": "2479c8c8"}', "a transcription that is not finished"),
        ("a.json", '{"id": "x", "status": "processing", "text": null}', "a transcription that is not finished"),
    ],
)
def test_formats_without_words_that_were_said_are_refused_by_name(name: str, text: str, words: str) -> None:
    with pytest.raises(InputRefused, match=words):
        document_of(name, text)


def test_the_parts_of_an_agents_name_are_joined() -> None:
    text = (
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"><head><metadata>'
        '<ttm:agent xml:id="a" type="person"><ttm:name type="family">Brook</ttm:name>'
        '<ttm:name type="given">Nina</ttm:name></ttm:agent></metadata></head>'
        '<body><div><p begin="1s" ttm:agent="a">Who moved it?</p></div></body></tt>'
    )
    assert turns_of(document_of("a.ttml", text)) == [("Nina Brook", "Who moved it?", 1)]
