"""The words that distinguish a speaker from all others.

Weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis
16, 2008, equations 16, 19 and 22): how much more often a word's stem is in the speaker's passages than in all others,
in standard deviations. The counts are of passages with the stem; the prior is the whole index. Each stem is shown in
the form that the speaker uses most.
"""

import re
from collections import Counter
from collections.abc import Mapping

import numpy as np

from indexer.filters import Filters
from indexer.languages.scripts import UNSPACED
from search_api.browse.speaker_activity import passage_texts
from search_api.search.snapshot import Snapshot

MOST_PASSAGES = 1500
"""The most passages of a speaker that are read, evenly spaced; more change little."""
_PRIOR = 500.0
"""The weight of the prior in passages; a tenth of the index where that is less."""
_LEAST = 3
"""The fewest passages with a word."""
_COMMON = 0.03
"""The largest share of all passages with a word; a more common one says how somebody speaks, not about what."""
_WORD = re.compile(rf"(?<![\w'’])[^\W\d_{UNSPACED}]{{3,}}(?![\w'’])")
"""Scripts without spaces are left out: what is between punctuation marks is no word there."""


def distinctive_words(snapshot: Snapshot, speaker_id: str, most: int) -> list[str]:
    """Up to `most` words, the most distinctive first; none without other speakers, or with too few passages."""
    keys = snapshot.store.matching(Filters(speakers=(speaker_id,)))
    spoken, passages = len(keys), snapshot.store.count()
    if not spoken or passages == spoken:
        return []
    passages_read = min(spoken, MOST_PASSAGES)
    forms: Counter[str] = Counter()
    for passage in passage_texts(snapshot, keys, MOST_PASSAGES):
        forms.update(set(_WORD.findall(passage.lower())))
    scored = []
    common = max(_COMMON, 6 / passages)
    stems = {stem: form for stem, form in _by_stem(snapshot, forms).items() if form[1] >= _LEAST}
    shares = snapshot.store.document_shares([*stems])
    for (word, holding), share in zip(stems.values(), shares, strict=True):
        if share > common:
            continue
        # A passage may have two forms of a stem.
        mine = min(holding, passages_read) * spoken / passages_read
        scored.append(
            (_log_odds((mine, spoken), (max(share * passages - mine, 0.0), passages - spoken), share), word)
        )
    scored.sort(key=lambda scored_word: (-scored_word[0], scored_word[1]))
    return [word for score, word in scored[:most] if score > 1.96]


def _log_odds(mine: tuple[float, int], others: tuple[float, int], share: float) -> float:
    """The z-score of the difference in log-odds. Each side is the number of passages with the stem, and of all.

    The stem has the same share in the prior as in the whole index.
    """
    weight = min(_PRIOR, (mine[1] + others[1]) / 10)
    prior = max(share, 1e-9) * weight
    odds, variances = [], []
    for holding, passages in (mine, others):
        odds.append(np.log((holding + prior) / (passages - holding + weight - prior + 0.5)))
        variances.append(1 / (holding + prior))
    return float((odds[0] - odds[1]) / np.sqrt(variances[0] + variances[1]))


def _by_stem(snapshot: Snapshot, forms: Mapping[str, int]) -> dict[str, tuple[str, int]]:
    """By stem the most frequent form, and the number of passages with any form; without function words."""
    best_forms: dict[str, tuple[str, int, int]] = {}
    for word, holding in forms.items():
        for stem in snapshot.analyzer.content_stems(f"{word} onrecord"):
            if stem == "onrecord":
                continue
            best, most, total = best_forms.get(stem, (word, 0, 0))
            best, most = (word, holding) if holding > most else (best, most)
            best_forms[stem] = best, most, total + holding
    return {stem: (word, total) for stem, (word, _, total) in best_forms.items()}
