"""The admin site of the project: one log-in for everything, and only for roles that may use it."""

from django.contrib.admin.apps import AdminConfig


class DesmigratifAdminConfig(AdminConfig):
    """Django's admin with our site."""

    default_site = "desmigratif.core.admin_site.DesmigratifAdminSite"
