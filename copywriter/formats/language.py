"""Which language a product is written in, as far as this product can write: English and Simplified Chinese.
Knows no model and no dictionary: scripts, characters that only Traditional Chinese uses, and everyday small words."""

from __future__ import annotations

import re
from collections import Counter

from copywriter.formats import wordlists

#: Characters whose Simplified form differs and that Simplified text never uses.
_TRADITIONAL = frozenset("".join(wordlists.words("traditional")))

_SCRIPTS: tuple[tuple[str, str], ...] = (
    (r"[\u3040-\u30ff]", "Japanese"),
    (r"[\uac00-\ud7af\u1100-\u11ff]", "Korean"),
    (r"[\u0e00-\u0e7f]", "Thai"),
    (r"[\u0400-\u04ff]", "Russian"),
    (r"[\u0600-\u06ff]", "Arabic"),
    (r"[\u0900-\u097f]", "Hindi"),
    (r"[\u0590-\u05ff]", "Hebrew"),
    (r"[\u0370-\u03ff]", "Greek"),
)

_WORDS = wordlists.groups("languages")
_ENGLISH = wordlists.words("english")


def detect(title: str, text: str = "") -> tuple[str, str]:
    """(language, name): ("en" or "zh-Hans", "") where it can be written in, ("", "Spanish") where it can't.

    A product that gives too little to tell by (a bare brand and a code) counts as English: its letters are Latin."""
    whole = f"{title}\n{text[:4000]}"
    han = len(re.findall(r"[\u3400-\u9fff]", whole))
    latin = len(re.findall(r"[A-Za-zÀ-ɏ]+", whole))
    for pattern, name in _SCRIPTS:
        if len(re.findall(pattern, whole)) > max(4, 0.3 * (han + latin)):
            return "", name
    if han and (2 * han >= latin or len(re.findall(r"[\u3400-\u9fff]", title)) >= 3):
        traditional = sum(1 for ch in whole if ch in _TRADITIONAL)
        return ("", "Traditional Chinese") if traditional >= 2 and traditional > 0.03 * han else ("zh-Hans", "")
    return _latin(whole)


def _latin(whole: str) -> tuple[str, str]:
    words = Counter(re.findall(r"[^\W\d_]+", whole.lower()))
    total = sum(words.values()) or 1
    english = sum(words[w] for w in _ENGLISH)
    scores = {name: sum(words[w] for w in vocabulary) for name, vocabulary in _WORDS.items()}
    name, score = max(scores.items(), key=lambda item: item[1])
    marks = len(re.findall(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", whole.lower()))
    if marks >= 4 and marks > 0.05 * total:
        return "", "Vietnamese"
    if score >= 2 and score > english and score >= 0.08 * total:
        return "", name
    return "en", ""
