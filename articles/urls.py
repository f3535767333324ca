from django.urls import path, re_path

from articles import views

urlpatterns = [
    path("articles/", views.article_list, name="article_list"),
    # With a dot, which no article has in its address.
    re_path(r"^articles/feed\.(?P<kind>atom|rss)$", views.article_feed, name="article_feed"),
    re_path(
        r"^articles/topics/(?P<slug>[-\w]+)/feed\.(?P<kind>atom|rss)$",
        views.topic_feed,
        name="topic_feed",
    ),
    path("articles/topics/<slug:slug>/", views.topic_detail, name="topic_detail"),
    path("articles/preview/<str:token>/", views.article_preview, name="article_preview"),
    path("articles/<slug:slug>/", views.article_detail, name="article_detail"),
    path("articles/<slug:slug>/qr.svg", views.article_qr, name="article_qr"),
    # Last of all addresses: any one word.
    path("<slug:slug>/", views.page_detail, name="page_detail"),
]
