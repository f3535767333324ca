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
from listings.actions.photos import (
    DRAW_PHOTO,
    add_photo,
    draw_photo,
    remove_photo,
    replace_photo,
)
from listings.actions.restoring import restore_house
from listings.actions.social import (
    DRAW_SOCIAL_PICTURE,
    draw_social_picture,
    refresh_social_pictures,
)

__all__ = [
    "DRAW_PHOTO",
    "DRAW_SOCIAL_PICTURE",
    "BedNotOpenError",
    "add_photo",
    "archive_house",
    "cancel_hold",
    "confirm_availability",
    "delete_house",
    "draw_photo",
    "draw_social_picture",
    "expect_opening",
    "hold_bed",
    "moud_refusal",
    "move_house",
    "occupy_bed",
    "open_bed",
    "pause_house",
    "publish_house",
    "refresh_social_pictures",
    "remove_photo",
    "replace_photo",
    "restore_house",
    "take_out_of_service",
    "verify_house",
    "what_keeps_from_publishing",
    "why_not_at",
]
