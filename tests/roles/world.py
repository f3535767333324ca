"""An object for each page of the back office, of one operator's house."""

import io
from dataclasses import dataclass
from itertools import count

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Model
from django.urls import URLPattern, URLResolver, reverse

from articles.actions import wordpress
from articles.models import ForbiddenClaim, FormerPath, Wording
from listings.choices import HouseStatus
from listings.models import House, Operator, SheetImport
from recovery_site.actions import audit
from recovery_site.models import OutboxMessage
from tests.articles import wxr
from tests.factories.accounts import make_staff
from tests.factories.articles import NOON, make_article, make_page, make_person, make_picture
from tests.factories.articles import make_topic as make_article_topic
from tests.factories.intake import make_recipient, make_request, make_wait
from tests.factories.listings import (
    make_bed,
    make_certification,
    make_city,
    make_house,
    make_photo,
    make_term,
)

_numbers = count(1)


@dataclass(frozen=True)
class World:
    """What pages are about, by the start of their names, like "listings_house"."""

    house: House
    objects: dict[str, Model]

    def address(self, name: str) -> str:
        """Of the page of that name. Raises KeyError for one that nobody has thought of."""
        model = next((each for each in self.objects if name.startswith(f"{each}_")), None)
        arguments = _arguments(name)
        if not arguments:
            return reverse(f"admin:{name}")
        if name == "auth_user_password_change":
            return reverse(f"admin:{name}", args=[self.objects["recovery_site_user"].pk])
        thing = self.objects[model]
        if name == "listings_house_photo":
            return reverse(f"admin:{name}", args=[thing.pk, thing.photos.get().pk])
        if name.endswith("_simple_history"):
            return reverse(f"admin:{name}", args=[thing.pk, thing.history.latest().pk])
        if len(arguments) != 1:
            raise KeyError(name)
        return reverse(f"admin:{name}", args=[thing.pk])


def make_house_world(operator: Operator, *, house: House | None = None) -> World:
    """What belongs to the operator, each with its house; a draft, which can be deleted."""
    house = house or make_house(operator=operator, status=HouseStatus.DRAFT, published_at=None)
    make_photo(house)
    bed = make_bed(house, state=None)
    request = make_request(operator=operator, house=house)
    objects = {
        "listings_operator": operator,
        "listings_house": house,
        "listings_room": bed.room,
        "listings_bed": bed,
        "listings_certification": make_certification(house),
        "listings_sheetimport": SheetImport.objects.create(
            name="a.csv", kind="houses", operator=operator, created_at=NOON, state="checked"
        ),
        "intake_callbackrequest": request,
        "intake_contact": request.requester,
        "intake_wait": make_wait(request=request, house=house),
        "intake_noticerecipient": make_recipient(operator),
    }
    return World(house, objects)


def with_site_wide_things(world: World) -> World:
    """Also what belongs to no operator."""
    number = next(_numbers)
    content = io.BytesIO(wxr.export(wxr.item(1, "One", "Text.")))
    run = wordpress.begin(name="a.xml", source=content, by=None, at=NOON)
    more = {
        "auth_group": Group.objects.create(name="By hand"),
        "recovery_site_auditevent": audit(action="viewed", of=world.house, by=None, at=NOON),
        "recovery_site_outboxmessage": OutboxMessage.objects.latest("pk"),
        "recovery_site_user": make_staff(name="Somebody Else"),
        "listings_city": make_city(),
        "listings_taxonomyterm": make_term(),
        "listings_certifyingbody": world.objects["listings_certification"].body,
        "articles_article": make_article(),
        "articles_page": make_page(),
        "articles_topic": make_article_topic(),
        "articles_picture": make_picture(),
        "articles_person": make_person(),
        "articles_forbiddenclaim": ForbiddenClaim.objects.create(
            phrase=f"magic {number}", why="No."
        ),
        "articles_wording": Wording.objects.create(phrase=f"odd {number}", instead="even"),
        "articles_formerpath": FormerPath.objects.create(path=f"/old-{number}/", until=NOON),
        "articles_importrun": run,
    }
    return World(world.house, world.objects | more)


def _arguments(name: str) -> list[str]:
    found = [each for each in _patterns(admin.site.urls[0]) if each[0].name == name]
    pattern, before = found[0]
    names = [*before, *pattern.pattern.converters]
    return names or ["object_id", "history"][: 2 * pattern.pattern.regex.groups]


def _patterns(patterns, before: tuple[str, ...] = ()):
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _patterns(each.url_patterns, (*before, *each.pattern.converters))
        elif isinstance(each, URLPattern):
            yield each, before
