"""The frame of every page inside a bloc's year: its sections and its other years."""

from dataclasses import dataclass

from django.urls import reverse

from blocs import rules
from blocs.commitments import covenant_stands

SECTIONS = [
    ("overview", "Tổng quan", "desk:year_board"),
    ("members", "Thành viên", "blocs:member_list"),
    ("registrations", "Đăng ký", "pledges:registration_list"),
    ("consolidation", "Tổng hợp", "pledges:consolidation_detail"),
    ("covenant", "Giao ước", "pledges:covenant_detail"),
    ("texts", "Quy chế, kế hoạch", "pledges:text_list"),
    ("ceremony", "Lễ ký kết", "ceremonies:ceremony_detail"),
    ("documents", "Văn bản", "documents:document_list"),
]


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    current: bool = False


def year_frame(request, bloc_year, current, here="", years=None):
    """Context of a page inside ``bloc_year``: ``current`` is the key of its section, ``here`` a page below it.

    ``years``, if they are known already, are those of the same bloc that the user may see, newest first.
    """
    if years is None:
        visible = type(bloc_year).objects.visible_to(request.user).filter(bloc=bloc_year.bloc)
        years = visible.select_related("bloc").order_by("-year")
    return {
        "crumbs": _crumbs(bloc_year, current, here),
        "bloc_year": bloc_year,
        "sample_data": bloc_year.is_sample,
        "nav_items": tuple(
            NavItem(label, bloc_year.url(name), key == current)
            for key, label, name in SECTIONS
            if key != "consolidation" or _reads_consolidation(request.user, bloc_year)
        ),
        "year_choices": tuple(
            NavItem(f"Năm {year.year}", year.get_absolute_url(), year.pk == bloc_year.pk) for year in years
        ),
    }


def _crumbs(bloc_year, current, here):
    """Các khối, cụm › the year › its section › the page; the template leaves the last one without a link."""
    label, name = next((label, name) for key, label, name in SECTIONS if key == current)
    trail = [
        NavItem("Các khối, cụm", reverse("blocs:bloc_list")),
        NavItem(str(bloc_year), bloc_year.get_absolute_url()),
    ]
    if current != "overview":
        trail.append(NavItem(label, bloc_year.url(name)))
    return [*trail, NavItem(here, "")] if here else trail


def _reads_consolidation(user, bloc_year):
    """The office and the organiser always, the members once the covenant stands; no link leads to a refusal."""
    if rules.may_manage_year(user, bloc_year):
        return True
    return rules.takes_part(user, bloc_year) and covenant_stands(bloc_year)
