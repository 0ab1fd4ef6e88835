"""Who answers which requests, and who is away, as parts of the staff site."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contact.models import RoutingRule
from contact.routing_form import AbsenceForm, RoutingRuleForm


def may_keep_rules(user) -> bool:
    """Whether somebody may say who answers which requests."""
    return user.has_perm("contact.change_routingrule")


class RoutingRuleAdmin(admin.ModelAdmin):
    """The rules in their order; a button moves one up."""

    form = RoutingRuleForm
    change_list_template = "admin/contact/routing_rules.html"
    list_display = ["about", "in_language", "answered_by", "target", "move"]
    list_display_links = ["about"]
    ordering = ["position", "pk"]
    sortable_by: tuple[str, ...] = ()
    actions = None
    list_per_page = 200

    @admin.display(description=_("about"))
    def about(self, rule: RoutingRule) -> str:
        return rule.about()

    @admin.display(description=_("language"))
    def in_language(self, rule: RoutingRule) -> str:
        return rule.get_language_display() or gettext("Any language")

    @admin.display(description=_("who answers"))
    def answered_by(self, rule: RoutingRule) -> str:
        names = [each.get_full_name() or each.get_username() for each in rule.people.all()]
        return ", ".join(names) or gettext("Everyone")

    @admin.display(description=_("hours until the first call"))
    def target(self, rule: RoutingRule) -> str:
        return str(rule.target_hours or gettext("As for all"))

    @admin.display(description=_("order"))
    def move(self, rule: RoutingRule) -> str:
        """A button of the form around the list; the first rule needs none."""
        if rule.is_first:
            return "–"
        return format_html(
            '<button class="step step--quiet" formaction="{}" aria-label="{}">{}</button>',
            reverse("admin:contact_routingrule_up", args=[rule.pk]),
            gettext("Move up: %(rule)s") % {"rule": rule},
            gettext("Move up"),
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        before = RoutingRule.objects.filter(position__lt=OuterRef("position"))
        return super().get_queryset(request).annotate(is_first=~Exists(before)).prefetch_related("people")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(
            request, {"title": gettext("Who answers which requests"), **(extra_context or {})}
        )

    def save_model(self, request: HttpRequest, obj: RoutingRule, form: RoutingRuleForm, change: bool) -> None:
        """A new one stands last."""
        if not change:
            obj.position = (RoutingRule.objects.aggregate(last=Max("position"))["last"] or 0) + 1
        super().save_model(request, obj, form, change)

    def get_urls(self) -> list:
        up = path("<int:pk>/up/", self.admin_site.admin_view(self.move_up), name="contact_routingrule_up")
        return [up, *super().get_urls()]

    def move_up(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Exchange it with the one before."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            _move_up(pk)
        messages.success(request, gettext("The order is saved. It counts for requests that come from now on."))
        return HttpResponseRedirect(reverse("admin:contact_routingrule_changelist"))


def _move_up(pk: int) -> None:
    rules = list(RoutingRule.objects.select_for_update())
    place = next((number for number, rule in enumerate(rules) if rule.pk == pk), None)
    if place is None:
        raise Http404
    if place:
        rules[place - 1 : place + 1] = rules[place], rules[place - 1]
    for position, rule in enumerate(rules, start=1):
        rule.position = position
    RoutingRule.objects.bulk_update(rules, ["position"])


class AbsenceAdmin(admin.ModelAdmin):
    """Who is away when: requests that would be theirs are the substitute's or everybody's meanwhile."""

    form = AbsenceForm
    list_display = ["who", "first_on", "last_on"]
    list_select_related = ["person"]
    actions = None

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": gettext("Who is away"), **(extra_context or {})})

    @admin.display(description=_("who"))
    def who(self, absence: Any) -> str:
        return absence.person.get_full_name() or absence.person.get_username()
