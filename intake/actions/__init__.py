"""Everything that changes a request, one function for each. All of them are atomic."""

from intake.actions.attempts import record_attempt
from intake.actions.erasing import erase_again, erase_request, erase_settled
from intake.actions.limiting import OverLimitError, submit_within_limits
from intake.actions.locking import StaleError
from intake.actions.moves import MoveError, move_request, release_request
from intake.actions.recipients import (
    complete,
    keep_recipient,
    remove_recipient,
    send_test,
)
from intake.actions.submitting import close_receipt, enter_request, submit_request
from intake.actions.telling import notices_of, tell_again
from intake.actions.work import add_note, assign_request, mark_opened, note_reading
from intake.rules import check_attempt

__all__ = [
    "MoveError",
    "OverLimitError",
    "StaleError",
    "add_note",
    "assign_request",
    "check_attempt",
    "close_receipt",
    "complete",
    "enter_request",
    "erase_again",
    "erase_request",
    "erase_settled",
    "keep_recipient",
    "mark_opened",
    "move_request",
    "note_reading",
    "notices_of",
    "record_attempt",
    "release_request",
    "remove_recipient",
    "send_test",
    "submit_request",
    "submit_within_limits",
    "tell_again",
]
