"""Units of measure, English and Chinese: what each measures, how they convert, when two statements of a quantity agree.
Knows no product and no sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """`factor` turns a value into the dimension's base; `system` (m metric, i imperial, c Chinese market units) says
    whether two statements were converted, and so rounded. `offset` is for temperatures only."""

    dimension: str
    factor: float
    system: str
    offset: float = 0.0


#: dimension | system | factor to base | spellings. Bases: mm, g, ml, m², s, W, Wh, V, A, Ah, Hz, Pa, °C, byte, …
_TABLE = """
length|m|0.001|μm um micron microns 微米
length|m|1|mm millimeter millimeters millimetre millimetres 毫米
length|m|10|cm cms centimeter centimeters centimetre centimetres 厘米 公分 ㎝
length|m|100|dm 分米
length|m|1000|m meter meters metre metres 米
length|m|1000000|km kilometer kilometers kilometre kilometres 公里 千米
length|i|25.4|in inch inches ins " '' 英寸 寸 吋
length|i|304.8|ft foot feet ' 英尺
length|i|914.4|yd yds yard yards
length|i|1609344|mile miles mi 英里
length|c|333.3333|尺 市尺
mass|m|0.001|mg milligram milligrams 毫克
mass|m|1|g gm gms gram grams gr 克
mass|m|1000|kg kgs kilo kilos kilogram kilograms 千克 公斤
mass|m|1000000|t ton tons tonne tonnes 吨
mass|c|50|两
mass|c|500|斤 市斤
mass|i|28.3495|oz ounce ounces 盎司
mass|i|6350.29|stone
mass|i|453.592|lb lbs pound pounds # 磅
volume|m|1|ml mls milliliter milliliters millilitre millilitres cc 毫升
volume|m|10|cl centiliter centiliters centilitre centilitres 厘升
volume|m|100|dl
volume|m|1000|l ltr ltrs liter liters litre litres 升 公升
volume|m|1000000|m3 m³ 立方米 立方
volume|i|29.5735|fl_oz fluid_ounce fluid_ounces fl._oz fl._oz. fl.oz floz
volume|i|473.176|pint pints pt
volume|i|946.353|quart quarts qt qts
volume|i|3785.41|gallon gallons gal 加仑
area|m|1|m2 m² sqm sq_m square_meter square_meters square_metre square_metres 平方米 平米 平方 ㎡
area|m|0.0001|cm2 cm² square_cm 平方厘米
area|i|0.092903|sq_ft sqft square_feet square_foot ft2 ft² 平方英尺
area|i|0.00064516|sq_in square_inches
time|m|0.001|ms
time|m|1|s sec secs second seconds 秒 秒钟
time|m|60|min mins minute minutes 分钟
time|m|3600|h hr hrs hour hours 小时 个小时 钟头 个钟头
time|m|86400|day days 天
time|m|604800|week weeks wk wks 周 礼拜 个礼拜 星期 个星期
time|m|2629800|month months mo 个月 月
time|m|31557600|year years yr yrs 年 周岁 岁
time|m|315576000|decade decades
power|m|0.001|mw 毫瓦
power|m|1|w watt watts 瓦 瓦特
power|m|1000|kw kilowatt kilowatts 千瓦
power|i|745.7|hp horsepower 马力
power|i|0.293071|btu btus
energy|m|1|wh watt-hour watt-hours 瓦时
energy|m|1000|kwh 千瓦时 度电
food_energy|m|4.184|kcal kilocalorie kilocalories calories cal 千卡 大卡
food_energy|m|1|kj kilojoule kilojoules 千焦
food_energy|m|0.001|j joule joules
voltage|m|1|v volt volts vac vdc 伏 伏特
voltage|m|1000|kv
current|m|1|a amp amps ampere 安 安培
current|m|0.001|ma 毫安
charge|m|0.001|mah 毫安时
charge|m|1|ah 安时
frequency|m|1|hz hertz 赫兹
frequency|m|1000|khz
frequency|m|1000000|mhz
frequency|m|1000000000|ghz gigahertz
pressure|m|1|pa 帕 pascal pascals
pressure|m|1000|kpa 千帕 kilopascal kilopascals
pressure|m|1000000|mpa 兆帕
pressure|m|100000|bar bars 巴
pressure|i|6894.76|psi pounds_per_square_inch
depth_rating|m|1|atm atmosphere atmospheres 大气压 个大气压
pressure_head|m|1|mmh2o
temperature|m|1|°c ℃ celsius degrees_celsius deg_c 摄氏度 °c.
temperature|i|0.5555556|°f ℉ fahrenheit degrees_fahrenheit deg_f 华氏度
colour_temperature|m|1|k kelvin 开
data|m|1000|kb kilobyte kilobytes
data|m|1000000|mb 兆 megabyte megabytes
data|m|1000000000|gb gig gigs gigabyte gigabytes
data|m|1000000000000|tb terabyte terabytes
data_rate|m|1|mbps mb/s mbit/s 兆每秒 megabytes_a_second megabytes_per_second megabyte_a_second
data_rate|m|1|megabyte_per_second megabits_per_second megabits_a_second
data_rate|m|1000|gbps gb/s gigabytes_a_second gigabytes_per_second gigabyte_a_second
data_rate|m|1000|gigabyte_per_second gigabits_per_second gigabits_a_second
pixels|m|1|px pixel pixels 像素
pixels|m|1000000|mp megapixel megapixels 万像素_
light|m|1|lm lumen lumens 流明
illuminance|m|1|lux 勒克斯
luminance|m|1|nit nits cd/m2 尼特
speed|m|1|km/h kph kmh kmph 公里/小时 公里每小时 kilometres_per_hour kilometres_an_hour kilometers_per_hour
speed|m|3.6|m/s 米/秒 米每秒
speed|i|1.609344|mph miles_per_hour miles_an_hour
rotation|m|60|movements_per_second movements_a_second strokes_per_second revolutions_per_second strokes_a_second
rotation|m|1|rpm r/min rev/min 转/分 转/分钟 转每分 转 revolutions_per_minute revolutions_a_minute
rotation|m|1|movements_per_minute movements_a_minute strokes_per_minute strokes_a_minute
rotation|m|1|turns_a_minute spm
noise|m|1|db dba db(a) decibel decibels 分贝
force|m|1|n newton newtons 牛
torque|m|1|nm newton_metres newton_meters newton_metre newton_meter newton-metres newton-meters n·m n.m 牛米 牛·米
torque|i|1.35582|ft-lb ft-lbs
yarn|m|1|d denier dtex 旦
gsm|m|1|gsm g/m2 g/m² g/㎡ 克/平方米 克/平米 grams_per_square_metre grams_per_square_meter grams_a_square_metre
gsm|i|33.906|oz/yd2
purity|m|1|karat karats 克拉金
carat|m|1|ct carat carats ctw 克拉
angle|m|1|° degree degrees deg 度
resolution|m|1|dpi ppi cpi dots_per_inch
frame_rate|m|1|fps 帧 frames_per_second frames_a_second
airflow|m|1|m3/h m³/h 立方米/小时
airflow|i|1.699|cfm
thread|m|1|tc thread_count
yarn_count|m|1|支 支纱
percent|m|1|% percent per_cent pct 百分比_
per_mille|m|1|‰
discount|m|1|折
size_code|m|1|码
degree_alcohol|m|1|%vol %_vol abv
salinity|m|1|ppm
acidity|m|1|ph
resistance|m|1|ohm ohms Ω ω 欧 欧姆
dioptre|m|1|dpt
"""


def _read_table() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for line in _TABLE.strip().splitlines():
        dimension, system, factor, spellings = line.split("|")
        for spelling in spellings.split():
            name = spelling.rstrip("_").replace("_", " ")
            offset = -32.0 * 0.5555556 if dimension == "temperature" and system == "i" else 0.0
            units[name] = Unit(dimension, float(factor), system, offset)
    return units


UNITS: dict[str, Unit] = _read_table()

#: One-letter symbols that mean a unit only in this case when written after a number: 2A is a current, "2 a" is not.
CASED = {"a": "A", "v": "V", "w": "W", "k": "K", "n": "N", "d": "D", "t": "T", "j": "J"}

_ASCII = sorted((u for u in UNITS if re.match(r"[a-z]", u)), key=len, reverse=True)
_OTHER = sorted((u for u in UNITS if not re.match(r"[a-z]", u)), key=len, reverse=True)
#: A unit at a place in folded (lower-case, half-width) text. Group 1 is the spelling.
UNIT = re.compile(
    r"(" + "|".join(map(re.escape, _OTHER)) + r"|(?:" + "|".join(map(re.escape, _ASCII)) + r")(?![a-wyz]|x(?!\d)))"
    r"(?<!stone(?! ?(?:[.,;:!?)]|$|and\b|or\b|of\b)))"  # of "six stone coasters" it is no unit
)


def to_base(value: float, unit: Unit) -> float:
    return value * unit.factor + unit.offset


def agree(
    stated: float, unit: Unit, places: int, fact: float, fact_unit: Unit, *, about: bool = False, fact_places: int = 0
) -> bool:
    """Whether `stated` may be said where the fact says `fact`.

    Within one system the values must be equal (1 kg = 1000 g). Between systems the conversion may be rounded to the
    precision written, or by 2 % (30 cm ≈ 12 in, 250 g ≈ 9 oz). With "about", 5 % or the precision written.
    """
    left, right = to_base(stated, unit), to_base(fact, fact_unit)
    gap = abs(left - right)
    if gap <= 1e-6 * max(1.0, abs(right)):
        return True
    half_step = 0.5 * 10.0**-places * unit.factor
    size = abs(right)
    converted = unit.system != fact_unit.system
    if converted or about:
        fact_step = 0.5 * 10.0**-fact_places * fact_unit.factor
        limit = max(0.02 * size, min(max(half_step, fact_step), 0.08 * size)) * 1.001
        if unit.dimension == "temperature":
            limit = max(limit, 0.6)
        return gap <= (max(limit, 0.05 * size) if about else limit)
    if unit.dimension == "time" and unit.factor != fact_unit.factor:
        return gap <= 0.015 * size  # 12 months and 1 year, 52 weeks and a year
    if unit.factor != fact_unit.factor:
        return gap <= 0.0005 * size
    return False


def write(value: float) -> str:
    """A number as a person writes it: 3, 3.5."""
    return f"{value:g}"
