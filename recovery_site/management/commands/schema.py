"""Draws docs/reference/schema.md from the models."""

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models

TARGET = Path(settings.BASE_DIR) / "docs/reference/schema.md"
APPS = ("recovery_site", "listings", "articles", "intake")
HEAD = """# Schema

Made by `make schema` from the models; `make test` fails when it is out of date. History
tables (one per versioned model) and Django's own tables are left out.

"""


class Command(BaseCommand):
    help = "Writes the picture of the schema, or checks with --check that it is up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **options) -> None:
        text = HEAD + picture() + "".join(f"\n{section}\n" for section in tables())
        if not check:
            TARGET.parent.mkdir(parents=True, exist_ok=True)
            TARGET.write_text(text)
        elif not TARGET.exists() or TARGET.read_text() != text:
            raise CommandError(f"{TARGET.name} is out of date: run `make schema`.")


def own_models(app: str) -> list[type[models.Model]]:
    found = apps.get_app_config(app).get_models()
    return sorted(
        (model for model in found if not model.__name__.startswith("Historical")),
        key=lambda model: model.__name__,
    )


def picture() -> str:
    lines = ["```mermaid", "erDiagram"]
    for app in APPS:
        for model in own_models(app):
            lines += relations(model)
    return "\n".join([*lines, "```", ""])


def relations(model: type[models.Model]) -> Iterator[str]:
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    for field in fields:
        target = field.related_model
        if target is None or target._meta.app_label not in APPS or target.__name__ == "User":
            continue
        if isinstance(field, models.ManyToManyField):
            line = "}o--o{"
        elif isinstance(field, models.OneToOneField):
            line = "||--o|"
        else:
            line = "|o--o{" if field.null else "||--o{"
        yield f"    {target.__name__} {line} {model.__name__} : {field.name}"


def tables() -> Iterator[str]:
    for app in APPS:
        yield f"## {app}"
        for model in own_models(app):
            columns = ", ".join(f"`{column(field)}`" for field in model._meta.local_fields)
            promises = ", ".join(f"`{each.name}`" for each in model._meta.constraints)
            yield f"**{model.__name__}** {summary(model)}\n{columns}" + (
                f"\n*Promises:* {promises}" if promises else ""
            )


def summary(model: type[models.Model]) -> str:
    doc = (model.__doc__ or "").strip()
    if doc.startswith(f"{model.__name__}("):
        return ""
    return " ".join(doc.split("\n\n")[0].split()) + "  "


def column(field: models.Field) -> str:
    return field.name + ("?" if field.null else "")
