from django.db import migrations

from copywriter.checks import sameness


def remember(apps, schema_editor):
    """Copy that is live already is found by its near copies too."""
    text, band = (apps.get_model("drafting", name) for name in ("LiveText", "LiveBand"))
    copies = apps.get_model("review", "ApprovedCopy").objects.filter(state="live")
    for copy in copies.order_by("pk").iterator(500):
        row, is_new = text.objects.get_or_create(
            draft_id=copy.draft_id,
            defaults={
                "merchant_id": copy.merchant_id,
                "product_id": copy.product_id,
                "language": copy.language,
                "text": copy.text,
            },
        )
        if is_new:
            keys = sameness.band_keys(copy.text, copy.language, str(copy.merchant_id))
            band.objects.bulk_create([band(text=row, key=key) for key in keys])


class Migration(migrations.Migration):
    dependencies = [
        ("drafting", "0004_live_texts"),
        ("review", "0003_audit"),
    ]

    operations = [migrations.RunPython(remember, migrations.RunPython.noop)]
