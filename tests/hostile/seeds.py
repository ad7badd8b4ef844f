"""A small, valid file of every format, from which fuzzing starts."""

import io
import json
import tarfile
import zipfile

import docx
from fpdf import FPDF

INTERVIEW = (
    "QUESTION: Why, Jane?\n\nSECRETARY DOE: Because of rain. Go ahead, Peter.\n\nQ  Thanks.\n\n3:05 P.M. EST\n"
)
FRONT_MATTER = (
    f'---\ntitle: "Remarks by President Doe"\ndate: 2022-02-03\nurl: https://example.org/\n---\n\n{INTERVIEW}'
)
NAMES = "Jane Doe (Times): Why?\n\n**Bob Roe:** So.\n\n[00:01:02] Jane Doe (Times): Thanks.\n\nBob Roe: Bye.\n"
RECORD = """[Congressional Record Volume 150, Number 3 (Tuesday, March 2, 2004)]
[Senate]

                     THE FERRY ACT

  Mr. BREAUX. Mr. President, I rise.

[[Page S102]]

  The PRESIDING OFFICER (Mr. Kyl). Without objection.
"""
HEARING = "     COMMITTEE ON FERRIES\n\n    The CHAIRMAN. Order.\n\n    Senator DOE. Thank you.\n"
HTML = (
    f"<!DOCTYPE html><html><head><title>Talk</title></head><body><main><p>{INTERVIEW}</p></main></body></html>"
)
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jane Doe>Hello\n\n00:02.000 --> 00:03.000\n>> BOB: Hi &amp; bye\n"
SRT = "1\n00:00:01,000 --> 00:00:02,000\nJANE: Hello\n\n2\n00:00:02,000 --> 00:00:03,000\n- Hi.\n"
AKOMA = (
    '<?xml version="1.0"?><akomaNtoso><debate><meta><TLCPerson eId="d" showAs="Jane Doe"/></meta><debateBody>'
    '<speech by="#d"><from>The Chair</from><p>Order.</p></speech></debateBody></debate></akomaNtoso>'
)
TEI = (
    '<?xml version="1.0"?><TEI><text><body><note type="speaker">Chair:</note>'
    '<u who="#d" ana="#chair"><seg>Welcome.</seg></u></body></text></TEI>'
)
TURNS = {"title": "Talk", "date": "2022-02-03", "turns": [{"speaker": "Q", "text": "Why?", "start_time": 1.5}]}
WHISPER = {"text": "Hi.", "segments": [{"start": 0, "text": "Hi.", "speaker": "SPEAKER_00"}]}
ASSEMBLYAI = {"utterances": [{"speaker": "A", "text": "Hi.", "start": 1}]}
DEEPGRAM = {
    "results": {"channels": [{"alternatives": [{"words": [{"word": "hi", "start": 1, "speaker": 0}]}]}]}
}
AWS = {
    "results": {"items": [{"type": "pronunciation", "start_time": "1", "alternatives": [{"content": "Hi"}]}]}
}


def seeds() -> dict[str, bytes]:
    """A file of every format that can be read, by the name of the format."""
    texts = {
        "interview": INTERVIEW,
        "front-matter": FRONT_MATTER,
        "names": NAMES,
        "congressional-record": RECORD,
        "hearing": HEARING,
        "html": HTML,
        "gpo-html": f"<html><body><pre>{RECORD}</pre></body></html>",
        "webvtt": VTT,
        "srt": SRT,
        "akoma-ntoso": AKOMA,
        "parlamint": TEI,
        "transcript-json": json.dumps(TURNS),
        "json-lines": f"{json.dumps(TURNS)}\n{json.dumps(TURNS)}\n",
        "whisper": json.dumps(WHISPER),
        "assemblyai": json.dumps(ASSEMBLYAI),
        "deepgram": json.dumps(DEEPGRAM),
        "aws-transcribe": json.dumps(AWS),
    }
    return {name: text.encode() for name, text in texts.items()} | {"docx": _docx(), "pdf": _pdf()}


def archives() -> dict[str, bytes]:
    """A zip and a compressed tar of an interview."""
    zipped, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.txt", INTERVIEW)
        archive.writestr("a.meta.toml", 'title = "Talk"')
    with tarfile.open(fileobj=tarred, mode="w:gz") as tar:
        entry = tarfile.TarInfo("a.txt")
        entry.size = len(INTERVIEW.encode())
        tar.addfile(entry, io.BytesIO(INTERVIEW.encode()))
    return {"zip": zipped.getvalue(), "tar.gz": tarred.getvalue()}


def _docx() -> bytes:
    document = docx.Document()
    for line in INTERVIEW.split("\n\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pdf() -> bytes:
    document = FPDF()
    document.set_font("Helvetica", size=12)
    document.add_page()
    for line in INTERVIEW.split("\n\n"):
        document.multi_cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(document.output())
