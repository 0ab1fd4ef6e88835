"""Accounts of staff, and the record of who signed in. Nobody makes a superuser here, chooses somebody's password, or deletes."""

from __future__ import annotations

from typing import Any

from allauth.account import admin as _account_admin
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _mfa_admin
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from publishing.admin_activity import ReadOnlyAdmin
from publishing.roles import ADMINISTRATOR, has_role
from staff import account_steps
from staff.admin_forms import AccountForm, NewAccountForm
from staff.models import SignIn
from staff.recording import record
from staff.sessions import end_sessions

# What the library registers of its own accord would show second factors to whoever is a superuser: they are an account's own.
_REGISTERED_BY_THE_LIBRARY = (_account_admin, _mfa_admin)
admin.site.unregister([User, Group, EmailAddress, Authenticator])


@admin.register(User)
class StaffAccountAdmin(UserAdmin):
    """Name, role, and whether the account is in use. Accounts are switched off, not deleted: their names stand in the history."""

    form = AccountForm
    add_form = NewAccountForm
    change_form_template = "admin/auth/user/change_form.html"
    add_form_template = "admin/auth/user/add_form.html"
    list_display = ["username", "first_name", "last_name", "roles", "is_active", "second_factor", "last_login"]
    list_filter = ["groups", "is_active"]
    readonly_fields = ["last_login"]
    filter_horizontal = []
    fieldsets = [
        (_("Who"), {"fields": ["username", "first_name", "last_name", "email"]}),
        (_("Role"), {"fields": ["groups", "is_active", "last_login"]}),
    ]
    add_fieldsets = [
        (_("Who"), {"fields": ["username", "first_name", "last_name", "email"]}),
        (_("Role"), {"fields": ["groups"]}),
    ]
    actions = None

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        """The groups that the person is in."""
        return ", ".join(group.name for group in user.groups.all())

    @admin.display(description=_("second factor"), boolean=True)
    def second_factor(self, user: User) -> bool:
        """Whether the person has a passkey or an authenticator app."""
        return user.has_factor

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
        return super().get_queryset(request).prefetch_related("groups").annotate(has_factor=Exists(factors))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A superuser's account is changed by superusers alone."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form, change: bool) -> None:
        """Everybody here is staff. Whoever is switched off is signed out at once."""
        obj.is_staff = True
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            end_sessions(obj)

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        """Who may do what is written down, with who decided it."""
        super().save_related(request, form, formsets, change)
        user = form.instance
        roles = ", ".join(user.groups.values_list("name", flat=True)) or "-"
        detail = roles if user.is_active else f"{roles}; {_('switched off')}"
        record(SignIn.What.ACCOUNT_CHANGED, request, user, detail=detail[:100], by=request.user)

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        """After making an account, its invitation."""
        return account_steps.invite(self, request, obj)

    def get_urls(self) -> list:
        """The account's buttons, and nothing that sets somebody's password."""
        steps = [
            path(
                f"<int:object_id>/{step}/",
                self.admin_site.admin_view(self.step_view),
                {"step": step},
                name=f"auth_user_{step}",
            )
            for step in account_steps.STEPS
        ]
        return steps + [each for each in super().get_urls() if each.name != "auth_user_password_change"]

    def step_view(self, request: HttpRequest, object_id: int, step: str) -> HttpResponse:
        """A button: GET asks, POST does it."""
        return account_steps.take(self, request, object_id, step)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With the account's buttons."""
        if obj is not None and self.has_change_permission(request, obj):
            context["steps"] = [
                (step.label, reverse(f"admin:auth_user_{name}", args=[obj.pk]))
                for name, step in account_steps.STEPS.items()
                if step.is_for(obj)
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)


@admin.register(SignIn)
class SignInAdmin(ReadOnlyAdmin):
    """The record of the door."""

    list_display = ["at", "user", "what", "detail", "by", "network"]
    list_filter = ["what", "at"]
    list_select_related = ["user", "by"]
    search_fields = ["=user__username"]
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever manages people looks after the door; it shows who works when, so nobody else does."""
        return request.user.is_superuser or has_role(request.user, ADMINISTRATOR)

    has_module_permission = has_view_permission
