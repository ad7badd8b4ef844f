"""Files that are read with others: the persons of a ParlaMint corpus, in folders and archives."""

import shutil
import zipfile
from pathlib import Path

import pytest

from indexer.errors import InputRefused
from indexer.ingest.pipeline import IndexReport, index_paths
from indexer.ingest.reading import read_file, read_isolated
from indexer.readers.source import Source
from indexer.sources.files import Companion, Loaded, load
from tests.conftest import Program
from tests.fake_encoder import FakeEncoder
from tests.paths import ROOT

CASE = ROOT / "tests" / "cases" / "parliament" / "parlamint-folder"
SITTING, PERSONS = "ParlaMint-XX_2021-03-04.xml", "ParlaMint-XX-listPerson.xml"
ROOT_FILE = '<teiCorpus xml:id="ParlaMint-XX"><include href="ParlaMint-XX_2021-03-04.xml"/></teiCorpus>'


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    shutil.copytree(CASE, folder)
    return folder


def loaded(path: Path) -> Loaded:
    (result,) = load(path)
    assert isinstance(result, Loaded)
    return result


def names_in(path: Path) -> list[str | None]:
    return [turn.attribution.name for turn in read_file(path)[0].turns]


BOTH = ["Paul Stone", "Clara Vale"]


def test_persons_next_to_a_sitting_name_its_speakers(corpus: Path) -> None:
    assert list(loaded(corpus / SITTING).source.companions) == [PERSONS]
    assert names_in(corpus / SITTING) == BOTH
    (isolated,) = read_isolated(corpus / SITTING)
    assert not isinstance(isolated, InputRefused)
    assert [turn.attribution.name for turn in isolated[0].turns] == BOTH


@pytest.mark.parametrize("name", [SITTING, "ParlaMint-XX_2021-03-04.ana.xml", "ParlaMint-XX-en_2021-03-04.xml"])
def test_persons_may_be_in_the_folder_above(corpus: Path, name: str) -> None:
    (corpus / "2021").mkdir()
    (corpus / SITTING).rename(corpus / "2021" / name)
    assert names_in(corpus / "2021" / name) == BOTH


def test_persons_may_be_in_the_root_of_the_corpus(corpus: Path) -> None:
    persons = (corpus / PERSONS).read_text("utf-8").partition("?>")[2]
    (corpus / PERSONS).unlink()
    (corpus / "ParlaMint-XX.xml").write_text(
        f"<teiCorpus><teiHeader>{persons}</teiHeader></teiCorpus>", "utf-8"
    )
    assert names_in(corpus / SITTING) == BOTH


def test_without_the_list_labels_are_ids_and_nobody_is_named(corpus: Path) -> None:
    (corpus / PERSONS).unlink()
    assert names_in(corpus / SITTING) == [None, None]


def test_a_damaged_list_is_a_warning(corpus: Path) -> None:
    (corpus / PERSONS).write_text("<listPerson><person>", "utf-8")
    (transcript,) = read_file(corpus / SITTING)
    assert [turn.attribution.name for turn in transcript.turns] == [None, None]
    assert transcript.warnings[0].startswith(
        f"the persons in {PERSONS} are not known: the XML is not well formed"
    )


def test_other_files_are_no_companions(corpus: Path) -> None:
    (corpus / "ParlaMint-XX.xml").write_bytes((corpus / SITTING).read_bytes())
    (corpus / "ParlaMint-YY-listPerson.xml").write_bytes((corpus / PERSONS).read_bytes())
    assert list(loaded(corpus / SITTING).source.companions) == [PERSONS]
    assert loaded(corpus / "ParlaMint-XX.xml").source.companions == {}


def zipped(corpus: Path) -> Path:
    path = corpus.parent / "corpus.zip"
    with zipfile.ZipFile(path, "w") as archive:
        # The sitting comes first, and in a folder of its own.
        archive.write(corpus / SITTING, f"xx/2021/{SITTING}")
        archive.write(corpus / PERSONS, f"xx/{PERSONS}")
        archive.write(corpus / PERSONS, f"yy/{PERSONS}")
    return path


def test_persons_in_an_archive_name_its_speakers(corpus: Path) -> None:
    path = zipped(corpus)
    sitting, *lists = load(path)
    assert isinstance(sitting, Loaded)
    assert list(sitting.source.companions) == [PERSONS]
    assert lists == [Companion(f"{path}!/xx/{PERSONS}"), Companion(f"{path}!/yy/{PERSONS}")]
    assert names_in(path) == BOTH


def test_a_list_given_by_itself_is_refused(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="read with the transcripts next to it"):
        read_file(corpus / PERSONS)
    report = index_paths(tmp_path / "index", [corpus / PERSONS], FakeEncoder())
    assert [refusal.source for refusal in report.refused] == [str(corpus / PERSONS)]
    assert report.companions == ()


def indexed(corpus: Path) -> IndexReport:
    return index_paths(corpus.parent / "index", [corpus], FakeEncoder())


def test_a_folder_with_a_corpus_is_indexed_without_refusals(corpus: Path) -> None:
    (corpus / "ParlaMint-XX.xml").write_text(ROOT_FILE, "utf-8")
    (corpus / "ParlaMint-taxonomy-topic.xml").write_text("<taxonomy/>", "utf-8")
    report = indexed(corpus)
    assert (report.added, report.refused, report.unknown) == (1, [], ())
    assert {Path(name).name for name in report.companions} == {
        PERSONS, "ParlaMint-XX.xml", "ParlaMint-taxonomy-topic.xml",
    }  # fmt: skip
    again = indexed(corpus)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 1)


def test_a_changed_list_reads_its_sittings_again(corpus: Path) -> None:
    before = loaded(corpus / SITTING).digest
    indexed(corpus)
    persons = (corpus / PERSONS).read_text("utf-8")
    (corpus / PERSONS).write_text(persons.replace(">Stone<", ">Stein<"), "utf-8")
    assert loaded(corpus / SITTING).digest != before
    report = indexed(corpus)
    assert (report.updated, report.unchanged) == (1, 0)
    assert names_in(corpus / SITTING) == ["Paul Stein", "Clara Vale"]


def test_the_command_says_which_files_belong_to_others(corpus: Path, program: Program) -> None:
    code, out, errors = program("index", "--index", corpus.parent / "index", corpus)
    assert (code, errors) == (0, "")
    assert "1 file holds no speech and belongs to the transcripts next to it: " in out
    assert PERSONS in out


def test_an_upload_has_no_companions() -> None:
    assert Source("upload:a.xml", b"<TEI/>").companions == {}
