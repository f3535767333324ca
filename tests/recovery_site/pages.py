"""Pages that only the tests of the ground floor ask for, beside the site's own."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import cache_control

from recovery_site import urls
from recovery_site.same_origin import require_same_origin


def plain(request: HttpRequest) -> HttpResponse:
    return render(request, "layouts/narrow.html")


@cache_control(no_store=True)
def form_page(request: HttpRequest) -> HttpResponse:
    return render(request, "layouts/narrow.html")


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def crash(request: HttpRequest) -> HttpResponse:
    caller = request.POST.get("name", "") + request.GET.get("phone", "")
    try:
        raise LookupError(f"no bed for {caller}")
    except LookupError as error:
        raise ValueError(f"could not save {caller}") from error


def refused(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"Please send it again: {request.POST['name']}", status=403)


@require_same_origin(refused)
def ask(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"Thank you, {request.POST.get('name', 'stranger')}")


def staff_form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("saved")


urlpatterns = [
    path("plain/", plain),
    path("form/", form_page),
    path("forbidden/", forbidden),
    path("crash/", crash),
    path("ask/", ask),
    path("admin/house/", staff_form),
    *urls.urlpatterns,
]
handler400 = urls.handler400
handler500 = urls.handler500
