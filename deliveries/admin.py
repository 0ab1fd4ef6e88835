"""The messages, to look at: what went out, what did not and why, and two buttons for what did not."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from deliveries import actions
from deliveries.models import Delivery

WITHOUT_RIGHT = gettext_lazy("Your role does not send messages again.")


class Trouble(admin.SimpleListFilter):
    """Only what did not go out."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("trouble", _("In trouble")), ("waiting", _("Waiting")), ("sent", _("Sent"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The messages in the chosen state."""
        if self.value() == "trouble":
            return queryset & Delivery.objects.in_trouble()
        if self.value() == "waiting":
            return queryset & Delivery.objects.waiting()
        return queryset.filter(sent_at__isnull=False) if self.value() == "sent" else queryset


@admin.register(Delivery)
class DeliveryAdmin(admin.ModelAdmin):
    list_display = ["subject", "state", "recipient", "last_problem", "made_at"]
    list_filter = [Trouble]
    list_select_related = ["recipient"]
    list_per_page = 50
    show_full_result_count = False
    actions = ["send_selected_again", "put_selected_aside"]
    fields = ["subject", "state", "recipient", "purpose", "body", "made_at", "attempts", "first_tried_at"]
    fields += ["next_try_at", "last_problem", "sent_at", "failed_at", "message_id"]
    change_form_template = "admin/deliveries/delivery.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Delivery | None = None) -> bool:
        """Nobody edits a message; who may send one again is `has_again_permission`."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Delivery | None = None) -> bool:
        return False

    def has_again_permission(self, request: HttpRequest) -> bool:
        """Whoever has Django's permission to change messages: the roles of the apps above give it."""
        return request.user.has_perm("deliveries.change_delivery")

    @admin.display(description=gettext_lazy("state"))
    def state(self, delivery: Delivery) -> str:
        """Where it stands, as a badge."""
        kind = "sent_back" if delivery.last_problem else "live" if delivery.sent_at else "kept"
        return format_html('<span class="badge badge--{}">{}</span>', kind, delivery.status)

    @admin.action(description=gettext_lazy("Send again"), permissions=["again"])
    def send_selected_again(self, request: HttpRequest, chosen: QuerySet) -> None:
        """Try each of them again."""
        count = sum(actions.send_again(delivery, by=request.user) for delivery in chosen)
        text = ngettext("%(count)s message is sent again.", "%(count)s messages are sent again.", count)
        self.message_user(request, text % {"count": count})

    @admin.action(description=gettext_lazy("Put aside what was given up"), permissions=["again"])
    def put_selected_aside(self, request: HttpRequest, chosen: QuerySet) -> None:
        """Take each of them off the start page."""
        count = sum(actions.put_aside(delivery, by=request.user) for delivery in chosen)
        text = ngettext("%(count)s message is put aside.", "%(count)s messages are put aside.", count)
        self.message_user(request, text % {"count": count})

    def get_urls(self) -> list:
        """The two buttons of a message before the admin's own addresses."""
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/again/", view(self.again), name="deliveries_delivery_again"),
            path("<int:pk>/aside/", view(self.aside), name="deliveries_delivery_aside"),
        ]
        return own + super().get_urls()

    def again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST: try the message again."""
        return self._button(request, pk, actions.send_again, _("The message is sent again."), _("It is sent already."))

    def aside(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST: take a message that was given up off the start page."""
        said = _("The message is put aside."), _("Only a message that was given up can be put aside.")
        return self._button(request, pk, actions.put_aside, *said)

    def _button(self, request: HttpRequest, pk: int, action, done: str, refused: str) -> HttpResponse:
        if not self.has_again_permission(request):
            raise PermissionDenied(WITHOUT_RIGHT)
        delivery = self.get_object(request, str(pk))
        if delivery is None:
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if action(delivery, by=request.user):
            messages.success(request, done)
        else:
            messages.error(request, refused)
        return HttpResponseRedirect(reverse("admin:deliveries_delivery_change", args=[pk]))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With the buttons that apply."""
        may = self.has_again_permission(request) and obj is not None and obj.sent_at is None
        context |= {"can_send_again": may, "can_put_aside": may and obj.failed_at and not obj.put_aside_at}
        return super().render_change_form(request, context, add, change, form_url, obj)
