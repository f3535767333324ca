"""Writes that do more than save: keyword-only, atomic; `by` is staff, `at` the clock."""

from listings.actions.bed_life import BedNotOpenError, lock_bed
from listings.actions.beds import (
    cancel_hold,
    confirm_availability,
    expect_opening,
    hold_bed,
    occupy_bed,
    open_bed,
    open_taken_bed,
    take_out_of_service,
)
from listings.actions.copies import copy_house
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
from listings.actions.photos import (
    DRAW_PHOTO,
    add_photo,
    draw_photo,
    remove_photo,
    replace_photo,
)
from listings.actions.reminding import REMIND, REMINDER, lapsed, remind_of
from listings.actions.restoring import restore_house
from listings.actions.social import (
    DRAW_SOCIAL_PICTURE,
    draw_social_picture,
    refresh_social_pictures,
)
from listings.actions.undoing import UNDO_WITHIN, may_undo, undo_change

__all__ = [
    "DRAW_PHOTO",
    "DRAW_SOCIAL_PICTURE",
    "REMIND",
    "REMINDER",
    "UNDO_WITHIN",
    "BedNotOpenError",
    "add_photo",
    "archive_house",
    "cancel_hold",
    "confirm_availability",
    "copy_house",
    "delete_house",
    "draw_photo",
    "draw_social_picture",
    "expect_opening",
    "hold_bed",
    "lapsed",
    "lock_bed",
    "may_undo",
    "moud_refusal",
    "move_house",
    "occupy_bed",
    "open_bed",
    "open_taken_bed",
    "pause_house",
    "publish_house",
    "refresh_social_pictures",
    "remind_of",
    "remove_photo",
    "replace_photo",
    "restore_house",
    "take_out_of_service",
    "undo_change",
    "verify_house",
    "what_keeps_from_publishing",
    "why_not_at",
]
