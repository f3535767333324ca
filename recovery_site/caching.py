"""The rows of the cache's table, which stay after they are over until somebody deletes them."""

from typing import ClassVar

from django.apps.registry import Apps
from django.conf import settings
from django.db import models


class CacheRow(models.Model):
    """Django made the table (migration `cache_table`), so it is no model of any app."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    expires = models.DateTimeField()

    objects: ClassVar[models.Manager["CacheRow"]] = models.Manager()

    class Meta:
        app_label = "recovery_site"
        apps = Apps()
        managed = False
        db_table = settings.CACHES["default"]["LOCATION"]

    def __str__(self) -> str:
        return f"{self.expires:%Y-%m-%d %H:%M}"
