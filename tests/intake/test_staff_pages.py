import pytest

from tests.factories.accounts import make_staff
from tests.factories.intake import make_request

pytestmark = pytest.mark.django_db


def test_smoke(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(make_staff(is_superuser=True))
    r = make_request()
    for url in [
        "/admin/intake/callbackrequest/",
        f"/admin/intake/callbackrequest/{r.pk}/change/",
        "/admin/intake/callbackrequest/add/",
        "/admin/intake/callbackrequest/find/",
        "/admin/",
    ]:
        assert client.get(url).status_code == 200, url
