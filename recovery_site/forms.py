from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class SiteRenderer(TemplatesSetting):
    """One template draws every field of a form on the site, another the form around them.

    Django's admin draws its fields itself and is not touched by this.
    """

    form_template_name = "forms/_form.html"
    field_template_name = "forms/_field.html"


class AddPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        alone = self.fields["passwordless"]
        alone.initial = True
        alone.label = _("Sign in with this alone, without the password")
        alone.help_text = _("Your device has to ask for a face, a finger or a PIN.")
