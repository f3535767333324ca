from articles.admin.articles import ArticleAdmin
from articles.admin.former_paths import FormerPathAdmin
from articles.admin.imports import ImportRunAdmin
from articles.admin.pages import PageAdmin
from articles.admin.people import PersonAdmin
from articles.admin.pictures import PictureAdmin
from articles.admin.topics import TopicAdmin
from articles.admin.words import ForbiddenClaimAdmin, WordingAdmin

__all__ = [
    "ArticleAdmin",
    "ForbiddenClaimAdmin",
    "FormerPathAdmin",
    "ImportRunAdmin",
    "PageAdmin",
    "PersonAdmin",
    "PictureAdmin",
    "TopicAdmin",
    "WordingAdmin",
]
