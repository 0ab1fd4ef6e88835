from datetime import timedelta
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from deliveries import chores
from publishing import beside, roles


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        # Whoever writes texts also keeps the words that patients use for them.
        for role in (roles.COORDINATOR, roles.CLINICIAN):
            roles.also_grant(role, "search.synonym", "view", "add", "change", "delete")
        beside.register(import_module("search.content").SYNONYMS)
        refresh = import_module("search.vocabulary").chore
        chores.register("refresh_vocabulary", every=timedelta(minutes=1), run=refresh)
        import_module("search.gaps_registering").register()
