"""What articles have done where no visitor and no editor waits for it."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import actions
from articles.actions import wordpress
from articles.choices import ImportState
from articles.models import ImportRun
from recovery_site.models import OutboxMessage
from recovery_site.outbox import handles

AT_WORK = {ImportState.CHECKING, ImportState.RUNNING}


@handles(actions.DRAW_LINK_PICTURE, _("Drawing the picture for links"))
def link_picture(message: OutboxMessage) -> None:
    actions.draw_link_picture(article_id=message.payload["article"], at=timezone.now())


@handles(wordpress.STEP, _("Going on with an import"))
def import_step(message: OutboxMessage) -> None:
    """An import goes on a little with each delivery, so that it holds nothing else up."""
    run = ImportRun.objects.filter(
        pk=message.payload["run"], step=message.payload["step"], state__in=AT_WORK
    ).first()
    if run is None:
        return  # stopped, removed, or done by another worker meanwhile
    run = wordpress.work(run=run, at=timezone.now())
    if run.state in AT_WORK:
        wordpress.plan_step(run=run, at=timezone.now())


@handles(wordpress.FORGET, _("Removing the files of an import"))
def import_forget(message: OutboxMessage) -> None:
    run = ImportRun.objects.filter(pk=message.payload["run"]).first()
    if run is not None and run.state in AT_WORK:
        wordpress.plan_forgetting(run=run, at=timezone.now())
    elif run is not None:
        wordpress.forget_files(run=run)
