"""How a template version, a product, a voice and a person's wishes become one brief, and how a row keeps it.
Knows no queue and no engine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from copywriter.records import Brief, InvalidRecord, ProductFacts, Sampling, VoiceSample
from merchant_portal.accounts.models import Merchant
from merchant_portal.catalog.models import Product
from merchant_portal.drafting.models import TemplateVersion, Voice

#: What an instruction may name in braces; each is filled from the product or from what was asked.
PLACEHOLDERS = ("title", "brand", "category", "audience", "occasion", "channel", "shop")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

#: Candidates and temperature where neither the template nor the person says.
DEFAULTS = {"n": 5, "temperature": 0.7, "top_k": 50, "top_p": 1.0, "max_length": 0}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person sets beside the template; empty means: as the template says."""

    language: str = ""
    channel: str = ""
    audience: str = ""
    tone: str = ""
    length: str = ""
    n: int = 0
    temperature: float | None = None
    max_length: int = 0
    instruction: str = ""
    leading: tuple[str, ...] = ()
    previous: str = ""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Asked:
        known = {f.name for f in fields(cls)}
        values = {name: value for name, value in data.items() if name in known}
        return cls(**{**values, "leading": tuple(values.get("leading", ()))})


def unknown_placeholders(instruction: str) -> list[str]:
    """Names in braces that no brief can fill."""
    return [name for name in _PLACEHOLDER.findall(instruction) if name not in PLACEHOLDERS]


def make_brief(
    *, version: TemplateVersion, product: Product, merchant: Merchant, voice: Voice | None, asked: Asked, seed: int
) -> Brief:
    """The whole ask, frozen. Raises InvalidRecord where a wish is out of range."""
    sampling = {**DEFAULTS, **{k: v for k, v in version.sampling.items() if k in DEFAULTS and v is not None}}
    sampling |= {"n": asked.n} if asked.n else {}
    sampling |= {"temperature": asked.temperature} if asked.temperature is not None else {}
    sampling |= {"max_length": asked.max_length} if asked.max_length else {}
    audience, channel = asked.audience or version.audience, asked.channel or version.channel
    words = {
        "title": product.title,
        "brand": product.brand,
        "category": product.category,
        "audience": audience,
        "occasion": version.occasion,
        "channel": channel,
        "shop": merchant.name,
    }
    instruction = _PLACEHOLDER.sub(lambda m: words.get(m[1], m[0])[:200], version.instruction)
    voiced = VoiceSample() if voice is None else VoiceSample(
        tone=voice.tone,
        preferred=tuple(voice.preferred),
        forbidden=tuple(voice.forbidden),
        samples=tuple(voice.samples),
    )  # fmt: skip
    return Brief(
        product=product.as_record(),
        kind=version.template.kind,
        language=asked.language or version.template.language,
        tone=asked.tone or voiced.tone or version.tone,
        length=asked.length or version.length,
        audience=audience,
        occasion=version.occasion,
        channel=channel,
        leading=(*asked.leading, *version.leading_facts),
        keywords=tuple(version.keywords),
        instruction="\n".join(part for part in (instruction.strip(), asked.instruction.strip()) if part),
        examples=tuple(version.examples),
        voice=voiced,
        previous=asked.previous,
        sampling=Sampling(**sampling, seed=seed),
    )


def brief_to_json(brief: Brief) -> dict[str, Any]:
    """As a request row keeps it."""
    return asdict(brief)


def brief_from_json(data: Mapping[str, Any]) -> Brief:
    """The brief of a request row. Raises InvalidRecord where the row holds something else."""
    known = {f.name for f in fields(Brief)}
    try:
        values = {name: value for name, value in data.items() if name in known}
        for name in ("leading", "keywords", "examples"):
            values[name] = tuple(values.get(name, ()))
        values["product"] = ProductFacts.from_dict(values["product"])
        voice = {**values.get("voice", {})}
        for name in ("preferred", "forbidden", "samples"):
            voice[name] = tuple(voice.get(name, ()))
        values["voice"] = VoiceSample(**voice)
        values["sampling"] = Sampling(**values.get("sampling", {}))
        return Brief(**values)
    except (TypeError, KeyError, AttributeError) as error:
        raise InvalidRecord(f"the stored brief can't be read: {error}") from error
