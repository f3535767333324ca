from django.contrib import admin

from articles.models import FormerPath


@admin.register(FormerPath)
class FormerPathAdmin(admin.ModelAdmin):
    list_display = ("path", "page", "topic", "until")
    list_select_related = ("page", "topic")
    search_fields = ("path",)
    ordering = ("path",)
    autocomplete_fields = ("page", "topic")
    fields = ("path", "page", "topic", "until")
