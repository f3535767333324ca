"""Primary keys that are set aside before their rows are written, so that rows can point at them."""

from django.db import connection, models, transaction


def set_aside(model: type[models.Model], number: int) -> list[int]:
    """Keys that nobody else gets, ever. What is not used leaves a gap, which harms nobody."""
    if not number:
        return []
    table, column = model._meta.db_table, model._meta.pk.column
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [f'"{table}"', column, number],
            )
            return sorted(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        last = row[0] if row else 0
        if row:
            sql = "UPDATE sqlite_sequence SET seq = %s WHERE name = %s"
        else:
            sql = "INSERT INTO sqlite_sequence (seq, name) VALUES (%s, %s)"
        cursor.execute(sql, [last + number, table])
    return list(range(last + 1, last + number + 1))
