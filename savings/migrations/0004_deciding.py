from django.conf import settings
from django.db import migrations, models

import programme.migrations._together


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0003_withholding_and_closing"),
        ("savings", "0003_first_states"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        programme.migrations._together.Together(
            operations=[
                migrations.RemoveConstraint(
                    model_name="sheetimport",
                    name="sheet_import_kind_is_known",
                ),
                migrations.AlterField(
                    model_name="sheetimport",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("savings", "Savings"),
                            ("monitoring", "Monitoring month"),
                            ("milestones", "Milestones"),
                            ("workstreams", "Workstreams"),
                            ("indicators", "Indicators"),
                            ("people", "People"),
                            ("pressures", "Pressures"),
                            ("risks", "Risk register"),
                            ("snapshot", "Snapshot of an earlier tracker"),
                        ],
                        default="savings",
                        max_length=12,
                    ),
                ),
                migrations.AlterField(
                    model_name="sheetimportevent",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("savings", "Savings"),
                            ("monitoring", "Monitoring month"),
                            ("milestones", "Milestones"),
                            ("workstreams", "Workstreams"),
                            ("indicators", "Indicators"),
                            ("people", "People"),
                            ("pressures", "Pressures"),
                            ("risks", "Risk register"),
                            ("snapshot", "Snapshot of an earlier tracker"),
                        ],
                        default="savings",
                        max_length=12,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sheetimport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "savings",
                                    "monitoring",
                                    "milestones",
                                    "workstreams",
                                    "indicators",
                                    "people",
                                    "pressures",
                                    "risks",
                                    "snapshot",
                                ],
                            )
                        ),
                        name="sheet_import_kind_is_known",
                    ),
                ),
            ],
        ),
    ]
