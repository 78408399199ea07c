"""Traps: words of a claim in sentences that claim nothing. A rule that reads words only falls into them."""

import pytest

from copywriter.checks import rules
from copywriter.records import ProductFacts

CHINESE = """
多功能收纳包，侧袋可放血压计。
智能手环可显示睡眠时长和步数。
关节可活动的木头人偶，手臂能转一圈。
支架的关节可以调节角度。
按下按钮可调节睡眠灯亮度。
防静电、防滑、防风的户外外套。
附赠清洁布1块，随箱寄出。
每天比上一代省电约两小时。
节省一半的柜内空间，两层叠放。
杯子比旧款轻一半，装满水也好拿。
这款没有找到比它更合适的词，就叫小圆凳。
老公下班回来，灯是亮的。
邻居家的猫也爱趴在上面。
我妈的旧围裙就是这个蓝。
同事桌上常见的那种笔筒。
感冒药、创可贴可以分格放。
体温计放在第二层，量完记得甩一甩。
近视镜片不含在内，镜框可单独配镜。
老花镜收纳筒，磁吸盖。
花生、过敏原信息见包装背面。
对坚果过敏的人请勿食用。
十个一组，每三个装一袋。
一箱两万件的整托发货，不零售。
口气清新的薄荷糖，含糖量见配料表。
血橙味气泡水，酸甜。
洗手间的疏通器，管径50毫米。
保护膜可防划，贴合屏幕边缘。
防火毯，1米见方，挂厨房墙上。
加厚底座稳住壶身，倒水不晃。
温控器可稳定水温在40℃左右。
空气循环扇，三档风量。
净化后的水接入储水罐，容量1升。
滤芯建议半年更换，清洗时关水。
补水面膜，20片装。
清洁刷可清理键盘缝隙。
神经元图案的抱枕，理科生会喜欢。
骨骼结构标本模型，教学用，高42厘米。
心脏形状的靠垫，红色。
五折叠的伞，收起来只有手机长。
第一名的奖杯要刻谁的名字，下单时备注。
小朋友的手小，把手做细了一圈。
宝贝们的绘本架，三层。
让爸爸妈妈少弯腰的换尿布台。
从阳台到客厅，拖线板够长。
从窗边取下来就能洗。
别的颜色要等下个月。
其他品牌的滤网尺寸不同，请勿混用。
美的品牌热水壶通用滤网，直径6厘米。
苹果味的硬糖，独立包装。
石头纹的桌面，雾面处理。
公牛图案的地毯，黑白两色。
小米粥、南瓜粥都能煮。
虎牌以外的杯盖不通用。
明星片的海报，八张一套。
网红打卡墙常用的那种灯串，十米。
好评截图不用发，有问题直接说。
年糕煮软了再放糖。
百年老树做的木勺，木纹清楚。
用一辈子太久，先用十年。
终身学习的人，书架要够高。
不保证每块石头花纹相同。
绝大多数水杯都放得下。
酒杯一套六只，水晶玻璃。
喝茶用的小杯，一口一杯。
车载杯架，开车时也稳。
路上堵车，来一首歌。
全国地图拼图，34块。
国画里常见的留白。
部队绿的颜色，耐脏。
使馆区的老洋房，是这幅画的题材。
属兔的小夜灯，耳朵会发光。
财神贴纸，30厘米。
瘦高的花瓶，插一枝就够。
瘦肉配笋干，真空包装。
脂肪含量每100克3克，见营养成分表。
长辈体检后拿回来的单子，正好夹在这个文件夹里。
打针用的玩具听诊器套装，塑料材质。
手术刀造型的裁纸刀，刀片可换。
医院走廊那种防撞扶手，米白色。
大学书店常见的帆布袋。
价值观卡片，100张。
过了今晚，灯会自己暗下来。
最后三片拼图总在沙发底下。
"""
ENGLISH = """
The knee panel is double stitched for gardeners.
Back pocket, neck strap and shoulder pad are included.
A tired sofa looks new with this cover.
Sore losers can start again: the board flips.
It reduces noise by 12 dB in our own test room.
Made of pine; finished in Georgia red.
Ships from our Texas warehouse in two days.
Cut flowers stand well in this New York skyline vase.
A map of Georgia printed on cotton.
Milwaukee and Makita batteries are not included.
Fits Apple Watch 45 mm bands.
Stanley cup lids do not fit.
The apple corer takes out the core in one push.
The shark plush is 24 inches long.
Coach whistle with a cord, brass.
The purple one is a little darker than the photo.
Target practice set with twelve darts.
An omega-shaped hook, black.
My neighbor's cat is printed on the mug.
Best enjoyed cold.
The best place for it is by the window.
Nobody has to bend down to reach the lower shelf.
No one likes tangled cords: wrap them here.
Other colors break up a plain wall.
Other people's mugs look the same, so engrave yours.
Insects rest on the net's outer side.
The mouse pad measures 10 x 8 in.
Ants-on-a-log snack tray with four wells.
Moth-shaped brooch in pewter.
Spider plant pot, 5 in.
Bug net for kids, 18 in handle.
The germ of the wheat is left in the flour.
Cold brew jar with a steel filter.
For a cold night, add the wool liner.
A stroke of blue on the rim.
Clears the table in one swipe.
The clasp eases open with a thumb.
The lamp improves light in the corner.
Lungs of leather pump the bellows.
Heart-shaped box, red velvet.
Brain teaser with 16 pieces.
Memory foam core, 2 in thick.
Memory card slot up to 512 GB.
Sleep mode turns the screen off.
Mood light with seven colors.
Keep out of reach; swallow hazard.
Ask your doctor before use if you take medication.
Plant stand with three tiers.
Forest green, ocean blue and clay.
Planet Earth poster, 24 x 36 in.
The nature of linen is to crease.
Zip to the left, snap to the right.
It pays to measure twice.
Once the glue is gone, order a new tube.
Before midnight the moon phase dial moves on.
Until Friday the dough can rest in the fridge.
Today's bread goes in the front, yesterday's in the back.
Just now it comes in gray only.
The timer runs out with a soft bell.
Free the corners first, then lift the tray.
Two for the desk, one for the shelf.
Buy the refill pack when the pads wear thin.
One gets wet, one stays dry: two pockets.
Chance cards for the board game, 16.
Winner takes the last cookie.
The draw string has wooden beads.
A prize ribbon for the county fair, blank.
My First Book of Trees, hardcover.
Send this page of the manual back with a broken part.
Every part can be replaced, and the seam can't be felt.
It can't fall: two screws hold it.
The door won't slam, the hinge is damped.
The last lid you need for this pot set is the 12 in one.
Only you ever need to know the code.
Doctors' style lab coat for kids.
Chefs' choice of salt cellar shape: round.
Experts and beginners use the same three buttons.
Teachers will find room for forty pens.
Parents can lock the wheels.
Trusted by nobody yet: it is new.
Reviews of films go in this notebook.
5 star-shaped cutters, 4.5 in.
The rating plate reads 120 V.
Government surplus style trunk, new.
Military green canvas.
FDA is not a word we print on spoons.
Federal style mirror, eagle crest.
The prices on the menu board are chalk.
Half off the shelf, half on: a bracket.
Was blue, is green: the mug changes color with heat.
From $ to € the coin sorter knows eight currencies.
$ sign cookie cutter.
Cost of shipping depends on weight.
Toxic is the name of the paint color? No, it is Tonic.
Chemical formula print of caffeine.
Carbon steel blade; wipe dry.
Emission line chart for physics class.
Waste bin, 3 gal, swing lid.
"""


def _families(text, language, market, category):
    product = ProductFacts.from_dict({"category": category, "language": language})
    found = rules.run(text, product, language=language, market=market, channel="web", kind="description")
    return [finding.rule for finding in found if finding.severity != "note"]


@pytest.mark.parametrize("text", CHINESE.split("\n")[1:-1])
def test_a_chinese_trap_catches_no_rule(text):
    assert _families(text, "zh-Hans", "CN", "家居百货") == []


@pytest.mark.parametrize("market", ["US", "EU"])
@pytest.mark.parametrize("text", ENGLISH.split("\n")[1:-1])
def test_an_english_trap_catches_no_rule(text, market):
    assert _families(text, "en", market, "Home & Kitchen") == []
