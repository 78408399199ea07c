"""Judges what is said of the offer and of authority: price, discount, stock, deadline, rank, warranty, certificates,
patents, awards.
Knows the facts and the evidence locker; whether such words are lawful at all is the rule packs' business."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from copywriter.checks.alternation import alternatives
from copywriter.checks.claims.cues import money_at
from copywriter.checks.claims.facts import FactIndex, Source
from copywriter.checks.claims.negation import is_negated
from copywriter.checks.claims.quantity import Quantity
from copywriter.checks.claims.savings import saved
from copywriter.checks.claims.triggers import Triggers
from copywriter.checks.claims.verdicts import Ruling, name_of, refs
from copywriter.records import Evidence


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that make a claim of one class. `roles`: facts that can carry it. `evidence`: documents that settle it."""

    rule: str
    pattern: re.Pattern[str]
    roles: frozenset[str]
    evidence: frozenset[str]
    what: str


def _cue(rule: str, pattern: str, roles: str, evidence: str, what: str) -> Cue:
    return Cue(rule, re.compile(pattern), frozenset(roles.split()), frozenset(evidence.split()), what)


CUES: tuple[Cue, ...] = (
    _cue(
        "claim.patent",
        r"\bpatent(?:ed|s|-pending| pending)?\b(?! leather)|专利(?!皮)",
        "technology feature certification other",
        "patent",
        "a patent",
    ),
    _cue(
        "claim.certificate",
        r"\b(?:oeko-?tex(?: standard 100)?|gots|grs|rws|rds|fsc|pefc|rohs|bsci|energy star|usda organic|fair ?trade"
        r"|leaping bunny|nsf|etl|ul[- ](?:listed|certified)|fda[- ](?:approved|cleared|registered)"
        r"|ce[- ](?:marked|certified|mark)|tüv|gs mark|iso ?\d{3,5}|en ?\d{3,5}|astm(?: [a-z]\d+)?|ansi(?:/\w+)?|din "
        r"?\d+|gb/?t? ?\d{4,6}|ccc|certipur|greenguard|bluesign|woolmark|haccp|asc certified|halal|kosher)\b"
        r"|\b(?:certified|certificat(?:e|ion)|accredited|lab[- ]tested|laboratory tested|independently tested"
        r"|third[- "
        r"]party tested|approved by|endorsed by|tested to|meets? (?:the )?\w+ standards?|licensed)\b"
        r"|(?:国家|权威|专业|第三方)?(?:认证|检测报告|质检|检验合格|合格证)|通过[\u3400-\u9fffa-z0-9]{0,12}(?:认证"
        r"|检测|检验|测试|标准)|绿色食品|有机产品|地理标志"
        r"|(?<![\d.a-z])3c(?!数码|[a-z])",
        "certification energy feature other",
        "certificate test_report test-report report licence license certification",
        "a certificate or test",
    ),
    _cue(
        "claim.award",
        r"\baward(?:s|ed|-winning| winning| winner)?\b|\bprize[- ]?winning\b|\bwinner of\b|\b(?:red dot|good design "
        r"award|if design)\b|\bas seen (?:on|in)\b|\bvoted\b|获奖|大奖|奖项|红点奖|红点设计|if设计|金奖|荣获"
        r"|获得[\u3400-\u9fffa-z]{0,12}奖",
        "award other feature",
        "award",
        "an award",
    ),
    _cue(
        "claim.rank",
        r"\bbest[- ]?sell(?:er|ers|ing)\b|\btop[- ](?:selling|rated|seller)\b|(?<![a-z])#\s?1\b|\b(?:the|our|rated"
        r"|world.s|america.s|britain.s) number one\b|\bno\.? ?1\b(?! in\b \d)|\b(?:most popular|market[- ]leading"
        r"|leading brand|five[- ]star|5[- ]star|highest[- ]rated)\b"
        r"|\b(?:million|thousand|thousands|millions|hundreds) (?:of )?(?:sold|customers|users|families|homes|reviews"
        r"|happy)\b|\b(?:customers?|reviewers?|critics?) (?:love|loved|rave|rate|say)\b"
        r"|销量(?:第一|冠军|领先|突破|王)|热销|畅销|爆款|排名|榜首|第一名|no\.?1|累计销售|已售|好评如潮|万人|千万家庭"
        r"|百万用户|口碑爆棚|回购率|网红款?|人气",
        "commerce other award",
        "sales sales_report rank report",
        "a sales rank or popularity",
    ),
    _cue(
        "claim.discount",
        r"\b\d{1,2} ?% (?:off|discount|cheaper|less)\b|\bhalf[- ]price\b|\b(?:save|saving|savings of) (?:up to "
        r")?(?:[$€£¥]|\d)|\b(?:on sale|clearance|special offer|discount(?:ed|s)?|reduced (?:price|from|to)|price drop"
        r"|promo(?:tion)? code|coupon|buy one,? get|bogo|"
        r"free (?:gift|shipping|delivery|returns)|was [$€£¥]|cashback|lowest price|price match)\b"
        r"|[二三四五六七八九\d.]+折(?!叠"
        r"|痕|射|线|页|扇|纸)|低至一折|打折|折扣|特价|优惠"
        r"|(?<![吸装充灌加注倒盛接放填])满\d+(?!\d*\.?\d*\s?(?:毫升|升|ml|l|格|瓦|克|斤|安|小时|个月|月龄|周岁|岁|天|周|年))|立减|直降|降价"
        r"|秒杀|买[一二三1-3]送[一二三1-3]"
        r"|买一赠一|包邮|赠送|免运费|清仓|促销|返现|券后|半价|最低价|骨折价",
        "commerce shipping other price",
        "offer price_record",
        "a discount or an offer",
    ),
    _cue(
        "claim.stock",
        r"\b(?:only|just) (?:\d+|a few|a handful|two|three|four|five|six|ten) (?:left|remain\w*|in stock)\b|\b(?:in "
        r"stock|low stock|limited stock|limited (?:quantities|quantity|supply|availability)|while (?:stocks?"
        r"|supplies) "
        r"lasts?|almost gone|selling (?:out )?fast|sold out|nearly sold out|few left|last (?:few|one"
        r"|ones) (?:left|in "
        r"stock)|going fast|back in stock)\b"
        r"|仅剩|库存(?:有限|告急|紧张|不多|充足)|售完(?:即止|为止)|数量有限|现货(?!架)|即将售罄|抢完|所剩无几|最后\d+"
        r"|卖完|断货|供不应求|先到先得",
        "commerce other",
        "stock",
        "stock",
    ),
    _cue(
        "claim.deadline",
        r"\b(?:offer|sale|deal|price|discount)s? (?:ends?|expires?|closes?|is over|runs? until|valid)\b|\bends "
        r"(?:today|tonight|tomorrow|soon|midnight|on sunday|on monday|sunday|this (?:sunday|weekend))\b|\b(?:today"
        r"|this week(?:end)?|tonight) only\b|\blimited[- ]time\b|\blast chance\b|\bfinal (?:hours|days)\b|\buntil "
        r"(?:midnight|the end of the (?:day|week|month))\b|\bfor a limited\b|\b24[- ]hour (?:sale|deal)\b"
        r"|限时|今日(?:特|截止|最后)|截止|截至|倒计时|最后[一两三\d]天|活动(?:仅|结束|截止)|仅限今|限今|过期不候"
        r"|马上结束|即将结束|明天(?:恢复|涨价|截止)|\d+小时内下单",
        "commerce other",
        "offer",
        "a deadline",
    ),
    _cue(
        "claim.delivery",
        r"\b(?:next|same)[- ]day (?:delivery|dispatch|shipping)\b"
        r"|\b(?:arrives?|arriving|ships?|delivered|delivery)"
        r" (?:today|tomorrow|tonight|overnight|within \d|in \d+ (?:hours|days))"
        r"|\border (?:it |one |yours |them )?(?:today|now|tonight),? (?:and |to )?(?:have|get|wear|use|enjoy"
        r"|receive)\b"
        r"|(?:次日|当日|隔日|隔天|小时|极速)达|(?:当天|当日|小时内|极速|闪电)发货|明天就?(?:送到|到家|到货)"
        r"|(?:下单|选好|选码|定下来|拍下|订好)[\u3400-\u9fff]{0,3}[，,]?"
        r"(?:今晚|今夜|明天|明早|明晚|晚上|周末|这周|下?周[一二三四五六日]|下周|入住当天|当天)"
        r"(?:就|直接|能|穿|换|用|戴|坐|睡|铺|背|装|骑|给|从|自|出门|一次)",
        "shipping commerce other",
        "offer",
        "a time of delivery",
    ),
    _cue(
        "claim.warranty",
        r"\bwarrant(?:y|ies)\b|\bguaranteed?\b|\bmoney[- ]back\b|\b\d+[- ]days? (?:free )?returns?\b|\bfree returns\b"
        r"|质保|保修|包退|包退换|假一赔|七天无理由|无理由退|退换|退款|运费险|只换不修|终身维护|三包",
        "warranty commerce other shipping",
        "warranty licence",
        "a warranty",
    ),
)

