from django.urls import path

from articles import views

urlpatterns = [
    path("articles/", views.article_list, name="article_list"),
    path("articles/topics/<slug:slug>/", views.topic_detail, name="topic_detail"),
    path("articles/preview/<str:token>/", views.article_preview, name="article_preview"),
    path("articles/<slug:slug>/", views.article_detail, name="article_detail"),
    # Last of all addresses: any one word.
    path("<slug:slug>/", views.page_detail, name="page_detail"),
]
