"""What a request for a call is held against: a bare view that inserts two rows at once.

Django's usual way behind startproject's middlewares, with the site's own database options.
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from recovery_site.settings.database import database

settings.configure(
    SECRET_KEY="guards-nothing",  # noqa: S106  it guards nothing
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": database(os.environ["DATABASE_URL"])},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
)
application = get_wsgi_application()


class Person(models.Model):
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=40)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "two_rows"

    def __str__(self) -> str:
        return str(self.pk)


class Request(models.Model):
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    message = models.TextField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "two_rows"

    def __str__(self) -> str:
        return str(self.pk)


@csrf_exempt
def ask(request: HttpRequest) -> HttpResponse:
    told, at = request.POST, timezone.now()
    with transaction.atomic():
        person = Person.objects.create(name=told["first_name"], phone=told["phone"], created_at=at)
        stored = Request.objects.create(person=person, message=told["message"], created_at=at)
    return HttpResponseRedirect(f"/{stored.pk}/", status=303)


def make_tables() -> None:
    """Beside the site's own, before the workers begin."""
    with connection.schema_editor() as editor:
        editor.create_model(Person)
        editor.create_model(Request)
    connection.close()


urlpatterns = [path("ask-for-a-call/", ask)]
make_tables()
