from articles.views.articles import article_detail, article_preview, article_qr
from articles.views.feeds import article_feed, topic_feed
from articles.views.lists import article_list, topic_detail
from articles.views.pages import page_detail

__all__ = [
    "article_detail",
    "article_feed",
    "article_list",
    "article_preview",
    "article_qr",
    "page_detail",
    "topic_detail",
    "topic_feed",
]
