"""Chinese facts that no form knows, said with their own names as one speaks: 鞋垫材质=绒 is 鞋垫用绒.
Refuses to guess what a name means: one that no row fits stands bare before its value, and `bare` tells so."""

from __future__ import annotations

import re
from functools import lru_cache

from copywriter.prompts.house.plan import PlannedFact

#: (name, value, words); the name's first group is {part}. The first row that both fit is taken.
_ROWS = tuple(
    (re.compile(name), re.compile(value, re.IGNORECASE), words)
    for name, value, words in (
        (r"(?:内外)?包装", r"[袋管瓶盒罐箱]$", "{value}包装"),
        (r"主要成分", r"", "主要成分是{value}"),
        (r"防护等级", r"", "{name}{value}"),
        (r".+等级", r"[级\d]$", "{name}{value}"),
        (r"(釉面|填充)等级", r"[^级\d]$", "{value}{part}"),
        (r"(.+)等级", r"扣$", "{part}用{value}"),
        (r"(.{2,3})数", r"^\d+[个枚颗种首粒片]$", "{value}{part}"),
        (r"缝线", r"号$", "缝线用{value}"),
        (r"缝线", r"针$", "采用{value}缝"),
        (r"(底部|表面)处理", r"[木棉胶垫布毡皮]$", "{part}为{value}"),
        (r"(底部|表面)处理", r"[蜡漆油]$", "{part}用{value}"),
        (r"捻线", r"", "用{value}捻成"),
        (r"编解码", r"", "{value}{name}"),
        (r"(底足|灯罩)工艺", r"", "{part}{value}"),
        (r"边油|脚垫|乳化剂", r"", "{name}用{value}"),
        (r"(榫卯)结构", r"", "{part}用{value}"),
        (r"缝制方式", r"", "采用{value}缝制"),
        (r"(刀片)涂层", r"", "{part}用{value}涂层"),
        (r".*", r"^(?:不带|带有|带|支持|可|无需|免|无(?!线|痕))[^、和]{1,12}$", "{value}"),
        (r"防水", r"^ip", "防水等级{value}"),
        (r"蓝牙版本", r"^\d", "支持蓝牙{value}"),
        (r"蓝牙版本", r"蓝牙", "支持{value}"),
        (r"(?:数据)?(?:接口|卡口)(?:类型)?", r"口$", "{value}"),
        (r"(?:数据)?(?:接口|卡口)(?:类型)?", r"", "{value}接口"),
        (r"(?:供电|电源)方式", r"供电|充电|电池|式$", "{value}"),
        (r"(?:供电|电源)方式", r"", "用{value}供电"),
        (r"(?:指纹识别|解锁)方式", r"", "支持{value}"),
        (r"化妆品净含量", r"", "净含量{value}"),
        (r"适用性别|适用对象", r"^中性$", "{value}款"),
        (r"适用(?:人群|对象|年龄|人数)", r"[^用]$", "适合{value}"),
        (
            r"(?:衣|裙|裤)长|裙型|厚薄|卫生巾厚薄|靴筒高度|鞋帮高度|鞋跟(?:款式|高)|焦段|防水程度|刀头数量|加热部位",
            r"",
            "{value}",
        ),
        (
            r".*(?:镜头|微波炉|坐便器|电动牙刷|面膜|垃圾桶|空调冷暖|摆件|灯具)(?:类型|分类|种类|方式|型状)",
            r"[式型状灯头机桶件]$",
            "{value}",
        ),
        (r"开门方式|底盘缓冲", r"", "{value}"),
        (r"穿着方式", r"^套头$", "套头穿"),
        (r"穿着方式", r"", "{value}款式"),
        (r"服装版型|版型", r"型$", "{value}剪裁"),
        (r"廓形", r"", "{value}廓形"),
        (r"开口深度", r"口$", "{value}设计"),
        (r"提拎部件类型", r"", "配{value}"),
        (r"肩带样式", r"根$", "{value}肩带"),
        (r"表盘形状", r"形$", "{value}表盘"),
        (r"表带(?:款式|材质)", r"", "{value}表带"),
        (r"(.*[\u3400-\u9fff])[A-Z]+", r"^\d", "{part}{value}"),
        (r"裤门襟", r"", "{value}门襟"),
        (r"笔记本电脑类型|硬盘类型|糕点种类|枕头类型|通勤|电池类型", r"", "{value}"),
        (r"刷柄类型", r"", "刷柄为{value}"),
        (r"坐便器排水方式", r"", "{value}"),
        (r"床垫软硬度", r"", "{value}"),
        (r"风格", r"", "{value}风格"),
        (r"搭扣|衬里|内芯|滤芯|花材|鲜花(?:主材|辅材)?|绒面|衬背|底衬|涂漆", r"", "{name}用{value}"),
        (r"锅类型", r"", "主打{value}"),
        (r"工作原理", r"", "采用{value}原理"),
        (r"工作方式", r"", "{value}工作"),
        (r"加热方式", r"[^加热]$", "采用{value}加热"),
        (r"定位方式", r"", "支持{value}定位"),
        (r"散热方式", r"", "{value}散热"),
        (r"控制方式", r"[^式]$", "支持{value}控制"),
        (r"(?:笔记本|.*)CPU(?:类型)?", r"", "搭载{value}"),
        (r"显卡类型", r"^(?!集|核|共享)", "显卡是{value}"),
        (r"屏幕分辨率", r"", "分辨率{value}"),
        (r"容纳电脑尺寸", r"\d", "可放{value}电脑"),
        (r"酒精度数", r"", "酒精度{value}"),
        (r".+辅材质", r"", "{name}是{value}"),
        (r"(.+)(?:材质|材料)", r"^[^、和]{1,2}$", "{part}用的是{value}"),
        (r"显卡类型|芯片类型|显存容量", r"^(?:集|核|共享)", "用{value}"),
        (r"输入设备", r"", "配{value}"),
        (r"兼容平台", r"", "兼容{value}"),
        (r"地图类型|卫星定位系统", r"", "支持{value}"),
        (r"网络模式|网络类型", r"", "支持{value}"),
        (r"拍摄场景", r"", "适合{value}拍摄"),
        (r"单肩|背包的方式", r"", "可{value}"),
        (r"卫生巾表层", r"", "表层{value}"),
        (r"出雾口数量", r"", "{value}出雾口"),
        (r"面料功能", r"", "{value}面料"),
        (r"(?:安全类别|安全等级)", r"^符合", "{value}"),
        (r"家具结构|主板结构", r"结构$", "{value}"),
        (r"按啤酒的生产工艺选", r"", "{value}"),
        (r"啤酒麦汁浓度", r"浓度$", "{value}麦汁"),
        (r"镶嵌方式", r"", "{value}镶嵌"),
        (r"附加功能|功能", r"^(?:耐磨|透气|保暖|防滑|防摔|防水|发热|保暖发热)$", "{value}"),
        (r"(?:主要)?用途", r"[^用]$", "可用于{value}"),
        (r"面料分类|面料名称", r"", "选用{value}"),
        (r"面料|面料材质|面料成分|材质成分", r"", "面料用{value}"),
        (r"(刷毛|外壳|.*[身框罩架脚柄])材质", r"", "{part}用{value}"),
        (r"颜色|颜色分类|主色", r"", "{value}"),
        (r".*床品", r"^被套", "{name}配{value}"),
        (r"(?:供电|电源)方式", r"^可换电池$", "{value}"),
        (r"电视类型", r"^[^电视]+$", "{value}电视"),
        (r"质地(?:分类|类型)?", r"[^质地状]$", "{value}质地"),
        (r"质地(?:分类|类型)?", r"", "{value}"),
        (r"面板类型", r"[^板]$", "{value}面板"),
        (r"(?:水处理机|加湿器|美妆工具|空调|帽子|箱包|围巾)(?:类别|分类|种类)", r"", "{value}款"),
        (r"(?:系统|操作系统|语言助手系统|语音助手系统)", r"[^统]$", "运行{value}系统"),
        (r"(?:系统|操作系统)", r"统$", "运行{value}"),
        (r"(?:有线|无线|有无线|线)", r"^有$", "有线连接"),
        (r"声道", r"^\d+$", "{value}声道"),
        (r"噪音|最大噪音|室内机噪音", r"\d", "{name}{value}"),
        (r"通讯类型", r"卡$", "使用{value}"),
        (r"通讯类型", r"(?i)sim", "使用{value}卡"),
        (r"(?:主要)?功效", r"", "主打{value}"),
        (r"核心数", r"核", "{value}处理器"),
        (r"(?:份|朵|支|枝|片|件|层|只|个|张|本|盒|瓶)数(?:量)?|.*数量", r"^\d+[^\d\s]", "共{value}"),
        (r"(.+)(?:种植地|生产地|产地)", r"", "{part}来自{value}"),
        (r".*标准.*", r"(?:GB|QB|FZ|Q/|LY|HJ|DB|SB).*\d$", "执行{value}标准"),
        (r".*(?:标准|安全技术|安全类别|类别).*", r"GB|QB|FZ|Q/", "符合{value}"),
        (r"使用方式", r"", "{value}使用"),
        (r"屏幕材质", r"", "{value}屏幕"),
        (r".+风格", r"[^风]$", "{value}风格"),
        (r"(.+)(?:类型|种类|分类|类别|方式|款式|材质|材料)", r"", "{part}"),
        (r"原料成分", r"", "原料有{value}"),
        (r"可冲杯数", r"", "可冲{value}"),
        (r"(.+(?:面料|成分|衬背|绒面|底衬|正面|背面))", r"", "{part}用{value}"),
        (r".*细节", r"^(?:加厚|镂空|收腰|修身|开叉)$", "{value}设计"),
        (r".*细节", r"", "细节有{value}"),
        (r"材质工艺", r"", "{value}工艺"),
        (r"服饰工艺|茶餐具工艺|咖啡干燥工艺", r"", "采用{value}工艺"),
        (r".*工艺", r"工艺$", "采用{value}"),
        (r".*(?:制作|结构|染织|织造|生产|装饰|木质|饰面)工艺", r"[^品鞋皮]$", "采用{value}工艺"),
        (r".*工艺", r"[鞋皮]$", "{value}工艺"),
        (r"化妆品保质期|保质期.*", r"\d", "保质期{value}"),
        (r"质保(?:年限|时间|期)?", r"\d", "质保{value}"),
        (r"适用(?:部位|炉灶|时间|节日|位置)|使用位置", r"[^用]$", "用于{value}"),
        (r"适用.{1,3}", r"用$", "{value}"),
        (r"(.*)上市(?:时间|年份)", r"\d", "{value}上市"),
        (r"(?:附加|其他|更多)?功能", r"^(?!支持|具备|带)", "带{value}功能"),
        (r"(?:附加|其他|更多)?功能", r"", "{value}"),
        (r"款式|样式", r"[款式]$", "{value}"),
        (r"款式|样式", r"^[^、和]+$", "{value}款式"),
    )
)
#: Kinds of a part: what stands for the row "{part}" above, by the name's end and the value.
_KINDS = tuple(
    (re.compile(name), re.compile(value), words)
    for name, value, words in (
        (r".*(?:材质|材料)", r"", "{part}用{value}"),
        (r".*(?:安装|固定|摆放|开合|操作|控制|使用|显示|开门|提拎)方式", r"式$", "{value}{part}"),
        (r".*方式", r"式$", "{value}{part}"),
        (r".*方式", r"^[\u3400-\u9fff]{4,}$", "采用{value}"),
        (r".*类型", r"^[^、和]{1,12}$", "{value}{part}"),
        (r".*", r"[式型]$", "{value}{part}"),
    )
)


