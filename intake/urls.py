from django.urls import path

from intake import views

urlpatterns = [
    path("ask-for-a-call/", views.callback_request, name="callback_request"),
    path("ask-for-a-call/thank-you/<token>/", views.thank_you, name="thank_you"),
    path("ask-for-a-call/take-back/<token>/", views.withdraw, name="withdraw"),
    path("ask-for-a-call/done/", views.done, name="done"),
]
