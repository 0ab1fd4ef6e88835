"""When not to use the form: the signs on the emergency card, in the words that finish "Call … if:"."""

from __future__ import annotations

from django.utils.translation import gettext as _


def signs() -> list[str]:
    """What stands before the first field and again at the end."""
    return [
        _("you cannot control your bladder or bowels, or cannot pass urine"),
        _("your legs are numb or weak, or you cannot walk"),
        _("you are numb around your groin or buttocks"),
        _("you have chest pain, or trouble breathing"),
        _("you think about ending your life or hurting yourself"),
    ]
