"""Writes that do more than save: keyword-only, atomic; `by` is staff, `at` the clock."""

from listings.actions.beds import (
    BedNotOpenError,
    cancel_hold,
    confirm_availability,
    expect_opening,
    hold_bed,
    occupy_bed,
    open_bed,
    take_out_of_service,
)
from listings.actions.houses import (
    archive_house,
    delete_house,
    moud_refusal,
    move_house,
    pause_house,
    publish_house,
    verify_house,
    what_keeps_from_publishing,
    why_not_at,
)
from listings.actions.photos import add_photo, remove_photo, replace_photo

__all__ = [
    "BedNotOpenError",
    "add_photo",
    "archive_house",
    "cancel_hold",
    "confirm_availability",
    "delete_house",
    "expect_opening",
    "hold_bed",
    "moud_refusal",
    "move_house",
    "occupy_bed",
    "open_bed",
    "pause_house",
    "publish_house",
    "remove_photo",
    "replace_photo",
    "take_out_of_service",
    "verify_house",
    "what_keeps_from_publishing",
    "why_not_at",
]
