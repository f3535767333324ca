"""What the parts of a house's page are filled with: plain values (`recovery_site.shapes`)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from listings.models import House, Operator, Photo
from listings.presenters.drawn import answers, drawn_beds, fact_rows
from listings.presenters.questions import Group
from listings.presenters.rooms import Kind, RoomWords
from listings.presenters.rows import Section
from listings.words import dollars, long_date
from recovery_site.shapes import fill
from recovery_site.structured_data import breadcrumbs, data_block

Values = dict[str, Any]


def identity_of(house: House) -> Values:
    """What more than one part says."""
    availability = house.availability
    return {
        "name": house.name,
        "uuid": str(house.uuid),
        "neighborhood": capfirst(house.neighborhood),
        "public_place": house.public_place,
        "availability": {"words": availability.words, "tone": availability.tone.value},
        "dollars": dollars(house.weekly_from) if house.weekly_from else "",
    }


def print_head_of(house: House, owner: Operator | None, **options: str) -> Values:
    return {
        "phone": owner.phone if owner else "",
        "address": settings.SITE_URL + house.get_absolute_url(),
        "qr_url": reverse("house_qr", args=[house.city.slug, house.slug]),
        **options,
    }


def crumbs_of(house: House) -> Values:
    root, root_url = _("Houses"), reverse("house_list")
    city, city_url = house.city.name, house.city.get_absolute_url()
    return {
        "root_label": root,
        "root_url": root_url,
        "parent_label": city,
        "parent_url": city_url,
        "here": house.name,
        "data": data_block(breadcrumbs((root, root_url), (city, city_url), (house.name, ""))),
    }


def gallery_of(house: House) -> Values:
    return {"name": house.name, "photos": [_photo(photo) for photo in house.all_photos]}


def _photo(photo: Photo) -> Values:
    files = photo.files
    return {
        "files": {
            "avif_srcset": files.avif_srcset,
            "webp_srcset": files.webp_srcset,
            "jpeg_url": files.jpeg_url,
        },
        "alt": photo.alt,
        "width": str(photo.width),
        "height": str(photo.height),
        "focus": photo.focus,
    }


def facts(house: House, variant: str = "") -> SafeString:
    """The building in a row of figures; with a variant also the cost of a week."""
    values = {
        "variant": variant,
        "bedrooms": house.bedrooms,
        "one_bath": house.bathrooms == 1,
        "bathrooms": f"{house.bathrooms.normalize():f}",
        "square_feet": f"{house.square_feet:,}" if house.square_feet else "",
        "dollars": dollars(house.weekly_from) if variant and house.weekly_from else "",
    }
    return fill("components/_facts.html", values)


def house_card(house: House, *, eager: bool = False) -> SafeString:
    """`house` as `HouseQuerySet.for_cards` reads it; an eager picture is loaded at once."""
    cover = house.cover
    card = {
        "eager": eager,
        "house": identity_of(house) | _tags(house),
        "confirmed": house.availability.confirmed_words,
        "address": house.get_absolute_url(),
        "cover": _photo(cover) if cover else None,
        "facts": facts(house),
    }
    return fill("components/_house_card.html", card)


def _tags(house: House) -> Values:
    certificate = house.certificate
    return {
        "gender_label": house.gender_label,
        "certificate": {"label": certificate.label if certificate else ""},
        "medication": {"moud_welcome": house.moud_welcome},
    }


def overview_of(house: House) -> Values:
    words, checked = house.words, house.verified_at
    return {
        "house": _tags(house),
        "facts": facts(house, "facts-large"),
        "has_words": words is not None,
        "summary": words.summary if words else "",
        "description": mark_safe(linebreaks(words.description, autoescape=True)) if words else "",  # noqa: S308  # just escaped
        "checked_on": long_date(timezone.localtime(checked).date()) if checked else "",
    }


def beds_of(house: House, rooms: Iterable[RoomWords], kinds: Iterable[Kind]) -> Values:
    return {
        "confirmed": house.availability.confirmed_words,
        "kinds": [
            {"name": kind.name, "beds": kind.beds, "tone": kind.tone, "words": kind.words,
             "note": kind.note}
            for kind in kinds
        ],
        "rooms": [
            {"name": room["name"], "kind": room["kind"], "note": room["note"],
             "beds": drawn_beds(room["beds"])}
            for room in rooms
        ],
    }  # fmt: skip


def section_in_words(section: Section) -> Values:
    return {
        "slug": section.slug,
        "title": section.title,
        "intro": section.intro,
        "rows": fact_rows(section.rows),
        "links": [{"url": link.url, "label": link.label} for link in section.links],
    }


def questions_in_words(house: House, groups: Sequence[Group]) -> Values:
    return {
        "sheet_url": reverse("house_questions", args=[house.city.slug, house.slug]),
        "groups": [
            {
                "title": group.title,
                "answered": str(group.answered),
                "total": str(len(group.questions)),
                "answers": answers(group.questions),
            }
            for group in groups
        ],
    }
