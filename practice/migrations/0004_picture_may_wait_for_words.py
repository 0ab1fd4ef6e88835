from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("practice", "0003_help"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="practice", name="practice_picture_described"),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=models.Q(("drawing", ""), ("image", ""), _connector="OR"),
                name="practice_one_picture",
                violation_error_message="A picture is either a drawing or an image of your own. Take one of them away.",
            ),
        ),
    ]