def by_name(fact: PlannedFact, thing: str) -> str:
    """The clause; `thing` holds the words for the product itself, of which 咖啡种类=纯咖啡 says what it is."""
    return _spoken(fact, thing) or f"{fact.name}{'' if re.match('[约]?[A-Za-z0-9]', fact.value) else '是'}{fact.value}"


def bare(fact: PlannedFact, thing: str) -> bool:
    """Whether the clause is no more than a name and its value, or names a sort."""
    spoken = _spoken(fact, thing)
    return not spoken or spoken.startswith("是一款") or spoken.endswith("鞋工艺")


@lru_cache(maxsize=4096)  # every candidate of a product asks alike, several times
def _spoken(fact: PlannedFact, thing: str) -> str:
    for name, value, words in _ROWS:
        match = name.fullmatch(fact.name)
        if not match or not value.search(fact.value):
            continue
        part = match[1] if match.re.groups else ""
        if words == "{part}":
            words = _of_a_part(fact, part, thing)
        if words:
            return words.format(part=part, name=fact.name, value=fact.value)
    return ""


def _of_a_part(fact: PlannedFact, part: str, thing: str) -> str:
    """扶手类型=固定扶手 is 配固定扶手, 咖啡种类=纯咖啡 of a coffee 是一款纯咖啡."""
    if re.fullmatch(rf"[^、和]+{part[-1]}", fact.value) and not fact.name.endswith("方式"):
        return "是一款{value}" if part in thing else "配{value}"
    return next((w for n, v, w in _KINDS if n.fullmatch(fact.name) and v.search(fact.value)), "")
