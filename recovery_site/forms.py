from django.forms.renderers import TemplatesSetting


class SiteRenderer(TemplatesSetting):
    """One template draws every field of a form on the site, another the form around them.

    Django's admin draws its fields itself and is not touched by this.
    """

    form_template_name = "forms/_form.html"
    field_template_name = "forms/_field.html"
