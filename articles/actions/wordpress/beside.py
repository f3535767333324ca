"""The pictures that came beside texts in files, in the editors' library."""

import hashlib
import posixpath
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions.pictures import bring_picture_in
from articles.actions.wordpress.picture_library import LONGEST_ALT, shown
from articles.imports.finishing import short
from articles.imports.wordpress.media import Shown
from articles.imports.wordpress.uploads import Uploads
from articles.models import Origin, Picture


class BesideTexts:
    """Those that the text in the file `name` may show. A picture is known by its content, so the
    same one is never there twice, whatever it is called."""

    def __init__(self, name: str, uploads: Uploads) -> None:
        self.folder = posixpath.dirname(name)
        self.uploads = uploads
        self.lacking = False
        self.remarks: list[str] = []

    def shown(self, src: str, number: str = "", *, alt: str = "") -> Shown | None:
        path = _path(src)
        if not path:
            return None
        name = self._name(path)
        picture = self._brought(name, alt) if name else None
        self.lacking |= picture is None
        return shown(picture) if picture else None

    def gallery(self, numbers: Iterable[str]) -> list[Shown]:
        return []

    def _name(self, path: str) -> str:
        """As its address says, seen from the text; else the one that is called so."""
        seen = posixpath.normpath(posixpath.join(self.folder, path)).lstrip("/")
        return seen if self.uploads.holds(seen) else self.uploads.find(path, exact=True)

    def _brought(self, name: str, alt: str) -> Picture | None:
        try:
            file = self.uploads.open(name)
            key = hashlib.sha256(file.read()).hexdigest()
            known = Origin.objects.filter(site="documents", kind="upload", key=key)
            origin = known.select_related("picture").first()
            if origin and origin.picture:
                return origin.picture
            title = short(posixpath.splitext(posixpath.basename(name))[0].replace("-", " "), 120)
            picture = Picture(title=title, alt=short(alt, LONGEST_ALT) or title)
            with transaction.atomic():
                remarks = bring_picture_in(picture=picture, upload=file)
        except ValidationError as error:
            self.remarks.append(f"{name}: {' '.join(error.messages)}")
            return None
        Origin.objects.update_or_create(
            site="documents", kind="upload", key=key, defaults={"path": name, "picture": picture}
        )
        self.remarks += [f"{name}: {remark}" for remark in remarks]
        if not alt:
            self.remarks.append(_("Describe this picture: %(title)s") % {"title": title})
        return picture


def _path(src: str) -> str:
    """Of a picture that may lie beside a text; "" for one of another site."""
    try:
        parts = urlsplit(src.strip())
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else unquote(parts.path)