#: Inside these words the cue makes no claim.
_EXCUSES = re.compile(
    r"no guarantee|not guaranteed|人气味|certified? (?:friend|genius|grump)|award yourself|现货架|degree certificate"
    r"|gift "
    r"certificate|certificate frame|奖状|awards? night|赠送给|优惠券夹|截止阀|特价值"
)


@cache
def _triggers() -> Triggers[Cue]:
    return Triggers([(part, cue) for cue in CUES for part in alternatives(cue.pattern.pattern)])


#: 没有有机认证; 不追排名, 不看销量: who lacks or spurns it claims none.
_WITHOUT = re.compile(
    r"(?:没有|没|无|未|not |no |without )[^，。；,.;]{0,6}$"
    r"|[不别][追看拼靠争谈信求蹭提讲管图凑比聊][\u3400-\u9fff]{0,3}$"
)


def judge_cues(
    index: FactIndex, folded: str, text: str, evidence: Sequence[Evidence], today: str | None
) -> list[Ruling]:
    """Rulings on every commercial and authority claim, in reading order."""
    found: list[Ruling] = []
    reach = -1
    hits: list[tuple[int, int, Cue]] = []
    for match, cue in _triggers().matches(folded):
        if not _EXCUSES.search(folded[max(0, match.start() - 12) : match.end() + 12]):
            hits.append((match.start(), match.end(), cue))
    for start, end, cue in sorted(hits, key=lambda h: (h[0], -h[1])):
        if start < reach:
            continue
        reach = end
        ruling = _judge(index, folded, text, start, end, cue, evidence, today)
        if ruling.verdict != "supported" and (
            is_negated(folded, start, end) or _WITHOUT.search(folded[max(0, start - 9) : start])
        ):
            continue  # "没有有机认证" boasts of nothing
        found.append(ruling)
    return found


