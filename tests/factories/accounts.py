from itertools import count

from django.contrib.auth.models import Permission

from recovery_site.models import User

_numbers = count(1)


def make_staff(**fields) -> User:
    """A member of staff without any permission, unless `is_superuser` says otherwise."""
    values = {"email": f"staff{next(_numbers)}@seagrape.example", "name": "Ana Ruiz"} | fields
    return User.objects.create_user(is_staff=True, **values)


def permit(user: User, *codenames: str) -> User:
    """Grants permissions like "listings.change_house"; returns the account read anew."""
    for codename in codenames:
        app, name = codename.split(".")
        permission = Permission.objects.get(content_type__app_label=app, codename=name)
        user.user_permissions.add(permission)
    return User.objects.get(pk=user.pk)
