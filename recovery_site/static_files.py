import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLE = "css/site.css"
_IMPORT = re.compile(r'@import "(?P<name>[^"]+)" layer\((?P<layer>[\w-]+)\);')
_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
_URL = re.compile(r"""url\((["']?)(?!data:|/|https?:|#)""")


class SiteStaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names, compressed copies, and the site's style sheet as one file."""

    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator:
        if BUNDLE in paths and not dry_run:
            whole = InMemoryStorage()
            whole.save(BUNDLE, ContentFile(bundle(BUNDLE, paths)))
            paths = paths | {BUNDLE: (whole, BUNDLE)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


def bundle(name: str, paths: dict[str, tuple[Storage, str]]) -> str:
    """The style sheet `name` with every `@import` replaced by the file's text, in its layer.

    Comments stay behind: they were a twentieth of what a visitor loads.
    """
    folder = posixpath.dirname(name)

    def inline(match: re.Match[str]) -> str:
        part = match["name"]
        text = _read(posixpath.join(folder, part), paths)
        if inner := posixpath.dirname(part):
            text = _URL.sub(rf"url(\1{inner}/", text)
        return f"@layer {match['layer']} {{\n{text}}}"

    return without_comments(_IMPORT.sub(inline, _read(name, paths)))


def without_comments(css: str) -> str:
    return _COMMENT.sub("", css)


def _read(name: str, paths: dict[str, tuple[Storage, str]]) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()
