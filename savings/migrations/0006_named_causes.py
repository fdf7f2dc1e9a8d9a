from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("savings", "0005_evidence_of_each_fact"),
    ]

    operations = [
        migrations.AddField(
            model_name="variancecause",
            name="taken_back",
            field=models.BooleanField(
                default=False, help_text="No cause after all; what was said before stays"
            ),
        ),
    ]
