"""Two intervals of one bed never overlap, whoever writes them.

PostgreSQL has exclusion constraints; the two ranges need no extension. SQLite gets a pair
of triggers. Django knows of neither, so a later migration that makes SQLite rebuild the
table has to run `forbid_overlaps` again; `tests/listings/test_bed_intervals.py` tells.
"""

from django.db import migrations

POSTGRESQL = """
ALTER TABLE listings_bedinterval ADD CONSTRAINT bed_interval_no_overlap
EXCLUDE USING gist (
    int8range(bed_id, bed_id, '[]') WITH &&,
    tstzrange(starts_at, ends_at) WITH &&
)
"""

SQLITE = """
CREATE TRIGGER bed_interval_no_overlap_on_{event} BEFORE {event} ON listings_bedinterval
WHEN EXISTS (
    SELECT 1 FROM listings_bedinterval AS other
    WHERE other.bed_id = NEW.bed_id
      AND other.id IS NOT NEW.id
      AND (other.ends_at IS NULL OR other.ends_at > NEW.starts_at)
      AND (NEW.ends_at IS NULL OR other.starts_at < NEW.ends_at)
)
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: bed_interval_no_overlap');
END
"""


def forbid_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(SQLITE.format(event=event))


def allow_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE listings_bedinterval DROP CONSTRAINT bed_interval_no_overlap"
        )
    else:
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(f"DROP TRIGGER bed_interval_no_overlap_on_{event}")


class Migration(migrations.Migration):
    dependencies = [("listings", "0001_initial")]

    operations = [migrations.RunPython(forbid_overlaps, allow_overlaps)]
