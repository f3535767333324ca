"""A WordPress export, from its upload to the report of what became of each item."""

from articles.actions.wordpress.runs import (
    FORGET,
    STEP,
    after,
    begin,
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
    "forget_files",
    "plan_forgetting",
    "plan_step",
    "remove_run",
    "start",
    "stop",
    "work",
]
