from articles.actions.articles import create, revise
from articles.actions.imports import ImportConflict, import_document
from articles.actions.lifecycle import archive, publish, return_to_draft, submit
from articles.actions.pages import save_page
from articles.actions.pictures import add_picture, remove_picture, replace_picture

__all__ = [
    "ImportConflict",
    "add_picture",
    "archive",
    "create",
    "import_document",
    "publish",
    "remove_picture",
    "replace_picture",
    "return_to_draft",
    "revise",
    "save_page",
    "submit",
]
