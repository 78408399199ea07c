"""Which language a product is written in, as far as this product can write: English and Simplified Chinese.
Knows no model and no dictionary: scripts, characters that only Traditional Chinese uses, and everyday small words."""

from __future__ import annotations

import re
from collections import Counter

#: Characters whose Simplified form differs and that Simplified text never uses; the commonest in shop texts.
_TRADITIONAL = frozenset(
    "這個們國時來對會後說沒還過麼為現學發經動開關無錢長電話點機種書買賣價質適應該讓認識語請謝變實華東車馬鳥魚龍門問間聽號條葉藝術紅綠藍銀鐵錶鍾雞頭顏額類風飛飯館衝補"
    "裝褲襪帶寬圍領優貨項總統計線織絲紡綿軟彈壓塊運戶廣歡樂體貼膚護髮乾濕淨齊療養寶貝兒嬰媽爺臺灣專屬雙單層親純淺潔淚櫃廚廁櫥櫚鎖鏡鑽環繩縮維纖絨與從見處當樣兩產規標"
    "備選購輕連達遠邊針釘鈕銷錦鋼錄閃陽際險隨難靜韓順預顧飾駝驗鮮麗黃齡"
)

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

#: Small words that a language can hardly write two sentences without, and that English doesn't use.
_WORDS: dict[str, frozenset[str]] = {
    "Spanish": frozenset(
        [
            "de",
            "la",
            "el",
            "los",
            "las",
            "con",
            "para",
            "por",
            "una",
            "del",
            "su",
            "más",
            "y",
            "es",
            "al",
            "como",
            "sin",
            "que",
            "se",
            "tamaño",
            "envío",
        ]
    ),
    "Portuguese": frozenset(
        [
            "de",
            "da",
            "do",
            "dos",
            "das",
            "com",
            "para",
            "por",
            "uma",
            "não",
            "e",
            "em",
            "os",
            "as",
            "seu",
            "você",
            "mais",
            "é",
            "ao",
            "tamanho",
        ]
    ),
    "Indonesian or Malay": frozenset(
        [
            "dan",
            "yang",
            "untuk",
            "dengan",
            "dari",
            "ini",
            "di",
            "atau",
            "tidak",
            "adalah",
            "bahan",
            "ukuran",
            "warna",
            "kami",
            "anda",
            "bisa",
            "dapat",
            "saya",
            "kain",
            "jumlah",
            "produk",
            "jenis",
            "kulit",
            "berat",
            "masa",
            "semua",
            "sesuai",
            "gambar",
            "pengiriman",
            "barang",
        ]
    ),
    "Vietnamese": frozenset(
        [
            "và",
            "của",
            "cho",
            "không",
            "với",
            "các",
            "là",
            "có",
            "được",
            "này",
            "một",
            "những",
            "khi",
            "sản",
            "phẩm",
            "màu",
            "hàng",
            "đồ",
        ]
    ),
    "French": frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "du",
            "et",
            "pour",
            "avec",
            "une",
            "est",
            "dans",
            "sur",
            "vous",
            "en",
            "au",
            "aux",
            "par",
            "votre",
            "qui",
            "plus",
        ]
    ),
    "German": frozenset(
        [
            "der",
            "die",
            "das",
            "und",
            "mit",
            "für",
            "ist",
            "ein",
            "eine",
            "von",
            "den",
            "zu",
            "auf",
            "im",
            "nicht",
            "sie",
            "aus",
            "bei",
            "oder",
            "auch",
        ]
    ),
    "Italian": frozenset(
        [
            "il",
            "la",
            "di",
            "e",
            "per",
            "con",
            "una",
            "della",
            "del",
            "che",
            "gli",
            "è",
            "sono",
            "nel",
            "da",
            "alla",
            "dei",
            "delle",
            "più",
        ]
    ),
    "Polish": frozenset(
        [
            "i",
            "w",
            "z",
            "na",
            "do",
            "jest",
            "się",
            "nie",
            "dla",
            "oraz",
            "od",
            "ze",
            "przez",
            "jak",
            "lub",
            "rozmiar",
            "sztuk",
        ]
    ),
    "Filipino": frozenset(["ang", "ng", "mga", "sa", "na", "po", "ay", "at", "ito", "para", "kung", "hindi", "namin"]),
}
_ENGLISH = frozenset(
    [
        "the",
        "and",
        "of",
        "with",
        "for",
        "is",
        "are",
        "this",
        "that",
        "from",
        "in",
        "on",
        "to",
        "a",
        "an",
        "your",
        "you",
        "it",
        "by",
        "or",
        "as",
        "be",
        "can",
        "has",
        "have",
        "not",
        "our",
        "at",
        "made",
        "will",
        "size",
        "color",
        "colour",
        "set",
        "pack",
        "new",
        "women",
        "men",
        "cm",
        "kg",
        "black",
        "white",
    ]
)


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
