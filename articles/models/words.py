"""Words that staff watch: claims that may not be made, and kinder ways to say something."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article


class ForbiddenClaim(models.Model):
    """Nothing is published that says this."""

    phrase = models.CharField(
        _("claim"),
        max_length=80,
        help_text=_("Like “HIPAA compliant”. The last word is found with its endings, too."),
    )
    why = models.CharField(_("why not"), max_length=240, help_text=_("One sentence for editors."))

    class Meta:
        verbose_name = _("forbidden claim")
        verbose_name_plural = _("forbidden claims")
        constraints = [
            models.UniqueConstraint(
                Lower("phrase"),
                name="forbidden_claim_once",
                violation_error_message=_("This claim is on the list already."),
            )
        ]

    def __str__(self) -> str:
        return self.phrase


class Wording(models.Model):
    """A better way to say something, above all about people."""

    phrase = models.CharField(
        _("words"),
        max_length=80,
        help_text=_("Like “addict”. The last word is found with its endings, too."),
    )
    instead = models.CharField(_("say instead"), max_length=160)

    class Meta:
        verbose_name = _("better wording")
        verbose_name_plural = _("better wordings")
        constraints = [
            models.UniqueConstraint(
                Lower("phrase"),
                name="wording_once",
                violation_error_message=_("These words are on the list already."),
            )
        ]

    def __str__(self) -> str:
        return self.phrase


class AllowedPhrase(models.Model):
    """In this article it may stand: in the title of a study, or where we say that we don't."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="allowed_phrases"
    )
    phrase = models.CharField(_("words"), max_length=80, help_text=_("As the list has them."))
    reason = models.CharField(
        _("why it may stand here"), max_length=240, help_text=_("Like: the title of a study.")
    )

    class Meta:
        verbose_name = _("phrase that may stand here")
        verbose_name_plural = _("phrases that may stand here")
        constraints = [
            models.UniqueConstraint(
                "article",
                Lower("phrase"),
                name="allowed_phrase_once",
                violation_error_message=_("This phrase is allowed here already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="allowed_phrase_has_reason",
                violation_error_message=_("Say why it may stand here."),
            ),
        ]

    def __str__(self) -> str:
        return self.phrase
