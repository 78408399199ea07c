from django.db import migrations

FIRST = [
    ("", "en", "Read the red marks first: a blocked claim has no fact behind it."),
    ("", "en", "Sign what you would say to a customer's face. If a sentence could belong to any product, return it."),
    ("", "en", "A return names the sentence and what should stand there instead."),
    ("recommendation", "en", "A recommendation speaks to its audience and gives one or two real reasons."),
    ("marketing", "en", "No discount, deadline, stock level or review that the facts do not carry."),
    ("", "zh-Hans", "先看红色标记：被拦下的说法没有商品事实支撑。"),
    ("", "zh-Hans", "只签你愿意当面对顾客说的话；换到任何商品都成立的句子，请退回。"),
    ("", "zh-Hans", "退回时写明是哪一句、应当怎么改。"),
    ("recommendation", "zh-Hans", "推荐语要对着人群说话，讲清一两个真实理由。"),
    ("marketing", "zh-Hans", "没有事实依据的折扣、期限、库存和好评，一律不写。"),
]


def add(apps, schema_editor):
    Guideline = apps.get_model("review", "Guideline")
    for position, (kind, language, text) in enumerate(FIRST, start=1):
        Guideline.objects.create(kind=kind, language=language, text=text, position=position * 10)


def remove(apps, schema_editor):
    apps.get_model("review", "Guideline").objects.filter(text__in=[text for _, _, text in FIRST]).delete()


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