def _judge(
    index: FactIndex,
    folded: str,
    text: str,
    start: int,
    end: int,
    cue: Cue,
    evidence: Sequence[Evidence],
    today: str | None,
) -> Ruling:
    said = folded[start:end]
    holder = _holder(index, said, cue) or (saved(index, folded, start) if cue.rule == "claim.discount" else None)
    if holder is not None:
        return Ruling(start, end, "supported", cue.rule, refs(holder))
    document, expired = _document(evidence, said, cue, today)
    if document is not None:
        return Ruling(start, end, "supported", cue.rule)
    shown = text[start:end]
    if expired is not None:
        return Ruling(
            start, end, "unsupported", cue.rule, (),
            f"“{shown}” rests on a document ({expired.type} {expired.number}) that ran out on "
            f"{expired.valid_until}.".replace(" )", ")"), "", "evidence",
        )  # fmt: skip
    rival = _rival(index, said, cue)
    if rival is not None:
        return Ruling(
            start, end, "contradicted", cue.rule, refs(rival),
            f"The text says “{shown}”, but {name_of(rival)} says otherwise.", rival.value, "rewrite",
        )  # fmt: skip
    settled = "evidence" if cue.rule in ("claim.patent", "claim.certificate", "claim.award", "claim.rank") else "fact"
    return Ruling(
        start,
        end,
        "unsupported",
        cue.rule,
        (),
        f"“{shown}” claims {cue.what}; no fact or document says so.",
        "",
        settled,
    )


