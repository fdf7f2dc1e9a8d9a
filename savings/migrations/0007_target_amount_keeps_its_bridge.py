from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("savings", "0006_named_causes")]

    operations = [
        migrations.AddField(
            model_name="targetamount",
            name="is_bridge",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="targetamount",
            name="kinds",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="targetamount",
            name="lacks_rows",
            field=models.BooleanField(
                default=False, help_text="The paper's own total has rows that our copy lacks"
            ),
        ),
    ]
