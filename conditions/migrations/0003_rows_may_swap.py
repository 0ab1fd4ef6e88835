from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conditions", "0002_help"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="conditionprocedure", name="condition_procedure_once"),
        migrations.AddConstraint(
            model_name="conditionprocedure",
            constraint=models.UniqueConstraint(
                deferrable=models.Deferrable["DEFERRED"],
                fields=("condition", "procedure"),
                name="condition_procedure_once",
            ),
        ),
        migrations.RemoveConstraint(model_name="comparisonpoint", name="comparison_one_text_per_aspect"),
        migrations.AddConstraint(
            model_name="comparisonpoint",
            constraint=models.UniqueConstraint(
                deferrable=models.Deferrable["DEFERRED"],
                fields=("procedure", "aspect"),
                name="comparison_one_text_per_aspect",
            ),
        ),
    ]
