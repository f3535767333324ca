import pytest
from django.test import Client

from listings.choices import Role
from recovery_site.models import User
from tests.factories.accounts import make_staff, permit
from tests.factories.listings import make_member


@pytest.fixture(autouse=True)
def second_factor_is_optional(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def owner(client: Client) -> User:
    """May do everything, and is signed in."""
    user = make_staff(name="Olu Owner", is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def row_by_row(settings) -> None:
    """Each row is written by itself: Django's formsets and the actions do that on purpose."""
    settings.ZEAL_ALLOWLIST = [{"model": "listings.*", "field": "*"}]


@pytest.fixture
def sign_in(client: Client):
    """`sign_in("listings.change_bed")`: staff who may read houses, and do that.

    Without a permission, staff who work for nobody.
    """

    def sign(*permissions: str) -> User:
        user = permit(make_staff(), *permissions)
        if permissions:
            make_member(user=user, role=Role.EDITOR)
        client.force_login(user)
        return user

    return sign
