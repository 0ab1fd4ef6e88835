"""The three roles, as groups, and what each may do. One table; the admin, the actions and `docs/editing.md` follow it."""

from __future__ import annotations

from django.apps import apps as installed
from django.db.models import CASCADE
from django.utils.translation import gettext_lazy as _

from publishing import kinds

COORDINATOR = "Coordinator"
CLINICIAN = "Clinician"
ADMINISTRATOR = "Administrator"

ROLES = (COORDINATOR, CLINICIAN, ADMINISTRATOR)

LABELS = {COORDINATOR: _("coordinator"), CLINICIAN: _("clinician"), ADMINISTRATOR: _("administrator")}

MAY = {
    "edit": (COORDINATOR, CLINICIAN),
    "submit": (COORDINATOR, CLINICIAN),
    "send_back": (COORDINATOR, CLINICIAN),
    "approve": (COORDINATOR, CLINICIAN),
    "review": (CLINICIAN,),
    "publish": (COORDINATOR, CLINICIAN),
    "withdraw": (COORDINATOR, CLINICIAN),
    "cancel": (COORDINATOR, CLINICIAN),
    "undo_publish": (COORDINATOR, CLINICIAN),
    "restore": (COORDINATOR, CLINICIAN),
    "discard": (COORDINATOR, CLINICIAN),
    "reorder": (COORDINATOR, CLINICIAN),
    "note": (COORDINATOR, CLINICIAN),
    "settle": (COORDINATOR, CLINICIAN),
    "share": (COORDINATOR, CLINICIAN),
    "assign": (COORDINATOR, CLINICIAN),
    "export": (COORDINATOR, CLINICIAN),
    "import": (COORDINATOR, CLINICIAN),
    "define": (COORDINATOR, CLINICIAN),
    "change_rules": (ADMINISTRATOR,),
}
"""Which roles may take which step. Approving a clinical text is `review`, a matter for clinicians alone."""

SETTINGS_MODELS = ("auth.user", "publishing.rules", "publishing.reviewerprofile")
EDITORS_MODELS = ("publishing.term",)
READ_ONLY_MODELS = ("publishing.edition", "publishing.event", "publishing.review", "deliveries.delivery")


def has_role(user, *roles: str) -> bool:
    """Whether an active member of staff is in one of the groups. Being a superuser makes nobody a clinician."""
    if not (user.is_active and user.is_staff):
        return False
    return any(name in roles for name in _group_names(user))


def _group_names(user) -> frozenset[str]:
    """The user's groups, asked once for each user object."""
    if not hasattr(user, "_role_names"):
        user._role_names = frozenset(user.groups.values_list("name", flat=True))
    return user._role_names


def may(user, step: str) -> bool:
    """Whether the user's role allows the step at all; whether this edition's state allows it is another question."""
    return has_role(user, *MAY[step])


_also_granted: dict[str, list[tuple[str, tuple[str, ...]]]] = {}


def also_grant(role: str, model: str, *actions: str) -> None:
    """Have a role's group get permissions on a model that is no part of a document. Called from an app's `ready`."""
    _also_granted.setdefault(role, []).append((model, actions))


def additional() -> list[str]:
    """Groups that apps above have made beside the three roles: they only add to what a role may do."""
    return [role for role in _also_granted if role not in ROLES]


def grant(sender=None, using: str = "default", **kwargs) -> None:
    """Give each role's group the model permissions that the admin asks for. Runs after every migrate; same result every time."""
    content_models = [kind.model for kind in kinds.every()] + _parts_of_documents()
    content_models += map(installed.get_model, EDITORS_MODELS)
    editors = _permissions(using, content_models, ("view", "add", "change", "delete"))
    readers = _permissions(using, map(installed.get_model, READ_ONLY_MODELS), ("view",))
    # Nobody edits a message; who may change one may send it again.
    readers |= _permissions(using, [installed.get_model("deliveries.delivery")], ("change",))
    settings_ = _permissions(using, map(installed.get_model, SETTINGS_MODELS), ("view", "add", "change"))
    for role, permissions in {
        COORDINATOR: editors | readers,
        CLINICIAN: editors | readers,
        ADMINISTRATOR: settings_ | readers,
    }.items():
        group, _created = installed.get_model("auth.group").objects.using(using).get_or_create(name=role)
        group.permissions.set(permissions | _granted_by_apps(role, using))
    for role in additional():
        group, _created = installed.get_model("auth.group").objects.using(using).get_or_create(name=role)
        group.permissions.set(_granted_by_apps(role, using))


def _granted_by_apps(role: str, using: str) -> set:
    """What apps above have asked for."""
    asked = (
        _permissions(using, [installed.get_model(model)], actions) for model, actions in _also_granted.get(role, ())
    )
    return set().union(*asked)


def _parts_of_documents() -> list[type]:
    """Models that exist only as parts of drafts: they go when their document goes."""
    return [model for model in installed.get_models() if any(map(_holds_to_a_document, model._meta.local_fields))]


def _holds_to_a_document(field) -> bool:
    """Whether a field of a model in a kind's own app ties its rows to one document."""
    labels = {kind.model._meta.app_label for kind in kinds.every()}
    if not field.many_to_one or field.model._meta.app_label not in labels:
        return False
    is_document = issubclass(field.related_model, installed.get_model("publishing.document"))
    return is_document and field.remote_field.on_delete is CASCADE


def _permissions(using: str, models, actions) -> set:
    """The permissions for these actions on these models."""
    permissions = installed.get_model("auth.permission").objects.using(using)
    found = set()
    for model in models:
        codenames = [f"{action}_{model._meta.model_name}" for action in actions]
        found |= set(permissions.filter(content_type__app_label=model._meta.app_label, codename__in=codenames))
    return found
