"""Every component on one page, with sample data: for design review, for the accessibility check, and to look up its arguments."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ara_site.style_samples import COORDINATOR, PRACTICE, SAMPLES
from contact.form import RequestForm
from contact.offered import Offer

COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"

FORM = Path(settings.BASE_DIR) / "templates" / "forms" / "sample.html"

_COMMENT = re.compile(r"{% comment %}(.*?){% endcomment %}", re.DOTALL)


@staff_member_required
def style_guide(request: HttpRequest) -> HttpResponse:
    """The page, for staff only."""
    components = [(path.stem, arguments(path), shown(path.stem)) for path in sorted(COMPONENTS.glob("*.html"))]
    components.append(("form", arguments(FORM), form()))
    context = {
        "title": _("Style guide"),
        "noindex": True,
        "practice": PRACTICE,
        "coordinator": COORDINATOR,
        "components": components,
    }
    return render(request, "style_guide.html", context)


def arguments(template: Path) -> str:
    """What a component is and takes, as the comment at its top says."""
    found = _COMMENT.match(template.read_text("utf-8"))
    return found[1] if found else ""


def shown(name: str) -> SafeString:
    """A component with each of its samples, as safe HTML."""
    return mark_safe("\n".join(render_to_string(f"components/{name}.html", sample) for sample in SAMPLES.get(name, ())))  # noqa: S308 - rendered by templates


def form() -> SafeString:
    """The form for a call back as it comes back with errors, as safe HTML."""
    sample = RequestForm({"name": "Alex Example", "phone": "12"}, offer=Offer(around={"practice": PRACTICE}))
    return mark_safe(render_to_string("forms/sample.html", {"form": sample}))  # noqa: S308 - rendered by templates
