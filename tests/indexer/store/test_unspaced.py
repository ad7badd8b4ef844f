"""Text without spaces is found by its words, marked, and cut within the encoder's limit."""

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import indexer.store.analysis
import indexer.store.passage_table_file
import indexer.store.words
from embeddings.encoder import Encoder
from indexer.ingest.pipeline import index_paths
from indexer.integrity.verify import verify
from indexer.languages import default
from indexer.languages.scripts import UNSPACED
from indexer.model import Attribution, Turn
from indexer.passages import PassageSettings, split_turn
from indexer.sample import sample_folder
from indexer.store.analysis import Analyzer, tantivy_analyzer
from search_api.contract.records import Mode, SearchRequest
from search_api.search.searcher import Searcher

CHINESE = (
    "榆树街的供水管道今天凌晨两点破裂。抢修人员五点前关闭了阀门，没有居民停水超过三小时。",
    "维修费用大约是四百万元，由市议会去年设立的旧管网储备金支付，水费不会上涨。",
    "学校将在下周恢复上课，COVID-19疫苗接种点设在体育馆。",
    "谢谢大家，会议到此结束。",
)
JAPANESE = (
    "昨夜の台風で橋が通行止めになりました。復旧工事は金曜日までに終わる予定です。",
    "市民プールの改修費は国の補助金でまかないます。ﾎﾟｽﾀｰは来週配ります。",
    "質問があれば、どうぞ手を挙げてください。",
)
THAI = (
    "น้ำท่วมถนนสายหลักเมื่อคืนนี้ เจ้าหน้าที่ปิดสะพานตั้งแต่ตีสอง",
    "ค่าซ่อมแซมประมาณสี่ล้านบาท มาจากงบประมาณของเทศบาล",
    "โรงเรียนจะเปิดเรียนอีกครั้งในวันจันทร์",
)
KOREAN = (
    "오늘 새벽 상수도관이 파손되었습니다.",
    "수리비는 시의 예비비로 지불합니다. 美國과의 협의는 없습니다.",
)
SAID = {"zh": CHINESE, "ja": JAPANESE, "th": THAI, "ko": KOREAN}
TURNS = [(language, number) for language, turns in SAID.items() for number in range(len(turns))]


