"""Before requests are taken away somebody shows once more who they are; what was typed is there again afterwards."""

from __future__ import annotations

import json
import time
from base64 import b64decode, b64encode

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from contact.inbox_forms import ExportForm
from sealing import SealingError, opened, seal

TYPED = "contact.export"
SECOND_FACTOR = "mfa"
"""What the library calls a passkey, a code of an app, and a recovery code alike."""


def is_confirmed(request: HttpRequest) -> bool:
    """Whether this person has shown a second factor within some minutes; the password will do where a factor is only offered."""
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    fresh = [each for each in get_authentication_records(request, request.user) if each["at"] > since]
    return any(each["method"] == SECOND_FACTOR or not settings.REQUIRE_SECOND_FACTOR for each in fresh)


def ask_to_confirm(request: HttpRequest, form: ExportForm) -> HttpResponse:
    """To the page on which that is shown, and back. What was typed waits in the session, sealed, and in no address."""
    typed = json.dumps({name: str(form[name].value() or "") for name in form.fields})
    request.session[TYPED] = b64encode(seal(typed.encode(), _place(request))).decode()
    name = "staff:show_factor" if settings.REQUIRE_SECOND_FACTOR else "account_reauthenticate"
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': request.path})}")


def typed_before(request: HttpRequest) -> dict[str, str]:
    """What was typed before the way there and back, once; nothing where nothing waits."""
    kept = request.session.pop(TYPED, "")
    try:
        return json.loads(opened(b64decode(kept), _place(request))) if kept else {}
    except SealingError:
        return {}


def _place(request: HttpRequest) -> str:
    """A session belongs to one person; so does what was typed in it."""
    return f"contact.export/{request.user.pk}"
