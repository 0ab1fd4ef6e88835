"""The staff form while somebody writes: saves that overwrite nothing, and the addresses that the form's scripts speak to."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse

from publishing import conflict_views, draft_views, ordering_views, presence, typing_views, unsaved
from publishing.admin_form import FilledIn, fill_in
from publishing.admin_views import document_of
from publishing.models import Document
from publishing.posted import as_posted, says_the_same, settle, untouched


class WritingAdmin(admin.ModelAdmin):
    """A form that keeps unsaved text, knows who else is there, and refuses to overwrite."""

    def changeform_view(self, request: HttpRequest, object_id=None, form_url="", extra_context=None) -> HttpResponse:
        """Before a save: rows in order, and nothing of somebody else's under it. After a refused one: the text is kept.

        `request.kept_save` is a save that met an ended session (the staff app puts it there): the form comes back filled.
        """
        if request.method == "GET" and getattr(request, "kept_save", None) is not None:
            return draft_views.refilled(self, request, object_id, request.kept_save, note=request.kept_save_note)
        if request.method != "POST" or getattr(request, "is_refill", False):
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            document = self._held(request, object_id)
            if refused := document and conflict_views.in_the_way(self, request, document):
                return refused
            if document or self.has_add_permission(request):
                settle(request, untouched(self, request, document)[1])
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if not getattr(request, "was_saved", False):
                self._keep_typed(request, document)
        return response

    def _held(self, request: HttpRequest, object_id: str | None) -> Document | None:
        """The document, locked so that of two saves at one moment the second sees the first. None: there is nothing to hold."""
        if object_id is None:
            return None
        try:
            document = document_of(self, request, object_id)
        except (Http404, PermissionDenied):
            return None
        if not self.has_change_permission(request, document):
            return None
        document.edit_no = Document.objects.select_for_update().get(pk=document.pk).edit_no
        return document

    def _keep_typed(self, request: HttpRequest, document: Document | None) -> None:
        try:
            unsaved.keep(request.user, self.model.KIND, document, request.POST)
        except unsaved.TooLong:
            return

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (FilledIn, form), {}) if getattr(request, "is_refill", False) else form

    def _create_formsets(self, request: HttpRequest, obj, change):
        formsets, inlines = super()._create_formsets(request, obj, change)
        if getattr(request, "is_refill", False) and request.method == "POST":
            for formset in formsets:
                fill_in(formset)
        return formsets, inlines

    def saved(self, request: HttpRequest, document: Document, *, change: bool) -> None:
        """What was typed is saved now: nothing of it waits any longer."""
        request.was_saved = True
        unsaved.clear(request.user, self.model.KIND, document if change else None)

    def writing_context(self, request: HttpRequest, context: dict[str, Any], obj: Document | None) -> dict[str, Any]:
        """What the form shows besides its fields: unsaved text, who else is here, the addresses for its scripts."""
        name, arguments = ("", [obj.pk]) if obj else ("add_", [])
        urls = {each: self._url(f"{name}{each}", arguments) for each in ("preview", "check", "unsaved", "throw_away")}
        found: dict[str, Any] = {"writing_urls": urls, "can_write": draft_views.may_write(self, request, obj)}
        if not found["can_write"]:
            return found
        if not getattr(request, "is_refill", False) and request.method == "GET":
            found["unsaved"] = kept = self._offer(request, context, obj)
            found["unsaved_at"] = presence.clock(kept.saved_at) if kept else ""
        if obj:
            urls["signs"] = self._url("signs", arguments)
            presence.here(obj, by=request.user)
            found["others_here"] = presence.others(obj, than=request.user)
            found["parts_in_order"] = ordering_views.parts(obj)
        return found

    def _offer(self, request: HttpRequest, context: dict[str, Any], obj: Document | None):
        """This person's unsaved text, if it says anything else than the page."""
        kept = unsaved.of(request.user, self.model.KIND, obj).first()
        if kept is None:
            return None
        formsets = [each.formset for each in context["inline_admin_formsets"]]
        if says_the_same(unsaved.as_data(kept), as_posted(context["adminform"].form, formsets)):
            unsaved.clear(request.user, self.model.KIND, obj)
            return None
        return kept

    def _url(self, name: str, arguments: list) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=arguments)

    def get_urls(self) -> list:
        """The addresses that the form's scripts and buttons speak to."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = []
        for address, view, called in (
            ("preview", draft_views.preview_draft, "preview"),
            ("check", draft_views.check_draft, "check"),
            ("unsaved", typing_views.unsaved_text, "unsaved"),
            ("unsaved/throw-away", typing_views.throw_away, "throw_away"),
        ):
            seen = self._view(view)
            own += [
                path(f"add/{address}/", seen, {"object_id": None}, name=f"{name}_add_{called}"),
                path(f"<int:object_id>/change/{address}/", seen, name=f"{name}_{called}"),
            ]
        for address, view in (
            ("signs", typing_views.signs),
            ("together", conflict_views.put_together),
            ("order", ordering_views.put_in_order),
        ):
            own.append(path(f"<int:object_id>/change/{address}/", self._view(view), name=f"{name}_{address}"))
        return own + super().get_urls()

    def _view(self, view):
        """A view of this form for members of staff."""

        def seen(request: HttpRequest, object_id: int | None) -> HttpResponse:
            return view(self, request, object_id)

        return self.admin_site.admin_view(seen)
