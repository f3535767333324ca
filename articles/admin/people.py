from django.contrib import admin

from articles.models import Person


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = ("name", "credentials", "slug", "user")
    list_select_related = ("user",)
    search_fields = ("name", "credentials", "slug")
    ordering = ("name", "pk")
    autocomplete_fields = ("user",)
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "credentials", "bio", "user")
