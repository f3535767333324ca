from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="recovery_site.storage.PrivateStorage")
class PrivateStorage(FileSystemStorage):
    """Files that only our own code reads. They have no URL, and no other user of the machine
    can open them."""

    def __init__(self, location=None):
        super().__init__(
            location=location, file_permissions_mode=0o600, directory_permissions_mode=0o700
        )

    def url(self, name: str | None) -> str:
        raise ValueError("A private file has no URL.")
