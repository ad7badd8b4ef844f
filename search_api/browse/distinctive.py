"""The words that set a speaker apart from all others.

Weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis
16, 2008, equations 16, 19 and 22): how much oftener a word's stem is in the speaker's passages than in all others', in
standard deviations. What is counted is passages that hold the stem; the prior is the whole index. A word that is
shown is the form that the speaker uses most.
"""

import re
from collections import Counter
from collections.abc import Mapping

import numpy as np

from indexer.filters import Filters
from indexer.languages.scripts import UNSPACED
from search_api.search.snapshot import Snapshot

MOST_PASSAGES = 1500
"""How many passages of a speaker are read, evenly over all; more change little."""
_PRIOR = 500.0
"""How many passages the prior weighs, or a tenth of the index where that is less."""
_LEAST = 3
"""In how many passages a word stands at least."""
_COMMON = 0.03
"""The share of all passages beyond which a word is anybody's: it would say how somebody talks, not of what."""
_WORD = re.compile(rf"(?<![\w'’])[^\W\d_{UNSPACED}]{{3,}}(?![\w'’])")
"""Text without spaces is left out: what stands between its marks is no word."""


def distinctive_words(snapshot: Snapshot, speaker_id: str, most: int) -> list[str]:
    """Up to `most` words, the most distinctive first; none where nobody else speaks, or too little is said."""
    keys = snapshot.store.matching(Filters(speakers=(speaker_id,)))
    spoken, passages = len(keys), snapshot.store.count()
    if len(keys) > MOST_PASSAGES:
        keys = keys[np.linspace(0, len(keys) - 1, MOST_PASSAGES).astype(np.int64)]
    forms = _forms(snapshot, keys.tolist())
    read = len(keys)
    if not read or passages == spoken:
        return []
    scored = []
    common = max(_COMMON, 6 / passages)
    stems = {stem: form for stem, form in _by_stem(snapshot, forms).items() if form[1] >= _LEAST}
    shares = snapshot.store.document_shares([*stems])
    for (word, holding), share in zip(stems.values(), shares, strict=True):
        if share > common:
            continue
        # Two forms of one stem may stand in one passage.
        mine = min(holding, read) * spoken / read
        scored.append(
            (_log_odds((mine, spoken), (max(share * passages - mine, 0.0), passages - spoken), share), word)
        )
    scored.sort(key=lambda one: (-one[0], one[1]))
    return [word for score, word in scored[:most] if score > 1.96]


def _log_odds(mine: tuple[float, int], others: tuple[float, int], share: float) -> float:
    """The z-score of the difference in log-odds; each side is how many passages hold the stem, and of how many.

    The prior holds the stem as often as the whole index does.
    """
    weight = min(_PRIOR, (mine[1] + others[1]) / 10)
    prior = max(share, 1e-9) * weight
    (one, all_one), (other, all_other) = mine, others
    odds = np.log((one + prior) / (all_one - one + weight - prior + 0.5))
    odds_other = np.log((other + prior) / (all_other - other + weight - prior + 0.5))
    return float((odds - odds_other) / np.sqrt(1 / (one + prior) + 1 / (other + prior)))


def _forms(snapshot: Snapshot, keys: list[int]) -> Counter[str]:
    """In how many of some passages each word stands, in lower case."""
    catalog = snapshot.catalog
    hits = catalog.hits(keys)
    texts: dict[str, str] = {}
    forms: Counter[str] = Counter()
    for hit in sorted(hits.values(), key=lambda one: one.transcript):
        if hit.transcript not in texts:
            # One text at a time in memory: hits come transcript by transcript.
            texts = {hit.transcript: catalog.text(hit.transcript)}
        forms.update(set(_WORD.findall(texts[hit.transcript][hit.start : hit.end].lower())))
    return forms


def _by_stem(snapshot: Snapshot, forms: Mapping[str, int]) -> dict[str, tuple[str, int]]:
    """By stem the form that is used most, and how many passages hold any; function words are left out."""
    found: dict[str, tuple[str, int, int]] = {}
    for word, holding in forms.items():
        for stem in snapshot.analyzer.content_stems(f"{word} onrecord"):
            if stem == "onrecord":
                continue
            best, most, total = found.get(stem, (word, 0, 0))
            best, most = (word, holding) if holding > most else (best, most)
            found[stem] = best, most, total + holding
    return {stem: (word, total) for stem, (word, _, total) in found.items()}