def _holder(index: FactIndex, said: str, cue: Cue) -> Source | None:
    alike = {"3c": "ccc", "3c认证": "ccc", "ccc": "3c", "无理由退": "无理由"}.get(said, said)
    literal = [s for s in index.sources if said in s.folded or alike in s.folded or said in s.name_folded and not s.no]
    if literal:
        return min(literal, key=lambda s: (s.variant >= 0, s.role not in cue.roles, isinstance(s.ref, str)))
    core = re.sub(
        r"[ -]?(?:mark(?:ed|ing)?|certified|listed|approved|registered|cleared|certification|认证|标准"
        r"|检测)$",
        "",
        said,
    )
    if cue.rule == "claim.certificate" and len(core) > 1 and core != said:
        literal = [
            s
            for s in index.sources
            if s.role in ("certification", "feature", "other")
            and re.search(rf"(?<![a-z0-9]){re.escape(core)}(?![a-z0-9])", s.folded)
        ]
        if literal:
            return literal[0]
    own = cue.rule.removeprefix("claim.")
    role = {"certificate": "certification"}.get(own, own)
    roles = [s for s in index.sources if s.role == role and not s.no]
    if roles and _generic(said, cue.rule):
        return roles[0]
    return None


def _generic(said: str, rule: str) -> bool:
    """Whether the words only name the class ("certified", 质保), so that any fact of the role carries them."""
    if rule == "claim.certificate":
        return bool(
            re.match(r"^(?:certif|accredit|(?:国家|权威|专业|第三方)?认证|合格证|检测|tested to|meets?|通过)", said)
        )
    if rule == "claim.award":
        return bool(re.match(r"^(?:award|prize|winner|获奖|大奖|奖项|荣获|获得)", said))
    return rule == "claim.warranty" and bool(re.match(r"^(?:warrant|guarant|质保|保修)", said))


def _rival(index: FactIndex, said: str, cue: Cue) -> Source | None:
    role = {"claim.certificate": "certification", "claim.award": "award"}.get(cue.rule)
    if role is None or _generic(said, cue.rule):
        return None
    return next((s for s in index.sources if s.role == role and not s.yes), None)


def _document(
    evidence: Iterable[Evidence], said: str, cue: Cue, today: str | None
) -> tuple[Evidence | None, Evidence | None]:
    """(a document that settles it, one that would have but ran out)."""
    expired = None
    for document in evidence:
        kind = document.type.lower().replace(" ", "_")
        if kind not in cue.evidence and kind.split("_")[0] not in cue.evidence:
            continue
        scope = f"{document.scope} {document.number}".lower()
        specific = cue.rule == "claim.certificate" and not _generic(said, cue.rule)
        if (
            specific
            and said.strip() not in scope
            and not any(w in scope for w in re.findall(r"[a-z]{3,}|\d{3,}|[\u3400-\u9fff]{2,}", said))
        ):
            continue
        if today and document.valid_until and document.valid_until < today:
            expired = document
            continue
        return document, None
    return None, expired


def judge_price(index: FactIndex, folded: str, text: str, quantity: Quantity) -> Ruling | None:
    """An amount of money: the price, or nothing that a fact says."""
    if not money_at(folded, quantity.start, quantity.end):
        return None
    start = quantity.start - len(re.search(r"(?:us\$|[$€£¥￥₹]|[a-z]{2,3}\.?)?\s?$", folded[: quantity.start])[0])
    end = quantity.end + len(
        re.match(r"(?:\s?(?:元|块钱|块|人民币|usd|eur|gbp|dollars?|euros?))?", folded[quantity.end :])[0]
    )
    value = quantity.parts[0].value
    price = next((s for s in index.sources if s.ref == "price"), None)
    amounts = [n for n in index.numbers if n.role in ("price", "commerce") or n.ref == "price"]
    if price is not None and any(abs(n.part.value - value) < 0.005 for n in amounts):
        return Ruling(start, end, "supported", "claim.price", ("price",))
    holder = next((s for s in index.sources if text[start:end].lower() in s.folded), None)
    if holder is not None:
        return Ruling(start, end, "supported", "claim.price", refs(holder))
    if price is not None:
        return Ruling(
            start, end, "contradicted", "claim.price", ("price",),
            f"The text says “{text[start:end].strip()}”, but {name_of(price)} says otherwise.", price.value, "rewrite",
        )  # fmt: skip
    return Ruling(
        start,
        end,
        "unsupported",
        "claim.price",
        (),
        f"No fact gives the price “{text[start:end].strip()}”.",
        "",
        "fact",
    )
