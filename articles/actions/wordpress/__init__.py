"""An import, from its upload to the report of what became of each item: a WordPress export, or
texts in files, which take the same way."""

from articles.actions.wordpress.runs import (
    FORGET,
    STEP,
    after,
    begin,
    begin_documents,
    forget_files,
    plan_forgetting,
    plan_step,
    remove_run,
    start,
    stop,
    work,
)

__all__ = [
    "FORGET",
    "STEP",
    "after",
    "begin",
    "begin_documents",
    "forget_files",
    "plan_forgetting",
    "plan_step",
    "remove_run",
    "start",
    "stop",
    "work",
]
