from intake.views.asking import callback_request
from intake.views.receipt import done, thank_you
from intake.views.withdrawal import withdraw

__all__ = ["callback_request", "done", "thank_you", "withdraw"]
