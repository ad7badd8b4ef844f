"""Writing without spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese; and pictures."""

import re

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f\U0001b000-\U0001b16f"
BOPOMOFO = "\u3105-\u312f\u31a0-\u31bf"
THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
LAO = "\u0e81-\u0ece\u0edc-\u0edf"
BURMESE = "\u1000-\u103f\u1050-\u108f\u109a-\u109d\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa7f"
KHMER = "\u1780-\u17d3\u17d7\u17dc\u17dd"

UNSPACED = HAN + KANA + BOPOMOFO + THAI + LAO + BURMESE + KHMER
"""The letters and marks of these scripts, as the inside of a character class. Hangul is written with spaces."""
PICTURES = re.compile("[\u2600-\u27bf\u2b50\u2b55\ufe0e\ufe0f\u200d\U0001f000-\U0001faff]+")
"""Pictures that people put next to their names in meetings."""
