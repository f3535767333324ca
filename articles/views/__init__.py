from articles.views.articles import article_detail, article_preview
from articles.views.lists import article_list, topic_detail
from articles.views.pages import page_detail

__all__ = ["article_detail", "article_list", "article_preview", "page_detail", "topic_detail"]
