"""A whole year of a bloc from a file: all of it, or nothing."""

from django.db import transaction

from archive.checking import problems_across
from archive.clearing import remove_year
from archive.events import enter_ceremony, enter_covenant, enter_documents
from archive.exporting import CARRIED, year_as_data
from archive.handed_in import amount, day_or_none, enter_registrations
from archive.marks import difference
from archive.reading import Refused
from archive.schema import shape_problems
from archive.texts import enter_texts
from archive.units import enrol, organiser_of
from blocs import clock
from blocs.models import Bloc, BlocYear, CommonTarget, Deadline, Extension, Goal, Hold, Honour, Step
from pledges.models import Pledge


def load(data: dict, *, replace=False, is_sample=False) -> BlocYear:
    """Check ``data`` (as ``archive.reading`` gives it) and store it. Raises Refused, nothing stored."""
    honours = {honour.code: honour for honour in Honour.objects.all()}
    if problems := shape_problems(data) or problems_across(data, honours):
        raise Refused(*problems)
    return store(data, replace=replace, is_sample=is_sample)


@transaction.atomic
def store(data: dict, *, replace=False, is_sample=False) -> BlocYear:
    """Store what has been checked."""
    slug = data["slug"].removesuffix(f"-{data['year']}")
    bloc = bloc_of(data | {"slug": slug, "organiser": organiser_of(data)})
    _make_room(bloc, int(data["year"]), replace)
    ready = bool(data.get("leader")) and len(data["members"]) > 1
    bloc_year = BlocYear.objects.create(
        bloc=bloc,
        year=int(data["year"]),
        status=BlocYear.Status.OPEN if ready else BlocYear.Status.PREPARING,
        opened_at=clock.now() if ready else None,
        theme=(data.get("theme") or {}).get("text", ""),
        is_sample=is_sample,
    )
    members = enrol(bloc_year, data)
    _set_year(bloc_year, data, members)
    bloc_year = BlocYear.objects.with_members().get(pk=bloc_year.pk)
    honours = {honour.code: honour for honour in Honour.objects.all()}
    enter_registrations(bloc_year, data, members, honours)
    enter_ceremony(bloc_year, data, members)
    enter_documents(bloc_year, data)
    enter_texts(bloc_year, data)
    enter_covenant(bloc_year, data, members)
    bloc_year.carried = {key: data[key] for key in CARRIED if key in data}
    bloc_year.carried["marks"] = difference(year_as_data(bloc_year), data)
    bloc_year.save()
    return bloc_year


def bloc_of(data: dict) -> Bloc:
    """The bloc at the address ``data["slug"]``, made where there is none; ``data["organiser"]`` is its unit."""
    slug = data["slug"]
    identity = {
        "organiser": data["organiser"],
        "scope": data.get("scope") or "",
        "label": data.get("label") or "",
        "name": data["name"],
    }
    bloc = Bloc.objects.filter(slug=slug).first()
    if bloc is None:
        if other := Bloc.objects.filter(**identity).first():
            raise Refused(f"slug: khối này đã có ở địa chỉ “{other.slug}”, tệp ghi “{slug}”.")
        return Bloc.objects.create(slug=slug, kind=data["kind"], description=data.get("description") or "", **identity)
    for field in ("kind", "organiser", "scope", "label"):
        given = identity.get(field, data["kind"])
        if getattr(bloc, field) != given:
            raise Refused(f"{field}: khối “{slug}” đã có với “{getattr(bloc, field)}”, tệp ghi “{given}”.")
    return bloc


def _make_room(bloc, year, replace):
    known = bloc.years.filter(year=year).first()
    if known is None:
        return
    if not replace:
        raise Refused(f"Năm {year} của {bloc} đã có; thêm --replace nếu muốn xóa và nạp lại từ tệp.")
    if not known.is_sample and Pledge.objects.filter(covenant__bloc_year=known, status=Pledge.Status.SIGNED).exists():
        raise Refused(f"Năm {year} của {bloc} đã có đơn vị ký giao ước nên không thay thế được.")
    remove_year(known)


def _set_year(bloc_year, data, members):
    Goal.objects.bulk_create(
        Goal(bloc_year=bloc_year, order=int(goal["order"]), text=goal["text"]) for goal in data.get("contents") or []
    )
    CommonTarget.objects.bulk_create(
        CommonTarget(
            bloc_year=bloc_year,
            code=target["code"],
            order=order,
            text=target["text"],
            kind=target["kind"],
            operator=target.get("operator") or "",
            value=amount(target.get("value")),
            unit_of_measure=target.get("unit") or "",
        )
        for order, target in enumerate(data.get("targets") or [], start=1)
    )
    Deadline.objects.bulk_create(
        Deadline(bloc_year=bloc_year, step=step, due=day_or_none(due))
        for step, due in (data.get("deadlines") or {}).items()
        if step in Step.values and due
    )
    Extension.objects.bulk_create(
        Extension(
            membership=members[extension["member"]],
            step=extension["step"],
            due=day_or_none(extension["due"]),
            reason=extension["reason"],
        )
        for extension in data.get("extensions") or []
    )
    Hold.objects.bulk_create(
        Hold(
            membership=members[hold["member"]],
            reason=hold["reason"],
            starts_on=day_or_none(hold.get("from")),
            ends_on=day_or_none(hold.get("to")),
        )
        for hold in data.get("holds") or []
    )
