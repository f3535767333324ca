from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from listings.admin.house_totals import totals_in_words
from listings.availability import SOONEST_FIRST, confirmed_words
from listings.choices import HouseStatus, Tone
from listings.models import House, SearchEntry
from listings.words import long_date, money
from recovery_site import editions


class ToneFilter(admin.SimpleListFilter):
    """What the public reads now, so a house that it does not see is in none of these."""

    title = _("beds")
    parameter_name = "beds"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple]:
        return Tone.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[House]) -> QuerySet[House]:
        if not self.value():
            return queryset
        at = timezone.now()
        editions.current(at=at)
        rank = SOONEST_FIRST.index(Tone(self.value()))
        entries = SearchEntry.objects.public(at=at).for_seeker("").filter(rank=rank)
        return queryset.filter(pk__in=entries.values("house"))


class HouseColumns:
    """Columns of the list and read-only rows of the form; they need `with_facts`."""

    @admin.display(description=_("confirmed"), ordering="availability_confirmed_at")
    def confirmed(self, house: House) -> str:
        return confirmed_for_staff(house)

    @admin.display(description=_("a week, from"), ordering="weekly_from", empty_value=_("Ask us"))
    def weekly(self, house: House) -> str | None:
        return money(house.weekly_from) if house.weekly_from is not None else None

    @admin.display(description=_("rooms and beds"))
    def beds_link(self, house: House) -> SafeString:
        url = reverse("admin:listings_house_beds", args=[house.pk])
        words = house.availability.words or _t("Nothing shown")
        return format_html('<a href="{}">{}</a>', url, words)

    @admin.display(description=_("status"))
    def status_words(self, house: House) -> SafeString | str:
        if house.pk is None:
            return _t("A draft until you publish it")
        words = house.get_status_display()
        if house.status != HouseStatus.PUBLISHED:
            return words
        link = format_html('<a href="{}">{}</a>', house.get_absolute_url(), _t("see its page"))
        return format_html("{}, {}", words, link)

    @admin.display(description=_("beds"))
    def bed_words(self, house: House) -> SafeString | str:
        if house.pk is None:
            return _t("Add rooms and beds after the first save")
        return format_html("{}. {}", self.beds_link(house), confirmed_for_staff(house))

    @admin.display(description=_("total to move in"))
    def move_in_words(self, house: House) -> SafeString:
        """Computed from the rates, the deposit and the fees; never typed."""
        words = totals_in_words(
            house.rates.order_by("weekly_amount", "pk") if house.pk else (),
            getattr(house, "costs", None),
        )
        url = reverse("admin:listings_house_totals")
        return format_html('<div id="totals" aria-live="polite" data-url="{}">{}</div>', url, words)

    @admin.display(description=_("facts checked"))
    def checked_words(self, house: House) -> str:
        if house.pk is None or house.verified_on is None:
            return _t("Not yet")
        words = {"date": long_date(house.verified_on), "name": house.verified_by}
        return _t("%(date)s by %(name)s") % words


def confirmed_for_staff(house: House) -> str:
    """For staff the age is told even when the public is told nothing."""
    if house.availability_confirmed_at is None:
        return _t("Never confirmed")
    zone = house.operator.time_zone
    return confirmed_words(house.availability_confirmed_at, at=timezone.now(), time_zone=zone)
