import pytest
from django.test import Client

from tests.factories.accounts import make_staff


@pytest.fixture
def editor(client: Client) -> Client:
    """Signed in as somebody who may do everything."""
    client.force_login(make_staff(is_superuser=True))
    return client
