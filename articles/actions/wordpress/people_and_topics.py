"""Authors, categories and tags of a blog. What is here already is used and never changed."""

import hashlib
from datetime import datetime
from urllib.parse import unquote

from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.actions.wordpress.addresses import lead_on
from articles.actions.wordpress.deciding import Decision
from articles.choices import ImportOutcome
from articles.imports.finishing import short
from articles.imports.wordpress import Author, Term, TermRef
from articles.imports.wordpress.records import plain, slug_of
from articles.models import ImportRun, Origin, Person, Topic

CATEGORY, TAG = "category", "post_tag"
TAXONOMIES = {CATEGORY: CATEGORY, TAG: TAG, "tag": TAG}
# The category of what has none.
NO_CATEGORY = "uncategorized"
BASES = {CATEGORY: "category", TAG: "tag"}


def key_of_author(login: str) -> str:
    """Never an e-mail address, which some blogs have for a login."""
    name, at_sign, _host = login.strip().partition("@")
    key = slugify(name)[:60].strip("-_") or "author"
    return f"{key}-{hashlib.sha256(login.encode()).hexdigest()[:8]}" if at_sign else key


def decide_author(run: ImportRun) -> Decision:
    if run.author_id:
        return Decision(ImportOutcome.SKIPPED, _("Everything is signed by %s.") % run.author)
    return Decision(ImportOutcome.MADE)


def person_of(run: ImportRun, login: str, name: str = "") -> tuple[Person, bool]:
    """Who signs what `login` wrote; True when the row was made for it."""
    if run.author:
        return run.author, False
    key = key_of_author(login) if login.strip() else "editors"
    origin = _origin(run, "author", key)
    if origin.person is None:
        chosen = Person.objects.filter(pk=run.authors.get(key)).first()
        origin.person = chosen or Person.objects.filter(slug=key).first()
        made = origin.person is None
        if origin.person is None:
            origin.person = Person.objects.create(slug=key, name=_name(name, login))
        origin.save()
        return origin.person, made
    return origin.person, False


def _name(name: str, login: str) -> str:
    for words in (name, login.partition("@")[0]):
        if words.strip() and "@" not in words:
            return short(plain(words), 120)
    return _("The editors")


def decide_term(run: ImportRun, ref: TermRef) -> Decision:
    taxonomy = TAXONOMIES.get(ref.taxonomy)
    if taxonomy is None:
        words = _("Terms of the kind “%(kind)s” have no place here.") % {"kind": ref.taxonomy}
        return Decision(ImportOutcome.SKIPPED, words)
    if taxonomy == TAG and not run.with_tags:
        return Decision(ImportOutcome.SKIPPED, _("Tags are left out of this import."))
    if ref.slug == NO_CATEGORY:
        return Decision(ImportOutcome.SKIPPED, _("It is what WordPress calls “no category”."))
    if not (ref.slug or plain(ref.name)):
        return Decision(ImportOutcome.SKIPPED, _("It has no name."))
    return Decision(ImportOutcome.MADE)


def topic_of(
    run: ImportRun, ref: TermRef, *, at: datetime, about: str = "", parent: str = ""
) -> tuple[Topic | None, bool]:
    """The topic of a category or tag, one for both where they have one address."""
    if decide_term(run, ref).outcome == ImportOutcome.SKIPPED:
        return None, False
    kind = TAXONOMIES[ref.taxonomy]
    slug = _slug(ref)
    origin = _origin(run, kind, (ref.slug or slug)[:200])
    if origin.topic is not None:
        return origin.topic, False
    topic, made = Topic.objects.get_or_create(
        slug=slug,
        language=run.language,
        defaults={"name": short(plain(ref.name) or slug, 80), "intro": short(plain(about), 2000)},
    )
    paths = _paths(run, kind, unquote(ref.slug or slug), parent)
    origin.topic, origin.path = topic, paths[-1][:500]
    origin.save()
    for path in paths:
        lead_on(path, topic, at=at)
    return topic, made


def _slug(ref: TermRef) -> str:
    """Of letters that an address may have; a name in another script has none."""
    slug = (slug_of(ref.slug) or slugify(plain(ref.name)))[:80].strip("-_")
    return slug or f"topic-{hashlib.sha256((ref.slug or ref.name).encode()).hexdigest()[:8]}"


def _paths(run: ImportRun, kind: str, slug: str, parent: str) -> list[str]:
    """The addresses that it had in the blog; the last one is WordPress' own."""
    base = f"/{run.site.partition('/')[2]}/{BASES[kind]}".replace("//", "/")
    above = _origin_of(run, kind, parent) if parent else None
    chain = above.path if above and above.path else f"{base}/{unquote(parent)}/"
    return [f"{base}/{slug}/", *([f"{chain}{slug}/"] if parent else [])]


def _origin_of(run: ImportRun, kind: str, key: str) -> Origin | None:
    return Origin.objects.filter(site=run.site, kind=kind, key=key[:200]).first()


def ref_of(term: Term) -> TermRef:
    return TermRef(term.taxonomy, term.slug, term.name)


def bring_author(run: ImportRun, author: Author) -> tuple[Decision, Origin]:
    person, made = person_of(run, author.login, author.name)
    outcome = ImportOutcome.MADE if made else ImportOutcome.UNCHANGED
    words = "" if made else _("Signs as %s, who was here already.") % person
    return Decision(outcome, words), _origin(run, "author", key_of_author(author.login))


def bring_term(run: ImportRun, term: Term, *, at: datetime) -> tuple[Decision, Origin | None]:
    ref = ref_of(term)
    topic, made = topic_of(run, ref, at=at, about=term.about, parent=term.parent)
    if topic is None:
        return decide_term(run, ref), None
    outcome = ImportOutcome.MADE if made else ImportOutcome.UNCHANGED
    origin = Origin.objects.filter(
        site=run.site, kind=TAXONOMIES[ref.taxonomy], topic=topic
    ).first()
    words = "" if made else _("A topic of this address was here already.")
    return Decision(outcome, words), origin


def _origin(run: ImportRun, kind: str, key: str) -> Origin:
    return Origin.objects.select_related("person", "topic").get_or_create(
        site=run.site, kind=kind, key=key
    )[0]
