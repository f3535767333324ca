"""What the picture beside a link to a house shows, and whether the one drawn still does.

Only facts that change slowly: a picture is kept for weeks by those who show it, so it says
nothing of open beds, prices or certificates.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recovery_site.pictures import Preview, folder_of
from recovery_site.social_picture import DESIGN, SIZE

FILE_NAME = "link.jpg"


@dataclass(frozen=True, slots=True)
class Facts:
    title: str
    lines: tuple[str, ...]
    foot: str
    photo: str = ""
    focus: tuple[int, int] = (50, 50)

    @property
    def digest(self) -> str:
        facts = json.dumps([DESIGN, asdict(self)], sort_keys=True)
        return hashlib.sha256(facts.encode()).hexdigest()


def facts_of(house: Any) -> Facts:
    """`house` with its city, operator and drawn photos."""
    cover = house.cover
    with translation.override(settings.LANGUAGE_CODE):
        bedrooms = ngettext("%(n)d bedroom", "%(n)d bedrooms", house.bedrooms)
        building = f"{bedrooms % {'n': house.bedrooms}} · {house.gender_label}"
    words = (house.name, (str(house.city), building), house.operator.name)
    if cover is None:
        return Facts(*words)
    return Facts(*words, str(cover.version), (cover.focal_x, cover.focal_y))


def preview_of(house: Any) -> Preview | None:
    """The drawn picture, if it shows the house as it is; else the cover; None without either."""
    drawn = getattr(house, "social_picture", None)
    words = _("%(house)s in %(city)s") % {"house": house.name, "city": house.city}
    if drawn is not None and drawn.digest == facts_of(house).digest:
        path = f"{folder_of(drawn.version)}/{FILE_NAME}"
        return Preview(default_storage.url(path), *SIZE, words)
    return house.cover.preview if house.cover else None
