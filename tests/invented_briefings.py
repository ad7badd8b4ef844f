"""Two invented briefings with questions and answers, as files of transcripts."""

from pathlib import Path

from indexer.ingest.reading import read_file
from indexer.model import Transcript

HEAD = """---
title: Press Briefing by Press Secretary {name}, {day}
date: {day}
---

"""
NAMES = {"HALVORSEN": "Greta Halvorsen"}
FERRY = """MS. HALVORSEN:  Good afternoon.  The Lofoten ferry begins again on Monday.  Astrid, you’re first.

Q  Thank you, Greta.  Two questions, please.

MS. HALVORSEN:  Sure.

Q  Why did the Harbor Board close the Lofoten ferry terminal at Svolvaer last winter?  Thanks.

MS. HALVORSEN:  The Harbor Board closed the terminal at Svolvaer because divers found cracks in the pier after the
storm in January.

Q  Right.

MS. HALVORSEN:  The engineers poured a new foundation, and the pier now carries twice the weight that it did.

Q  Why not?

MS. HALVORSEN:  We gave the Harbor Board all of the reports that the divers wrote about the pier and the storm.

Q  Will the government of Nordland pay the Kvitholmen fishermen for the nets that were lost in the January storm?

MS. HALVORSEN:  I’d refer you to the Ministry of Fisheries on that.  Go ahead.

Q  Hi.  What does the Vestfjord wind farm mean for the cod that spawn near Henningsvaer, and have you read the report
by the Institute of Marine Research?

MS. HALVORSEN:  The Institute of Marine Research found that the Vestfjord wind farm would move the cod away from
Henningsvaer for one season.  So the builders will stop work from February to April, while the cod spawn.

Q  (Inaudible) the price of Kvitholmen stockfish in the Bergen market this autumn?

MS. HALVORSEN:  The price of stockfish in the Bergen market rose by a tenth this autumn, as the catch was small.

Q  Does Minister Solbakken support the railway from Fauske to Narvik?  And will the Nordland council —

MS. HALVORSEN:  The railway from Fauske to Narvik is a dream of three generations, and the minister shares it.

Q  Does Minister Solbakken support the Tysfjord bridge?

MS. HALVORSEN:  Yes.
"""


def bodies() -> dict[str, str]:
    """The first briefing, and a second one in which the same speaker answers about related subjects."""
    second = """MS. HALVORSEN:  Good morning.

Q  Thanks.  How much did the Harbor Board spend on the lighthouse at Skrova?

MS. HALVORSEN:  The Harbor Board spent four million on the lighthouse at Skrova, and the pier
there comes next.  Go ahead.

Q  Hi.  When does the Polar Museum in Bodo show the whale skeleton from Andenes?

MS. HALVORSEN:  The Polar Museum in Bodo shows the whale skeleton from Andenes in June, after the
terminal is repaired.

Q  Thank you.  Which schools on Vaeroy keep their Norwegian teachers under the Nordland budget?

MS. HALVORSEN:  Both schools on Vaeroy keep their teachers under the Nordland budget, and the
Harbor Board gives one of them a gymnasium.
"""
    return {"2022-03-01": FERRY, "2022-03-08": second}


def briefing(path: Path, day: str, body: str) -> Transcript:
    path.write_text(HEAD.format(name=NAMES["HALVORSEN"], day=day) + body, "utf-8")
    (transcript,) = read_file(path)
    return transcript
