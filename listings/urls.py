from django.urls import path

from listings import views

urlpatterns = [
    path("beds/", views.open_beds, name="open_beds"),
    path("beds/open.csv", views.open_beds_csv, name="open_beds_csv"),
    path("beds/feed/", views.open_beds_feed, name="open_beds_feed"),
    path("shortlist/", views.shortlist_start, name="shortlist_start"),
    path("shortlist/<token>/", views.shortlist, name="shortlist"),
    path("shortlist/<token>/more/", views.shortlist_more, name="shortlist_more"),
    path("confirm-beds/<token>/", views.confirm_beds, name="confirm_beds"),
    path("houses/", views.house_list, name="house_list"),
    path("houses/<slug:city>/", views.city_detail, name="city_detail"),
    path("houses/<slug:city>/<slug:slug>/", views.house_detail, name="house_detail"),
    path(
        "houses/<slug:city>/<slug:slug>/questions/", views.house_questions, name="house_questions"
    ),
    path("houses/<slug:city>/<slug:slug>/qr.svg", views.house_qr, name="house_qr"),
]
