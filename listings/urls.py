from django.urls import path

from listings import views

urlpatterns = [
    path("houses/", views.house_list, name="house_list"),
    path("houses/<slug:city>/", views.city_detail, name="city_detail"),
    path("houses/<slug:city>/<slug:slug>/", views.house_detail, name="house_detail"),
]
