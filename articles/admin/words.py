from django.contrib import admin

from articles.models import ForbiddenClaim, Wording


@admin.register(ForbiddenClaim)
class ForbiddenClaimAdmin(admin.ModelAdmin):
    list_display = ("phrase", "why")
    search_fields = ("phrase", "why")
    ordering = ("phrase", "pk")


@admin.register(Wording)
class WordingAdmin(admin.ModelAdmin):
    list_display = ("phrase", "instead")
    search_fields = ("phrase", "instead")
    ordering = ("phrase", "pk")
