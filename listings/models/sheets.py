"""A spreadsheet on its way in, and what each of its rows does."""

from uuid import uuid4

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from listings.choices import RowOutcome, SheetState
from listings.models.operators import Operator
from listings.querysets.sheets import SheetImportQuerySet, SheetRowQuerySet
from recovery_site.constraints import one_of


def private_storage():
    return storages["private"]


class SheetImport(models.Model):
    """One file. `kind` is the name of a kind of spreadsheet (`recovery_site.sheets.kinds`)."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("file"), max_length=200)
    kind = models.CharField(_("what is in it"), max_length=20)
    operator = models.ForeignKey(
        Operator, verbose_name=_("operator"), on_delete=models.PROTECT, related_name="+"
    )
    file = models.FileField(
        _("file"), storage=private_storage, upload_to="sheets", max_length=200, blank=True
    )
    state = models.CharField(
        _("state"), max_length=12, choices=SheetState, default=SheetState.READING
    )
    step = models.PositiveIntegerField(default=0, editable=False)
    columns = models.JSONField(default=list, editable=False)
    memory = models.JSONField(default=dict, editable=False)
    remarks = models.TextField(_("remarks"), blank=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("brought by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("brought"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = SheetImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("spreadsheet")
        verbose_name_plural = _("spreadsheets: in and out")
        constraints = [one_of("state", SheetState.values, name="sheet_import_state_known")]

    def __str__(self) -> str:
        return self.name


class SheetRow(models.Model):
    """`changes` are kept by `recovery_site.sheets.changes`: what is done, and can be undone."""

    sheet = models.ForeignKey(SheetImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(default=list)
    title = models.CharField(_("name"), max_length=160, blank=True)
    key = models.CharField(max_length=300, blank=True)
    root = models.PositiveBigIntegerField(null=True)
    outcome = models.CharField(max_length=8, choices=RowOutcome, blank=True)
    problems = models.JSONField(default=list)
    remarks = models.TextField(blank=True)
    changes = models.JSONField(default=list)

    objects = SheetRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of a spreadsheet")
        verbose_name_plural = _("rows of spreadsheets")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="sheet_row_once"),
            one_of("outcome", RowOutcome.values, name="sheet_row_outcome_known", blank=True),
        ]
        indexes = [
            models.Index(fields=["sheet", "key"], name="sheet_row_key"),
            models.Index(fields=["sheet", "outcome", "number"], name="sheet_row_outcome"),
        ]

    def __str__(self) -> str:
        return str(self.number)
