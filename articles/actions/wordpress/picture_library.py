"""The pictures of a blog in the editors' library."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.actions.pictures import bring_picture_in
from articles.imports.finishing import short
from articles.imports.wordpress.media import Shown
from articles.imports.wordpress.uploads import (
    Uploads,
    host_and_path,
    path_in_uploads,
    spellings,
)
from articles.models import Origin, Picture
from recovery_site.pictures import scaled_height

IN_TEXT = 640
LONGEST_ALT = 200


class Library:
    """The pictures that one post may show. `lacking` once one of them was not there."""

    def __init__(self, site: str, uploads: Uploads, parent: str = "") -> None:
        self.site = site
        self.uploads = uploads
        self.parent = parent
        self.lacking = False
        self.remarks: list[str] = []

    def shown(self, src: str, number: str = "", *, alt: str = "") -> Shown | None:
        picture = self.picture(src, number)
        return shown(picture) if picture else None

    def gallery(self, numbers: Iterable[str]) -> list[Shown]:
        asked = list(numbers)
        known = {origin.key: origin.picture for origin in self._attachments(asked)}
        wanted = asked or list(known)
        self.lacking |= not wanted or not all(known.get(number) for number in wanted)
        return [shown(picture) for number in wanted if (picture := known.get(number))]

    def picture(self, src: str, number: str = "") -> Picture | None:
        """By its address first: the number is another's in a text that came from another blog."""
        ours = self._may_be_ours(src)
        found = picture_at(src, site=self.site) if ours else None
        if found is None and number:
            found = self._attachments([number]).filter(picture__isnull=False).first()
        found = found or (self._uploaded(src) if ours else None)
        self.lacking |= found is None
        return found.picture if found else None

    def _attachments(self, numbers: list[str]) -> QuerySet[Origin]:
        mine = Origin.objects.filter(site=self.site, kind="attachment").select_related("picture")
        found = mine.filter(key__in=numbers) if numbers else mine.filter(parent=self.parent)
        return found.order_by("pk")

    def _may_be_ours(self, src: str) -> bool:
        if not path_in_uploads(src):
            return False
        host, path = host_and_path(src)
        return (
            host in {"", self.site.partition("/")[0]}
            or host.endswith(".files.wordpress.com")
            or "/uploads/" in path
        )

    def _uploaded(self, src: str) -> Origin | None:
        """A picture that a text shows and that the export does not list."""
        name = self.uploads.find(src)
        path = spellings(path_in_uploads(src))[1]
        if not name or len(path) > LONGEST_ALT:
            return None
        title = short(name.rpartition("/")[2].rpartition(".")[0].replace("-", " "), 120)
        picture = Picture(title=title, alt=title)
        try:
            with transaction.atomic():
                remarks = bring_picture_in(picture=picture, upload=self.uploads.open(name))
        except ValidationError as error:
            self.remarks.append(f"{name}: {' '.join(error.messages)}")
            return None
        self.remarks += [f"{name}: {remark}" for remark in remarks]
        self.remarks.append(_("Describe this picture: %(title)s") % {"title": title})
        return Origin.objects.update_or_create(
            site=self.site, kind="upload", key=path, defaults={"path": path, "picture": picture}
        )[0]


def picture_at(address: str, *, site: str) -> Origin | None:
    """What was made of the picture that the blog shows at `address`, in whatever size."""
    names = spellings(path_in_uploads(address))
    found = Origin.objects.filter(site=site, path__in=names, picture__isnull=False)
    nearest = found.select_related("picture").order_by("pk")
    return min(nearest, key=lambda origin: names.index(origin.path), default=None)


def shown(picture: Picture) -> Shown:
    """As an article shows it. No file is wider than the picture itself."""
    width = min(IN_TEXT, picture.width)
    height = scaled_height(picture.width, picture.height, width)
    return Shown(picture.files.webp_url, width, height, picture.alt)
