from django.db import migrations


class Migration(migrations.Migration):
    """Keep files as they came, uncompressed: most are compressed already, and a slice is read without the rest."""

    dependencies = [("programme", "0002_ledger")]

    operations = [
        migrations.RunSQL(
            "alter table programme_storedfile alter column content set storage external",
            "alter table programme_storedfile alter column content set storage extended",
        )
    ]
