from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conditions", "0003_rows_may_swap"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="section", name="section_picture_described"),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.CheckConstraint(
                condition=models.Q(("drawing", ""), ("image", ""), _connector="OR"),
                name="section_one_picture",
                violation_error_message="A picture is either a drawing or an image of your own. Take one of them away.",
            ),
        ),
    ]
