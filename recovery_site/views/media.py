import re
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

CONTENT_TYPES = {".avif": "image/avif", ".webp": "image/webp", ".jpg": "image/jpeg"}
# No dot but the last one: no parent folder, no hidden file, no second ending.
_PATH = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*\.(?:avif|webp|jpg)")


@require_safe
def media(request: HttpRequest, path: str) -> FileResponse:
    """A public picture. Its type comes from our list, never from the file.

    The name of a picture changes with its content, so a browser may keep it for good.
    """
    if not _PATH.fullmatch(path):
        raise Http404
    try:
        file = default_storage.open(path)
    except OSError:
        raise Http404 from None
    response = FileResponse(file, content_type=CONTENT_TYPES[PurePosixPath(path).suffix])
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