def written(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for language, turns in SAID.items():
        said = [{"speaker": "Speaker " + "AB"[number % 2], "text": text} for number, text in enumerate(turns)]
        (folder / f"{language}.json").write_text(json.dumps({"id": language, "turns": said}), "utf-8")
    return folder


@pytest.fixture(scope="module")
def archive(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("unspaced")
    index_paths(folder / "index", [written(folder / "files")], encoder)
    opened = Searcher(folder / "index", encoder)
    yield opened
    opened.close()


def search(archive: Searcher, query: str, mode: Mode = "lexical") -> list[str]:
    results = archive.search(SearchRequest(query, mode=mode, limit=20)).results
    return [f"{result.transcript.id}:{result.turn.ordinal}" for result in results]


@pytest.mark.parametrize("mode", ["lexical", "ranked"])
@pytest.mark.parametrize(
    ("query", "turn"),
    [
        ("供水管道", "zh:0"),
        ("旧管网储备金", "zh:1"),
        ("维修费用", "zh:1"),
        ("COVID-19疫苗", "zh:2"),
        ("ＣＯＶＩＤ－１９疫苗", "zh:2"),
        ("復旧工事", "ja:0"),
        ("市民プール", "ja:1"),
        ("ポスター", "ja:1"),
        ("手を挙げて", "ja:2"),
        ("น้ำท่วม", "th:0"),
        ("ค่าซ่อมแซม", "th:1"),
        ("งบประมาณของเทศบาล", "th:1"),
        ("โรงเรียน", "th:2"),
        ("상수도관이", "ko:0"),
        ("美國", "ko:1"),
    ],
)
def test_a_phrase_that_was_said_comes_first(archive: Searcher, query: str, turn: str, mode: Mode) -> None:
    assert search(archive, query, mode)[0] == turn


@pytest.mark.parametrize(("query", "turn"), [("桥", None), ("橋", "ja:0"), ("疫", "zh:2"), ("街", "zh:0")])
def test_a_single_character_finds_what_holds_it(archive: Searcher, query: str, turn: str | None) -> None:
    assert search(archive, query)[:1] == ([turn] if turn else [])


@given(st.data())
def test_any_two_characters_that_stand_together_find_their_turn(archive: Searcher, data: st.DataObject) -> None:
    language, number = data.draw(st.sampled_from(TURNS[:-2]))
    text = SAID[language][number]
    run = data.draw(st.sampled_from([run for run in re.findall(f"[{UNSPACED}]+", text) if len(run) > 1]))
    start = data.draw(st.integers(0, len(run) - 2))
    end = data.draw(st.integers(start + 2, len(run)))
    assert f"{language}:{number}" in search(archive, run[start:end])


@pytest.mark.parametrize(
    ("query", "turn", "marked"),
    [
        ("储备金", "zh:1", CHINESE[1]),
        ("通行止め", "ja:0", "昨夜の台風で橋が通行止めになりました。"),
        ("阀", "zh:0", "抢修人员五点前关闭了阀门，没有居民停水超过三小时。"),
    ],
)
def test_the_sentence_that_holds_the_words_is_marked(
    archive: Searcher, query: str, turn: str, marked: str
) -> None:
    first = archive.search(SearchRequest(query, mode="lexical")).results[0]
    assert f"{first.transcript.id}:{first.turn.ordinal}" == turn
    assert [first.quote[mark.start : mark.start + mark.length] for mark in first.highlights] == [marked]


def test_the_words_of_latin_text_are_what_they_were() -> None:
    analyzer, plain, content = (
        Analyzer(),
        tantivy_analyzer(default()),
        tantivy_analyzer(default(), stopwords=True),
    )
    text = (sample_folder() / "blinken-morning-joe.txt").read_text("utf-8")
    lines = [*text.splitlines(), "Müller’s café — naïve ½ ﬁ Œuvre ²", "Привет, Ελλάδα", "what is it"]
    assert sum(map(len, lines)) > 9_000
    for line in lines:
        assert analyzer.stems(line) == plain.analyze(line)
        assert analyzer.content_stems(line) == (content.analyze(line) or plain.analyze(line))
        assert analyzer.content_stems(line, singles=True) == analyzer.content_stems(line)


@given(st.text(st.characters(max_codepoint=0x24F), max_size=80))
def test_no_latin_text_is_cut_otherwise(text: str) -> None:
    assert Analyzer().stems(text) == tantivy_analyzer(default()).analyze(text)


def test_every_letter_of_these_scripts_stays_in_its_pair() -> None:
    analyzer = Analyzer()
    for code in range(sys.maxunicode):
        letter = chr(code)
        if not re.match(f"[{UNSPACED}]", letter) or unicodedata.category(letter) not in {"Lo", "Lm"}:
            continue
        folded = unicodedata.normalize("NFKC", letter)
        if unicodedata.category(folded[0]) in {"Lo", "Lm"} and len(folded) == 1 and code < 0x20000:
            assert analyzer.content_stems(letter + letter) == [folded + folded], hex(code)


def test_an_index_of_before_is_derived_anew_when_it_is_opened(
    encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(indexer.store.words, "_TOKENIZER", "words")
        before.setattr(indexer.store.analysis, "spaced", lambda text, **_: text)
        before.setattr(indexer.store.passage_table_file, "ANALYSIS", 1)
        index_paths(tmp_path / "index", [written(tmp_path / "files")], encoder)
    searcher = Searcher(tmp_path / "index", encoder)
    try:
        assert search(searcher, "旧管网储备金")[0] == "zh:1"
    finally:
        searcher.close()
    assert not list(verify(tmp_path / "index"))


def test_passages_of_text_without_spaces_stay_within_the_encoders_limit() -> None:
    settings = PassageSettings()
    for text in (
        "".join(CHINESE) * 20,
        "水" * 3000,
        "没有标点的话" * 300,
        THAI[0].replace(" ", "") * 40,
        " ".join(THAI) * 20,
        "、".join(["市民プール"] * 300),
        "か\u3099" * 900,
    ):
        turn = Turn(0, "Q", "questioner", 0, len(text), Attribution("label"))
        passages = split_turn(text, turn, settings)
        reached = 0
        for passage in passages:
            assert not text[reached : passage.start].strip()
            assert passage.end - passage.start <= 256
            # No letter is parted from its marks.
            assert unicodedata.category(text[passage.start])[0] != "M"
            assert text[passage.end - 1] not in "เแโใไ"
            reached = passage.end
        assert reached == len(text)


def test_passages_end_with_sentences_or_clauses_where_they_can() -> None:
    text = "".join(CHINESE) * 10
    turn = Turn(0, "Q", "questioner", 0, len(text), Attribution("label"))
    assert all(text[passage.end - 1] == "。" for passage in split_turn(text, turn, PassageSettings()))
    clauses = "没有居民停水超过三小时，" * 60
    turn = Turn(0, "Q", "questioner", 0, len(clauses), Attribution("label"))
    assert all(clauses[passage.end - 1] == "，" for passage in split_turn(clauses, turn, PassageSettings()))
