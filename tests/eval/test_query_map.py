"""Training the map of queries on vectors with a known flaw, and the command on invented transcripts."""

from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
import pytest
from click.testing import CliRunner

from eval.commands import eval_group
from eval.query_map import QueryMap, query_map_file, read_query_map, with_query_map
from eval.running import stored_encoder
from eval.training.query_map import MapSettings, PairVectors, first_shares, train_map
from eval.training.query_map_files import QUERY_MAP
from indexer.errors import InputRefused
from tests.fake_encoder import FakeEncoder
from tests.invented_briefings import bodies, briefing

COUNT, DIMENSION, EVENTS = 240, 24, 12
SETTINGS = MapSettings(maps=2, rank=4, epochs=40, batch=40, step=1e-2)


@pytest.fixture(scope="module")
def misled() -> PairVectors:
    """Questions that are near to their answers but for one direction, which is noise: a map can learn to ignore it."""
    random = np.random.default_rng(5)
    passages = _unit(random.normal(size=(COUNT, DIMENSION)))
    noise = np.zeros((COUNT, DIMENSION))
    noise[:, 0] = random.normal(size=COUNT) * 3
    queries = _unit(passages + noise)[:, None].repeat(3, axis=1)
    # Nobody asks for these pairs in the last form.
    queries[::4, 2] = 0
    numbers = np.arange(COUNT)
    negatives = np.stack([(numbers + 1) % COUNT, np.full(COUNT, -1)], axis=1)
    return PairVectors(
        queries.astype(np.float32),
        passages.astype(np.float32),
        numbers[:, None],
        negatives,
        numbers,
        numbers % EVENTS,
        numbers * 10,
    )


def test_a_map_brings_questions_of_other_events_nearer_to_their_answers(misled: PairVectors) -> None:
    learned = [number for number in range(COUNT) if misled.events[number] < EVENTS // 2]
    held_out = np.setdiff1d(np.arange(COUNT), learned)
    query_map = train_map(misled, "1" * 64, SETTINGS, learned)
    plain, mapped = first_shares(misled, None, held_out), first_shares(misled, query_map, held_out)
    assert np.nanmean(mapped) > np.nanmean(plain) + 0.1
    # Of questions that were not asked nothing is said.
    assert np.isnan(plain[held_out % 4 == 0, 2]).all()
    assert not np.isnan(plain[:, :2]).any()


def test_training_again_gives_the_same_map(misled: PairVectors) -> None:
    first, again = (train_map(misled, "1" * 64, SETTINGS, range(COUNT)) for _ in range(2))
    np.testing.assert_array_equal(first.down, again.down)
    np.testing.assert_array_equal(first.up, again.up)
    other = train_map(misled, "1" * 64, SETTINGS, range(COUNT // 2))
    assert (other.up != first.up).any()


def test_a_dear_anchor_leaves_queries_where_they_are(misled: PairVectors) -> None:
    queries = misled.queries[:, 0]
    moved, anchored = (
        np.linalg.norm(
            train_map(misled, "1" * 64, settings, range(COUNT)).mapped(queries) - queries, axis=1
        ).mean()
        for settings in (SETTINGS, msgspec.structs.replace(SETTINGS, anchor=100))
    )
    assert anchored < moved / 2


def test_the_command_writes_a_map_with_its_card(tmp_path: Path) -> None:
    folder, pairs = tmp_path / "transcripts", tmp_path / "pairs.jsonl"
    folder.mkdir()
    for day, body in bodies().items():
        briefing(folder / f"{day}.md", day, body)
    run = CliRunner().invoke(eval_group, ["pairs", "--transcripts", str(folder), "--out", str(pairs)])
    assert run.exit_code == 0, run.output
    given = ["--pairs", str(pairs), "--transcripts", str(folder), "--out", str(tmp_path)]
    contents = []
    for _ in range(2):
        run = CliRunner().invoke(eval_group, ["train-queries", *given])
        assert run.exit_code == 0, run.output
        contents.append((tmp_path / QUERY_MAP).read_bytes())
    assert contents[0] == contents[1]
    query_map = read_query_map(contents[0])
    assert query_map.fingerprint in (tmp_path / "QUERY_MAP.md").read_text("utf-8")
    assert query_map.down.shape == query_map.up.T.shape
    with (
        stored_encoder(None, tmp_path) as plain,
        stored_encoder(None, tmp_path, query_map=tmp_path / QUERY_MAP) as mapped,
    ):
        query = plain.encode_query("hackers")
        # The stored vectors are those of the model; each search maps them anew.
        for _ in range(2):
            np.testing.assert_array_equal(mapped.encode_query("hackers"), query_map.mapped(query))
        np.testing.assert_array_equal(plain.encode_query("hackers"), query)


def test_queries_are_mapped_and_passages_are_not(tmp_path: Path) -> None:
    plain = FakeEncoder()
    path = tmp_path / QUERY_MAP
    path.write_bytes(query_map_file(_random_map(plain)))
    encoder = with_query_map(plain, path)
    np.testing.assert_array_equal(encoder.encode_passages(["hackers"]), plain.encode_passages(["hackers"]))
    query = encoder.encode_query("hackers")
    assert query.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(query), 1, atol=1e-6)
    assert query @ plain.encode_query("hackers") < 0.999
    assert encoder.spec == plain.spec


def test_several_vectors_are_mapped_as_one_is() -> None:
    plain = FakeEncoder()
    vectors = np.stack([plain.encode_query(text) for text in ("hackers", "a pipeline", "music")])
    query_map = _random_map(plain)
    each = np.stack([query_map.mapped(vector) for vector in vectors])
    np.testing.assert_allclose(query_map.mapped(vectors), each, atol=1e-6)


def test_a_map_of_another_model_and_what_is_no_map_are_refused(tmp_path: Path) -> None:
    plain = FakeEncoder()
    path = tmp_path / QUERY_MAP
    path.write_bytes(query_map_file(msgspec.structs.replace(_random_map(plain), fingerprint="2" * 64)))
    with pytest.raises(InputRefused, match="another model"):
        with_query_map(plain, path)
    path.write_bytes(b"no map")
    with pytest.raises(InputRefused, match="train-queries"):
        with_query_map(plain, path)


def _random_map(encoder: FakeEncoder) -> QueryMap:
    random, dimension = np.random.default_rng(1), encoder.spec.dimension
    down, up = (random.normal(size=shape).astype(np.float32) for shape in ((dimension, 2), (2, dimension)))
    return QueryMap(encoder.spec.fingerprint, down, up)


def _unit(rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))
