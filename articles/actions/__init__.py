from articles.actions.articles import create, revise
from articles.actions.imports import ImportConflict, import_document
from articles.actions.lifecycle import archive, publish, return_to_draft, submit
from articles.actions.link_pictures import (
    DRAW_LINK_PICTURE,
    draw_link_picture,
    refresh_link_pictures,
)
from articles.actions.pages import save_page
from articles.actions.parts import note_parts, replace_parts, restore_article
from articles.actions.pictures import add_picture, remove_picture, replace_picture
from articles.actions.topics import save_topic

__all__ = [
    "DRAW_LINK_PICTURE",
    "ImportConflict",
    "add_picture",
    "archive",
    "create",
    "draw_link_picture",
    "import_document",
    "note_parts",
    "publish",
    "refresh_link_pictures",
    "remove_picture",
    "replace_parts",
    "replace_picture",
    "restore_article",
    "return_to_draft",
    "revise",
    "save_page",
    "save_topic",
    "submit",
]
