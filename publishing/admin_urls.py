"""The addresses of the staff site's views about a document and its editions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.urls import URLPattern, path

from publishing import admin_views, history_views, note_views

if TYPE_CHECKING:
    from publishing.admin import DocumentAdmin

_EDITION = "<int:object_id>/editions/<int:number>/"

VIEWS = (
    ("<int:object_id>/discard/", admin_views.discard, "discard"),
    ("<int:object_id>/used/", history_views.used, "used"),
    ("<int:object_id>/compare/", history_views.compare, "compare"),
    ("<int:object_id>/notes/<int:note>/settle/", note_views.settle_note, "settle"),
    (_EDITION, history_views.edition, "edition"),
    (f"{_EDITION}preview/", history_views.preview_edition, "edition_preview"),
    (f"{_EDITION}note/", note_views.write_note, "note"),
    (f"{_EDITION}share/", note_views.share, "share"),
    (f"{_EDITION}links/<int:link>/take-back/", note_views.take_back, "take_back"),
    (f"{_EDITION}<slug:step>/", admin_views.take_step, "step"),
)
"""Each address below a kind's own, with its view and the name of the view. The last stands for all steps."""


def about_editions(model_admin: DocumentAdmin) -> list[URLPattern]:
    """The patterns for one kind; only staff get past them, and each view asks for more than that."""
    kind = f"{model_admin.opts.app_label}_{model_admin.opts.model_name}"
    return [
        path(route, model_admin.admin_site.admin_view(partial(view, model_admin)), name=f"{kind}_{name}")
        for route, view, name in VIEWS
    ]
