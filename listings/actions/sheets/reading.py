"""Takes the rows out of the file."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from listings.choices import SheetState
from listings.models import SheetImport, SheetRow
from recovery_site.sheets.files import RefusedFileError, rows_of
from recovery_site.sheets.kinds import columns_in, kind_of

AT_ONCE = 500


def read(*, sheet: SheetImport, at: datetime) -> None:
    """Anew from the start, if a worker died over it."""
    sheet.rows.all().delete()
    waiting: list[SheetRow] = []
    count = 0
    try:
        with sheet.file.open("rb") as file:
            rows = rows_of(file, sheet.name)
            _number, headings = next(rows, (0, []))
            keys, remarks = columns_in(kind_of(sheet.kind), headings)
            sheet.columns, sheet.remarks = keys, "\n".join(remarks[:20])
            for number, cells in rows:
                waiting.append(SheetRow(sheet=sheet, number=number, cells=cells[: len(keys)]))
                count += 1
                if len(waiting) == AT_ONCE:
                    SheetRow.objects.bulk_create(waiting)
                    waiting = []
            SheetRow.objects.bulk_create(waiting)
        if not count:
            raise RefusedFileError(_("There is nothing below the headings."))
    except ValueError as error:
        _end(sheet, SheetState.REFUSED, str(error), at)
        sheet.rows.all().delete()
        return
    _end(sheet, SheetState.CHECKING, sheet.remarks, None)


@transaction.atomic
def _end(sheet: SheetImport, state: SheetState, remarks: str, at: datetime | None) -> None:
    sheet.state, sheet.remarks, sheet.finished_at = state, remarks, at
    sheet.save(update_fields=["state", "remarks", "columns", "finished_at"])
