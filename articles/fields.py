"""Columns that keep their own promise, whoever writes them."""

from typing import Any

from django.db import models

from articles.html import CleanHtml, clean, word_count


class CleanHtmlField(models.TextField):
    """HTML that was cleaned on its way in: by a form, `save`, `bulk_create` or `update`."""

    def pre_save(self, model_instance: models.Model, add: bool) -> CleanHtml:
        value = clean(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            value = str(clean(value))
        return super().get_db_prep_save(value, connection)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return value if value is None else CleanHtml(value)


class WordCountField(models.PositiveIntegerField):
    """The number of words in the HTML of another column, counted at every save."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"default": 0, "editable": False} | kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> int:
        count = word_count(clean(getattr(model_instance, self.of)))
        setattr(model_instance, self.attname, count)
        return count
