from intake.views.asking import callback_request
from intake.views.receipt import done, thank_you

__all__ = ["callback_request", "done", "thank_you"]
