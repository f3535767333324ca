"""Everything that changes a request, one function for each. All of them are atomic."""

from intake.actions.attempts import record_attempt
from intake.actions.erasing import erase_request
from intake.actions.forgetting import forget, overdue
from intake.actions.handing_over import hand_over
from intake.actions.holding import (
    MAY_HAVE_BED,
    end_hold_in_time,
    follow_bed,
    hold_for_request,
    take_up_again,
)
from intake.actions.limiting import OverLimitError, submit_within_limits
from intake.actions.locking import StaleError
from intake.actions.moves import MoveError, move_request, release_request
from intake.actions.reaching import PERMISSIONS, NotNowError, change_permissions, start_attempt
from intake.actions.recipients import (
    complete,
    keep_recipient,
    remove_recipient,
    send_test,
)
from intake.actions.submitting import close_receipt, enter_request, submit_request
from intake.actions.telling import notices_of, tell_again
from intake.actions.waiting import (
    confirm_wait,
    end_wait,
    follow_bed_of_wait,
    join_waitlist,
    offer_bed,
    wait_again,
)
from intake.actions.withdrawing import erase_by_link, stop_marketing, withdraw_request
from intake.actions.work import (
    add_note,
    assign_request,
    mark_opened,
    note_export,
    note_look_up,
    note_reading,
)
from intake.rules import check_attempt

__all__ = [
    "MAY_HAVE_BED",
    "PERMISSIONS",
    "MoveError",
    "NotNowError",
    "OverLimitError",
    "StaleError",
    "add_note",
    "assign_request",
    "change_permissions",
    "check_attempt",
    "close_receipt",
    "complete",
    "confirm_wait",
    "end_hold_in_time",
    "end_wait",
    "enter_request",
    "erase_by_link",
    "erase_request",
    "follow_bed",
    "follow_bed_of_wait",
    "forget",
    "hand_over",
    "hold_for_request",
    "join_waitlist",
    "keep_recipient",
    "mark_opened",
    "move_request",
    "note_export",
    "note_look_up",
    "note_reading",
    "notices_of",
    "offer_bed",
    "overdue",
    "record_attempt",
    "release_request",
    "remove_recipient",
    "send_test",
    "start_attempt",
    "stop_marketing",
    "submit_request",
    "submit_within_limits",
    "take_up_again",
    "tell_again",
    "wait_again",
    "withdraw_request",
]
