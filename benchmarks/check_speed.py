"""How fast the checks are on one core: products a second (five candidates each), each check's part, the slowest.
Knows no page and no database; products, texts and lies are drawn from the passages, the same for the same seed.

    python -m benchmarks.check_speed [--products 60] [--rounds 3] [--language en] [--engine house] [--profile 40]
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import os
import pstats
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any
from unittest.mock import patch

from copywriter.checks import check
from copywriter.checks.rules import as_pack, packs_for
from copywriter.checks.shape import words_of
from copywriter.engines import load_engine
from copywriter.knowledge.roles import role_name
from copywriter.records import LANGUAGES, Brief, Fact, ProductFacts, Report, Sampling
from copywriter.training.drawing import Thing
from copywriter.training.passages import Family, Sentence, read_language
from copywriter.writer import Written, write

CANDIDATES, FACTS = 5, 15
#: Words (en) or characters (zh) a text is drawn up to.
SIZE = {"en": 100, "zh-Hans": 180}
CHANNEL = {"en": "amazon", "zh-Hans": "taobao"}
MARKET = {"en": "US", "zh-Hans": "CN"}
#: What the law or a platform forbids, for some of the candidates.
UNLAWFUL = {
    "en": (
        "It is the best on the market and lasts forever.",
        "Thousands of happy customers swear by it.",
        "Proudly made in the USA, with a lifetime guarantee.",
        "Hurry, only 3 left in stock!",
    ),
    "zh-Hans": (
        "全网最好用，没有之一。",
        "国家级品质，销量第一。",
        "限时秒杀，错过再等一年！",
        "能改善睡眠，缓解疼痛。",
    ),
}
#: A shop's forbidden words, as the portal makes a pack of them.
OWN = {
    "id": "shop_words",
    "version": "1",
    "rules": [{"id": "shop.words", "severity": "warn", "terms": ["cheap", "bargain", "wow", "便宜", "亲亲", "绝绝子"]}],
}


@dataclass(frozen=True, slots=True)
class Work:
    """One product with its candidates."""

    product: ProductFacts
    texts: tuple[str, ...]


class Drawer:
    """Draws work of one language: a product of 15 facts, and texts said of it, some of them with a lie."""

    def __init__(self, language: str, random: Random) -> None:
        self.language, self.random = language, random
        families = read_language(language)
        self.any = families["_any"]
        self.known = [f for f in families.values() if f is not self.any and f.passages]

    def work(self, number: int) -> Work:
        rng = self.random
        family = rng.choice(self.known)
        roles = [r for r in family.values if r != "other"]
        rng.shuffle(roles)
        more = [r for r in self.any.values if r not in family.values and r != "other"]
        rng.shuffle(more)
        values = {r: rng.choice(family.values.get(r) or self.any.values[r]) for r in (roles + more)[:FACTS]}
        category = rng.choice(family.names or ("item",))
        brand, name = self._coined(), self._coined()
        glue = " " if self.language == "en" else ""
        product = ProductFacts(
            sku=f"B-{number}",
            title=glue.join((brand, name, category)),
            category=category,
            brand=brand,
            price=f"{rng.randint(9, 400)}.00",
            currency="USD" if self.language == "en" else "CNY",
            language=self.language,
            facts=tuple(Fact(role_name(role, self.language), value) for role, value in values.items()),
        )
        texts = tuple(self._text(product, family, values, place) for place in range(CANDIDATES))
        return Work(product, texts)

    def _text(self, product: ProductFacts, family: Family, values: dict[str, str], place: int) -> str:
        """The second and fourth candidate say one value that is not so; the fifth says what the law forbids."""
        rng = self.random
        thing = Thing(dict(values), [], {"name", "category", "brand"}, product.category)
        words = {"name": product.title, "category": product.category, "brand": product.brand}
        lie = rng.choice(list(values)) if place in (1, 3) else ""
        pool = [s for p in family.passages if p.kind == "description" for s in p.sentences]
        pool += [s for clauses in self.any.clauses.values() for s in clauses]
        pool += [s for p in self.any.passages if p.kind == "description" for s in p.sentences]
        rng.shuffle(pool)
        pool.sort(key=lambda s: lie not in s.roles if lie else not s.roles)
        said: list[str] = []
        size = 0
        for sentence in pool:
            if size >= SIZE[self.language] or not thing.usable(sentence):
                continue
            false = rng.choice(self.any.values.get(lie) or (values[lie],)) if lie in sentence.roles else ""
            said.append(_spoken(sentence, values, words, lie, false, self.language))
            size += words_of(said[-1], self.language)
            thing.say(sentence)
        if place == 4:
            said.insert(rng.randint(1, len(said)), rng.choice(UNLAWFUL[self.language]))
        return (" " if self.language == "en" else "").join(said)

    def _coined(self) -> str:
        """A name that stands in no dictionary."""
        rng = self.random
        if self.language != "en":
            return "".join(rng.choices("栖屿澄禾朴砚岚沐青野拾光羽木石溪", k=2))
        parts = (rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") + rng.choice(("", "n", "r", "l")) for _ in "ab")
        return "".join(parts).capitalize()


def _spoken(
    sentence: Sentence, values: dict[str, str], words: dict[str, str], lie: str, false: str, language: str
) -> str:
    out = []
    for part in sentence.parts:
        if isinstance(part, str):
            out.append(part)
        elif part[0] == "v":
            out.append(false if part[1] == lie and false else values[part[1]])
        elif part[0] == "a":
            out.append(role_name(part[1], language))
        else:
            out.append(words[part[1]])
    text = "".join(out)
    return text[:1].upper() + text[1:]


def check_all(work: Work, language: str) -> list[Report]:
    """Every candidate as the portal has it checked: the market's and the channel's packs, the shop's own words, and the
    siblings as texts not to repeat."""
    packs = [*packs_for(MARKET[language], CHANNEL[language]), as_pack(OWN)]
    return [
        check(
            text,
            work.product,
            language=language,
            market=MARKET[language],
            channel=CHANNEL[language],
            packs=packs,
            others=[t for t in work.texts if t is not text],
            today="2026-11-01",
        )
        for text in work.texts
    ]


@contextmanager
def parts_timed(spent: Counter[str]) -> Iterator[None]:
    """Adds up the seconds of each check while open."""
    module = "copywriter.checks.check"
    names = {"claims": "examine", "rules": "rules.run", "shape": "shape.run", "language": "tongue.run"}
    names |= {"sameness": "sameness.run", "injection": "injection.run"}
    with ExitStack() as stack:
        for name, target in names.items():
            mock = patch(f"{module}.{target}")
            stack.enter_context(_timed(mock, name, spent))
        yield


@contextmanager
def _timed(mock: Any, name: str, spent: Counter[str]) -> Iterator[None]:
    inner = mock.getter()
    original: Callable[..., Any] = getattr(inner, mock.attribute)

    def timed(*args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        try:
            return original(*args, **kwargs)
        finally:
            spent[name] += time.perf_counter() - began

    with patch.object(inner, mock.attribute, timed):
        yield


def measure(language: str, products: int, rounds: int) -> float:
    """Prints what a language takes; returns the seconds a word (en) or character (zh) takes."""
    drawer = Drawer(language, Random(7))
    for work in (drawer.work(-i) for i in range(1, 26)):  # packs are read and patterns compiled once a process
        check_all(work, language)
    gc.freeze()  # as the model worker does once it is warm
    singles: list[float] = []
    speeds: list[float] = []
    found: Counter[str] = Counter()
    size = texts = 0
    for turn in range(rounds):
        batch = [drawer.work(turn * products + i) for i in range(products)]
        began = time.perf_counter()
        for work in batch:
            start = time.perf_counter()
            reports = check_all(work, language)
            singles.append(time.perf_counter() - start)
            found.update(f.severity for r in reports for f in r.findings)
        speeds.append(products / (time.perf_counter() - began))
        size += sum(words_of(t, language) for w in batch for t in w.texts)
        texts += products * CANDIDATES
    spent: Counter[str] = Counter()
    fresh = [drawer.work(rounds * products + i) for i in range(products)]
    began = time.perf_counter()
    with parts_timed(spent):
        for work in fresh:
            check_all(work, language)
    whole = time.perf_counter() - began
    singles.sort()
    slow = singles[int(len(singles) * 0.95)]
    unit = "words" if language == "en" else "characters"
    print(
        f"{language}: {statistics.median(speeds):.1f} products/s ({', '.join(f'{s:.1f}' for s in speeds)}), "
        f"{1000 * statistics.mean(singles) / CANDIDATES:.2f} ms a text of {size / texts:.0f} {unit}; "
        f"95 % of products within {1000 * slow:.1f} ms ({1 / slow:.1f}/s)"
    )
    parts = ", ".join(f"{name} {1000 * s / products / CANDIDATES:.2f}" for name, s in spent.most_common())
    rest = whole - sum(spent.values())
    print(f"  ms a text by check: {parts}, the rest {1000 * rest / products / CANDIDATES:.2f}; found {dict(found)}")
    return sum(singles) / size


def writing(engine_url: str, language: str, products: int) -> float:
    """Seconds that a word (en) or character (zh) takes to write, on the same core, with no check."""
    drawer = Drawer(language, Random(7))
    draw = Sampling(n=CANDIDATES)
    briefs = [Brief(drawer.work(i).product, language=language, length="long", sampling=draw) for i in range(products)]
    engine = load_engine(engine_url)
    unchecked: Callable[..., Report] = lambda *_, **__: Report()  # noqa: E731
    list(write(briefs[:2], engine, check=unchecked, over_ask=1.0))
    began = time.perf_counter()
    done = [w for w in write(briefs, engine, check=unchecked, over_ask=1.0) if isinstance(w, Written)]
    spent = time.perf_counter() - began
    engine.close()
    return spent / sum(words_of(c.text, language) for w in done for c in w.candidates)


def profile(language: str, products: int, rows: int) -> None:
    drawer = Drawer(language, Random(7))
    check_all(drawer.work(-1), language)
    batch = [drawer.work(i) for i in range(products)]
    profiler = cProfile.Profile()
    profiler.enable()
    for work in batch:
        check_all(work, language)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--engine", default="", help="also the time that writing takes with this engine")
    parser.add_argument("--profile", type=int, default=0, help="instead, so many rows of a profile")
    arguments = parser.parse_args()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    for language in (arguments.language,) if arguments.language else LANGUAGES:
        if arguments.profile:
            profile(language, arguments.products, arguments.profile)
            continue
        checked = measure(language, arguments.products, arguments.rounds)
        if arguments.engine:
            written = writing(arguments.engine, language, min(arguments.products, 12))
            print(f"  checking takes {100 * checked / written:.1f} % of the time that writing takes on this core")


if __name__ == "__main__":
    main()
