"""What the database itself holds (guards.sql), and the three roles."""

from pathlib import Path

from django.db import migrations

ROLES = ("Coordinator", "Clinician", "Administrator")

UNDO = """
DROP TRIGGER publishing_edition_clinical_needs_review ON publishing_edition;
DROP TRIGGER publishing_edition_approval_is_allowed ON publishing_edition;
DROP TRIGGER publishing_review_is_allowed ON publishing_review;
DROP TRIGGER publishing_edition_past_stays ON publishing_edition;
DROP TRIGGER publishing_edition_is_frozen ON publishing_edition;
DROP TRIGGER publishing_edition_not_emptied ON publishing_edition;
DROP TRIGGER publishing_address_not_emptied ON publishing_address;
DROP TRIGGER publishing_address_for_good ON publishing_address;
DROP TRIGGER publishing_review_not_emptied ON publishing_review;
DROP TRIGGER publishing_review_append_only ON publishing_review;
DROP TRIGGER publishing_event_not_emptied ON publishing_event;
DROP TRIGGER publishing_event_append_only ON publishing_event;
DROP TRIGGER publishing_event_chain ON publishing_event;
DROP FUNCTION publishing_clinical_needs_review;
DROP FUNCTION publishing_approval_is_allowed;
DROP FUNCTION publishing_review_is_allowed;
DROP FUNCTION publishing_saved_since;
DROP FUNCTION publishing_edition_past_stays;
DROP FUNCTION publishing_edition_is_frozen;
DROP FUNCTION publishing_append_only;
DROP FUNCTION publishing_event_chain;
DROP FUNCTION publishing_event_hash;
"""


def make_roles(apps, schema_editor):
    for name in ROLES:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunSQL(Path(__file__).with_name("guards.sql").read_text(), UNDO),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
    ]
