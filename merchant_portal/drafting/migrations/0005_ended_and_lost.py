from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("drafting", "0004_live_texts")]

    operations = [
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["finished_at", "state"], name="request_ended"),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["lease", "priority", "id"], name="request_lease"),
        ),
    ]
