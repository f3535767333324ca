"""The certificate of a house: what it says, when we saw it, and where anyone can check it."""

from django.utils.translation import gettext as _

from listings.models import Certification, CertifyingBody, House
from listings.presenters.rows import Link, Row, choice
from listings.words import long_date


def certificate_rows(house: House) -> list[Row]:
    """Needs `valid_certificates`. A certificate that ended is not one."""
    certificate = house.certificate
    if certificate is None:
        return [Row(_("Certificate"), _("None at this time"), key="certificate")]
    return [
        Row(_("Certificate"), certificate.label, _issued_by(certificate.body), key="certificate"),
        Row(_("Number"), certificate.number),
        *_level(certificate),
        Row(
            _("Valid"),
            _("Through %(date)s") % {"date": long_date(certificate.expires_on)},
            _("Issued on %(date)s") % {"date": long_date(certificate.issued_on)},
        ),
        Row(_("When we last checked it"), _seen(certificate)),
    ]


def certificate_links(house: House) -> list[Link]:
    certificate = house.certificate
    if certificate is None:
        return []
    body = certificate.body
    links = [
        Link(_("Check it with %(body)s"), body.registry_url),
        Link(_("Code of ethics of %(body)s"), body.code_of_ethics_url),
        Link(_("File a grievance with %(body)s"), body.grievance_url),
    ]
    return [Link(link.label % {"body": body.name}, link.url) for link in links if link.url]


def certificate_sentence(house: House) -> str:
    """In one sentence, for lists that are read out."""
    certificate = house.certificate
    if certificate is None:
        return _("No, not at this time.")
    words = {
        "label": certificate.label,
        "number": certificate.number,
        "date": long_date(certificate.expires_on),
    }
    return _("Yes: %(label)s, number %(number)s, valid through %(date)s.") % words


def _issued_by(body: CertifyingBody) -> str:
    return body.note or ("" if body.name == body.short_name else body.name)


def _level(certificate: Certification) -> list[Row]:
    if not certificate.level:
        return []
    note = _("Levels describe how a house is staffed. They do not rate it.")
    return [Row(_("Level of support"), choice(certificate, "level"), note)]


def _seen(certificate: Certification) -> str | None:
    return long_date(certificate.verified_on) if certificate.verified_on else None
