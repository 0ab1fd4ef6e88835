"""Apart from apps.py: Django takes two AppConfigs in one apps.py for a question of which is the default."""

from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    """Says which admin site `admin.site` means."""

    default_site = "publishing.admin_site.StaffSite"
