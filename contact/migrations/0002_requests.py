"""Requests for a call back, and what the database itself holds about them (guards.sql)."""

import uuid
from pathlib import Path

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

UNDO = """
DROP FUNCTION contact_access_hash CASCADE;
DROP FUNCTION contact_access_chain CASCADE;
DROP FUNCTION contact_message_is_allowed CASCADE;
DROP FUNCTION contact_request_stays CASCADE;
DROP FUNCTION contact_append_only CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(editable=False, unique=True, verbose_name="number")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="at"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        editable=False,
                        help_text="A word: asked, viewed, claimed, called, searched, exported, erased …",
                        max_length=30,
                        verbose_name="what",
                    ),
                ),
                (
                    "reference",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=8, verbose_name="reference"),
                ),
                ("count", models.PositiveIntegerField(default=1, editable=False, verbose_name="how many")),
                ("why", models.CharField(blank=True, editable=False, max_length=300, verbose_name="why")),
                ("previous_hash", models.CharField(editable=False, max_length=64)),
                ("hash", models.CharField(editable=False, max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
            ],
            options={
                "verbose_name": "access",
                "verbose_name_plural": "accesses",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="ContactRequest",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("reference", models.CharField(editable=False, max_length=8, unique=True, verbose_name="reference")),
                (
                    "also_told",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Differs from the reference only where another request had that one already.",
                        max_length=8,
                        verbose_name="reference that was told",
                    ),
                ),
                (
                    "idem",
                    models.CharField(editable=False, max_length=64, unique=True, verbose_name="mark of what was sent"),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="asked at"
                    ),
                ),
                (
                    "stored_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="stored at"
                    ),
                ),
                ("sealed", models.BinaryField(null=True, verbose_name="who asks")),
                ("phone_index", models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ("email_index", models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                (
                    "best_time",
                    models.CharField(
                        choices=[
                            ("any", "Any time"),
                            ("morning", "Morning"),
                            ("midday", "Around noon"),
                            ("afternoon", "Afternoon"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="best time to call",
                    ),
                ),
                ("topic", models.UUIDField(editable=False, null=True, verbose_name="topic")),
                ("topic_title", models.CharField(blank=True, editable=False, max_length=200, verbose_name="about")),
                (
                    "for_whom",
                    models.CharField(
                        choices=[("self", "Myself"), ("other", "Someone I care for")],
                        editable=False,
                        max_length=10,
                        verbose_name="for whom",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("es", "Español"),
                            ("zh", "中文"),
                            ("vi", "Tiếng Việt"),
                            ("ko", "한국어"),
                            ("tl", "Tagalog"),
                            ("hmn", "Hmoob"),
                            ("ru", "Русский"),
                            ("ar", "العربية"),
                            ("fr", "Français"),
                            ("ht", "Kreyòl ayisyen"),
                            ("pt", "Português"),
                            ("de", "Deutsch"),
                            ("pl", "Polski"),
                            ("hi", "हिन्दी"),
                            ("gu", "ગુજરાતી"),
                            ("ja", "日本語"),
                            ("sgn", "Sign language"),
                            ("xx", "Another language"),
                        ],
                        editable=False,
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("may_leave_message", models.BooleanField(editable=False, verbose_name="may we leave a message")),
                ("wants_email", models.BooleanField(default=False, editable=False, verbose_name="prefers e-mail")),
                (
                    "consent_version",
                    models.CharField(editable=False, max_length=12, verbose_name="version of the consent"),
                ),
                ("consent_text", models.TextField(editable=False, verbose_name="consent as it was shown")),
                ("spam_score", models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="spam score")),
                ("spam_reasons", models.JSONField(default=list, editable=False, verbose_name="reasons")),
                (
                    "suspected_at",
                    models.DateTimeField(
                        editable=False,
                        help_text="The site itself took it for spam.",
                        null=True,
                        verbose_name="put aside by the site at",
                    ),
                ),
                ("put_aside_at", models.DateTimeField(editable=False, null=True, verbose_name="put aside at")),
                ("restored_at", models.DateTimeField(editable=False, null=True, verbose_name="brought back at")),
                ("claimed_at", models.DateTimeField(editable=False, null=True, verbose_name="claimed at")),
                ("first_called_at", models.DateTimeField(editable=False, null=True, verbose_name="first called at")),
                ("next_call_at", models.DateTimeField(editable=False, null=True, verbose_name="call again at")),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed at")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spoke", "Spoke with the patient"),
                            ("answered", "Answered by e-mail"),
                            ("not_reached", "Could not be reached"),
                            ("duplicate", "The same request came twice"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "held_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="kept from being erased since"),
                ),
                ("hold_reason", models.CharField(blank=True, max_length=200, verbose_name="why it must be kept")),
                ("erasable_at", models.DateTimeField(editable=False, null=True, verbose_name="will be erased at")),
                ("erased_at", models.DateTimeField(editable=False, null=True, verbose_name="erased at")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "claimed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who has it",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="contact.contactrequest",
                        verbose_name="the same as",
                    ),
                ),
                (
                    "held_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "put_aside_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "restored_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "request",
                "verbose_name_plural": "requests",
                "ordering": ["asked_at", "reference"],
                "permissions": [("export_contactrequest", "Can export requests")],
            },
        ),
        migrations.CreateModel(
            name="CallAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "called_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="called at"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("no_answer", "No answer"),
                            ("left_message", "Left a message"),
                            ("spoke", "Spoke with the patient"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                ("next_call_at", models.DateTimeField(blank=True, null=True, verbose_name="call again at")),
                (
                    "called_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="called by",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="contact.contactrequest",
                        verbose_name="request",
                    ),
                ),
            ],
            options={
                "verbose_name": "call",
                "verbose_name_plural": "calls",
                "ordering": ["called_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=64)),
                ("hour", models.DateTimeField()),
                ("times", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("mark", "hour"), name="counter_once_an_hour")],
            },
        ),
        migrations.CreateModel(
            name="RequestNote",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "written_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="written at"
                    ),
                ),
                ("sealed", models.BinaryField(null=True, verbose_name="note")),
                ("erased_at", models.DateTimeField(editable=False, null=True, verbose_name="erased at")),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="contact.contactrequest",
                        verbose_name="request",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["written_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RequestRules",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "target_hours",
                    models.PositiveSmallIntegerField(
                        default=4,
                        help_text="Office hours in which a patient should be called. A request that waits longer is shown in red.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(80),
                        ],
                        verbose_name="hours until the first call",
                    ),
                ),
                (
                    "erase_after_days",
                    models.PositiveSmallIntegerField(
                        default=90,
                        help_text="So many days after a request is closed, what the patient sent is erased for good.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="days until erased",
                    ),
                ),
                (
                    "notify_email_to_all",
                    models.BooleanField(
                        default=True,
                        help_text="Each coordinator with an e-mail address gets a message, with a reference and a link, for each request.",
                        verbose_name="write to every coordinator",
                    ),
                ),
            ],
            options={
                "verbose_name": "rules for requests",
                "verbose_name_plural": "rules for requests",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="request_rules_are_one_row")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="contactrequest",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)), fields=["asked_at"], name="request_open"
            ),
        ),
        migrations.AddIndex(
            model_name="contactrequest",
            index=models.Index(
                condition=models.Q(("erased_at__isnull", True)), fields=["closed_at"], name="request_to_erase"
            ),
        ),
        migrations.AddConstraint(
            model_name="contactrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("put_aside_at__isnull", True), ("put_aside_by__isnull", True)),
                    models.Q(("put_aside_at__isnull", False), ("put_aside_by__isnull", False)),
                    _connector="OR",
                ),
                name="request_put_aside_at_with_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("restored_at__isnull", True), ("restored_by__isnull", True)),
                    models.Q(("restored_at__isnull", False), ("restored_by__isnull", False)),
                    _connector="OR",
                ),
                name="request_restored_at_with_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claimed_at__isnull", True), ("claimed_by__isnull", True)),
                    models.Q(("claimed_at__isnull", False), ("claimed_by__isnull", False)),
                    _connector="OR",
                ),
                name="request_claimed_at_with_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="request_closed_at_with_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_at__isnull", True), ("held_by__isnull", True)),
                    models.Q(("held_at__isnull", False), ("held_by__isnull", False)),
                    _connector="OR",
                ),
                name="request_held_at_with_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at__isnull", True),
                    models.Q(("email_index", ""), ("phone_index", ""), ("sealed__isnull", True)),
                    _connector="OR",
                ),
                name="request_erased_holds_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("erased_at__isnull", False), ("sealed__isnull", False), _connector="OR"),
                name="request_is_sealed_until_erased",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("outcome", "")),
                    models.Q(("closed_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                    _connector="OR",
                ),
                name="request_closed_with_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("erased_at__isnull", True), ("held_at__isnull", True), _connector="OR"),
                name="request_held_is_not_erased",
            ),
        ),
        migrations.AddConstraint(
            model_name="requestnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("erased_at__isnull", True), ("sealed__isnull", False)),
                    models.Q(("erased_at__isnull", False), ("sealed__isnull", True)),
                    _connector="OR",
                ),
                name="request_note_is_sealed_until_erased",
            ),
        ),
        migrations.RunSQL(Path(__file__).with_name("guards.sql").read_text(), UNDO),
    ]
