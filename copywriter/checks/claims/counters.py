"""What can be counted on a product, English and Chinese, each under one canonical name: pocket, layer, piece.
Knows no number and no fact."""

from __future__ import annotations

import re

#: canonical | spellings. "piece" is what a bare count means; "pack" a container of them.
_TABLE = """
piece|piece pieces pc pcs item items part parts 件 个 只 片 枚 块 粒 颗 张 条 支 根 把 台 本 册 件装 只装
piece|扇 枝 管 副 朵 架 辆 盏 樽 处 尊 捆 把子
piece|个装 片装 支装 条装 粒装 枚装 块装 张装 根装 件套 件组
pack|pack packs packet packets box boxes bag bags bottle bottles can cans tin tins jar jars tube tubes sachet
pack|sachets roll rolls 包 盒 袋 瓶 罐 卷 包装 盒装 袋装 瓶装 罐装 卷装 箱 支装_
pair|pair pairs 双 对 双装
set|set sets 套 套装 组
layer|layer layers ply plies 层
tier|tier tiers shelf shelves 层架 层板 层置物架
pocket|pocket pockets 口袋 个口袋 个内袋 个插袋 个兜
compartment|compartment compartments section sections slot slots 隔层 个隔层 格 个卡位 卡位 个格子 个分区 分区 个隔间
drawer|drawer drawers 抽 抽屉 个抽屉 斗
speed|speed speeds gear gears setting settings level levels 档 挡 档位 速 档调节 档风速 级
mode|mode modes program programs programme programmes function functions 种模式 模式 种功能 个模式 大模式 大功能
blade|blade blades 刀片 叶 片刀头 枚刀片 刀头
port|port ports outlet outlets socket sockets usb hdmi 孔 插孔 接口 个接口 个插孔 口 个usb口
button|button buttons key keys 键 粒扣 颗纽扣 颗扣 键位 个按键 按键
color|color colors colour colours shade shades 色 种颜色 种色 款颜色
page|page pages sheet sheets 页 抽装 张入
player|人座 人位 人坐 口之家 口人 口人家 个人 个大人 位大人 个孩子 位家人 位客人
player|player players person persons people 人 人份 位玩家 名玩家
seat|seat seats seater 座
door|door doors 门 扇门
wheel|wheel wheels caster casters castors 轮 个轮子 个万向轮
leg|leg legs 条腿 脚
light|led leds bulb bulbs light lights lamp lamps 灯 灯珠 颗灯珠 个灯头 灯头
cup|cup cups mug mugs 杯
serving|serving servings portion portions dose doses capsule capsules tablet tablets 份 粒胶囊 片药 胶囊
size|size sizes 尺码 个尺码
card|card cards 张卡
strand|strand strands string strings 股 弦
hole|hole holes eyelets
stage|stage stages step steps 段 级过滤 重
heart|head heads burner burners 头 灶 眼
lens|lens lenses camera cameras 摄 颗镜头 镜头
core|core cores 核
battery|battery batteries cell cells 节 节电池 块电池 颗电池
star|star stars 星 星级
style|style styles design designs 款 种款式
bit|bit bits attachment attachments nozzle nozzles tip tips 个配件 个刷头 个喷头 个头 刷头
plate|plate plates bowl bowls fork forks spoon spoons knife knives pan pans pot pots lid lids chair chairs
plate|towel towels pillowcase pillowcases cushion cushions sheet_ candle candles brush brushes hook hooks
plate|handle handles strap straps hanger hangers 盘 碗 勺 把刀 把椅子 个盖子 个挂钩 挂钩
kind|种 样 味
dish|道
picture|幅
zone|zone zones 区 分区按摩
axis|axis axes 轴
string_count|thread threads 针
time_use|use uses wash washes cycle cycles 次
"""


def _read_table() -> dict[str, str]:
    counters: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        canonical, spellings = line.split("|")
        for spelling in spellings.split():
            counters.setdefault(spelling.rstrip("_"), canonical)
    return counters


COUNTERS: dict[str, str] = _read_table()
_EN = sorted((c for c in COUNTERS if c.isascii()), key=len, reverse=True)
_ZH = sorted((c for c in COUNTERS if not c.isascii()), key=len, reverse=True)

#: Chinese counters of everyday talk: 两个鸡蛋, 两只手 count nothing that is sold unless a word before says so.
LOOSE_ZH = frozenset(
    "piece pack pair set player cup serving plate bit card star style stage string_count time_use size page heart core "  # noqa: SIM905
    ""  # noqa: SIM905
    "strand step color kind dish picture".split()
)

#: English counters of everyday talk: "two chairs", "eight people" count nothing that is sold unless a word before
#: says so.
LOOSE_EN = frozenset(
    {
        "piece",
        "pack",
        "pair",
        "set",
        "player",
        "seat",
        "door",
        "wheel",
        "cup",
        "serving",
        "card",
        "plate",
        "step",
        "style",
        "star",
        "page",
        "light",
        "button",
        "key",
        "hole",
        "stage",
        "strand",
        "time_use",
        "color",
        "leg",
        "size",
        "heart",
        "bit",
        "core",
        "string_count",
        "tier",
    }
)

#: After a number: "12-piece", "3 zip pockets" (one word between), "6 速". Group 1 is the spelling.
COUNTER_EN = re.compile(
    rf"[ -]+(?:(?!(?:in|of|to|x|and|or|for|at|on|by|the|with|is|as|a|{'|'.join(_EN)})\b)[a-z]+[ "
    rf"-])?({'|'.join(_EN)})(?![a-z])"
)
COUNTER_ZH = re.compile(r"\s?(" + "|".join(map(re.escape, _ZH)) + r")")
#: "set of 4", "pack of 3": the counter stands before.
BEFORE_EN = re.compile(r"\b(pack|set|box|bundle|case|pair|lot|bag)s? of (?:about )?$")
