from django.db import models


class Edition(models.Model):
    """Which edition of the public's content this is: one row, counted up at every change.

    What is derived from the content (a search index, a kept page) belongs to one edition. What
    was derived says something about every instant from `since` on; at `until` the clock alone
    changes what the public reads. `shape` is a digest of the rules that it was derived by.
    """

    number = models.PositiveBigIntegerField(default=0)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    shape = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return str(self.number)


class Change(models.Model):
    """A change of the public's content that no edition counts yet; database triggers write it.

    `kind` says whose key `key` is: "house", "city" … A change that only pages show has none.
    """

    kind = models.CharField(max_length=20)
    key = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
