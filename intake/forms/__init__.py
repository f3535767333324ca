from intake.forms.callback import CallbackForm
from intake.forms.entry import EntryForm
from intake.forms.fields import PhoneField, typed

__all__ = ["CallbackForm", "EntryForm", "PhoneField", "typed"]
