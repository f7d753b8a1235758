"""A whole year of a bloc as the data of a bloc file."""

from datetime import date

from archive.marks import restored
from archive.rounds import rounds_as_data
from archive.texts import clauses_as_data, texts_as_data
from blocs.models import BlocYear, Hold, Membership, TargetKind
from documents.description import SignatureGrid
from documents.models import IssuedDocument
from documents.wording import enumerated, place_and_date
from pledges import drafting
from pledges.models import Covenant, HonourLine, Registration

# Parts of the format that have no records of their own yet: kept as the file gave them.
CARRIED = ("criteria", "vote_rules", "quotas", "previous_year", "evaluation")
ROLE_WORDS = {Membership.Role.LEADER: "truong", Membership.Role.DEPUTY: "pho"}


def export(bloc_year: BlocYear) -> dict:
    """The year as data; what was loaded from a file and not changed since reads as in that file."""
    return restored(year_as_data(bloc_year), bloc_year.carried.get("marks", []))


def year_as_data(bloc_year) -> dict:
    """What our own records say, in the shape of a bloc file."""
    bloc = bloc_year.bloc
    members = bloc_year.ordered_memberships
    covenant = Covenant.objects.of(bloc_year).current().first()
    ceremony = getattr(bloc_year, "ceremony", None)
    day = _day_of_names(bloc_year, covenant, ceremony)
    return _filled(
        slug=f"{bloc.slug}-{bloc_year.year}",
        kind=bloc.kind,
        name=bloc.name,
        label=bloc.label,
        description=bloc.description,
        organiser=bloc.organiser.name_on(day).full_name,
        scope=bloc.scope,
        year=bloc_year.year,
        **_leaders(bloc_year),
        members=[_member(m, bloc, day) for m in members],
        theme={"text": bloc_year.theme} if bloc_year.theme else None,
        contents=[{"order": goal.order, "text": goal.text} for goal in bloc_year.goals.all()],
        targets=[{"code": t.code, **_promise(t)} for t in bloc_year.common_targets.all()],
        **{key: bloc_year.carried[key] for key in CARRIED if key in bloc_year.carried},
        deadlines={deadline.step: deadline.due.isoformat() for deadline in bloc_year.deadlines.all()},
        extensions=[_extension(m, e) for m in members for e in m.extensions.all()],
        holds=[
            hold_as_data(hold)
            for hold in Hold.objects.filter(membership__bloc_year=bloc_year).select_related("membership__unit")
        ],
        registrations=_registrations(bloc_year, covenant, day),
        documents=_documents(bloc_year),
        texts=texts_as_data(bloc_year),
        ceremony=_ceremony(ceremony) if ceremony else None,
        covenant=_covenant(covenant, members) if covenant else None,
    )


def _filled(**values):
    """Without what says nothing. A carried null stays: it was said."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {}) or key in CARRIED}


def _iso(day):
    return day.isoformat() if day else None


def _hour(time):
    return f"{time:%H:%M}" if time else None


def _day_of_names(bloc_year, covenant, ceremony):
    from_covenant = covenant.dated if covenant else None
    from_ceremony = ceremony.held_on if ceremony else None
    return from_covenant or from_ceremony or date(bloc_year.year, 1, 1)


def _leaders(bloc_year):
    found = {}
    for role in (Membership.Role.LEADER, Membership.Role.DEPUTY):
        if membership := bloc_year.holder_of(role):
            found |= {role.value: membership.unit.slug, f"{role.value}_title": membership.role_label}
    return found


def _member(membership, bloc, day):
    name = membership.unit.name_on(day)
    word = ROLE_WORDS.get(membership.role)
    return _filled(
        order=membership.order,
        code=membership.unit.slug,
        name=name.full_name,
        abbreviation=name.abbreviation,
        parent_body=name.parent_body,
        type=membership.unit.kind,
        province=membership.unit.province,
        role=f"{bloc.kind}_{word}" if word else "thanh_vien",
        signatory=_filled(
            name=membership.signatory,
            title=membership.signatory_post,
            authority=membership.signatory_authority,
            rank=membership.signatory_rank,
        ),
    )


def _promise(target):
    value = target.value
    if value is not None:
        value = int(value) if value == int(value) else float(value)
        value = bool(value) if target.kind == TargetKind.YES_NO else value
    return _filled(
        text=target.text, kind=target.kind, operator=target.operator, value=value, unit=target.unit_of_measure
    )


def _extension(membership, extension):
    return {
        "member": membership.unit.slug,
        "step": extension.step,
        "due": extension.due.isoformat(),
        "reason": extension.reason,
    }


def hold_as_data(hold):
    return _filled(
        member=hold.membership.unit.slug,
        reason=hold.reason,
        **{"from": _iso(hold.starts_on), "to": _iso(hold.ends_on)},
    )


def _registrations(bloc_year, covenant, day):
    frozen = covenant is not None and covenant.status in (Covenant.Status.FROZEN, Covenant.Status.SIGNED)
    found = Registration.objects.of(bloc_year).with_lines().order_by("membership__order", "membership__pk")
    return [_registration(registration, frozen, day) for registration in found]


def _status(registration, frozen):
    match registration.status:
        case Registration.Status.DRAFT:
            return "du_thao"
        case Registration.Status.SUBMITTED:
            return "gui_cham" if registration.is_late else "da_gui"
        case Registration.Status.RETURNED:
            return "de_nghi_bo_sung"
    return "da_chot" if frozen else "da_tiep_nhan"


def _registration(registration, frozen, day):
    # What may lie as a draft beside a registration on paper is not what the unit registers.
    content = {} if registration.is_on_paper else _content(registration)
    number, dated = registration.doc_number, registration.doc_date
    if registration.is_on_paper:
        number, dated = registration.paper_number, registration.paper_dated
    return _filled(
        member=registration.membership.unit.slug,
        unit=registration.membership.name_on(day),
        status=_status(registration, frozen),
        doc_number=number,
        doc_date=_iso(dated),
        paper_received_on=_iso(registration.paper_received_on),
        **content,
    )


def _content(registration):
    honours = registration.honours.all()
    return _filled(
        headcount=registration.headcount,
        women=registration.women,
        collective=[_honour(h, scope=h.scope) for h in honours if h.scope != HonourLine.Scope.PERSON],
        individual=[_honour(h) for h in honours if h.scope == HonourLine.Scope.PERSON],
        initiatives=[
            _filled(
                author=i.author,
                title=i.title,
                for_title=i.for_honour.code if i.for_honour else None,
                carried_from=i.carried_from,
            )
            for i in registration.initiatives.all()
        ],
        targets=[
            _filled(code=t.common.code if t.common else None, **_promise(t), carried_from=t.carried_from)
            for t in registration.targets.all()
        ],
        movements=[
            _filled(
                name=m.name,
                aim=m.aim,
                starts_on=_iso(m.starts_on),
                ends_on=_iso(m.ends_on),
                carried_from=m.carried_from,
            )
            for m in registration.movements.all()
        ],
        proposal=registration.proposal,
        return_reason=registration.return_reason,
    )


def _honour(line, **more):
    said = {"count": line.count, "names": line.name_list, "posts": line.post_list, "carried_from": line.carried_from}
    return _filled(title=line.honour.code, **more, **said)


def _documents(bloc_year):
    papers = bloc_year.documents.exclude(kind=IssuedDocument.Kind.COVENANT).order_by("pk")
    return [_filled(type=p.kind, number=p.symbol, date=_iso(p.dated), title=p.title) for p in papers]


def _ceremony(ceremony):
    article = getattr(ceremony, "article", None)
    return _filled(
        type=ceremony.kind,
        name=ceremony.name,
        date=_iso(ceremony.held_on),
        session=ceremony.session,
        begins=_hour(ceremony.begins_at),
        ends_by=_hour(ceremony.ends_by),
        place=ceremony.place,
        host=ceremony.host.slug if ceremony.host else None,
        guests=[_guest(delegate) for delegate in ceremony.delegates.filter(membership=None)],
        chair=_filled(name=ceremony.chair, title=ceremony.chair_post),
        adopted=[adoption.title for adoption in ceremony.adoptions.all()],
        basis=ceremony.basis,
        closes_year=ceremony.closes_year,
        opens_year=ceremony.opens_year,
        agenda=[
            _filled(
                order=item.order,
                start=_hour(item.starts_at),
                fixed=bool(item.fixed_at) or None,
                minutes=item.minutes,
                item=item.text,
                speaker=item.speaker,
                paper=item.paper,
            )
            for item in ceremony.agenda.all()
        ],
        press=_filled(title=article.title, author=article.author, source=article.source, text=article.body)
        if article
        else None,
    )


def _guest(delegate):
    """That somebody is sent is said by naming whom."""
    return _filled(
        name=delegate.name,
        honorific=delegate.honorific,
        title=delegate.post,
        organisation=delegate.organisation,
        role=delegate.role,
        group="" if delegate.group == delegate.Group.GUEST else delegate.group,
        answer="" if delegate.substitute else delegate.answer,
        substitute=_filled(name=delegate.substitute, title=delegate.substitute_post),
    )


def _covenant(covenant, members):
    year = covenant.bloc_year.year
    bases = enumerated(basis.text for basis in covenant.bases.select_related("basis"))
    return _filled(
        title=covenant.title,
        subtitle=covenant.subtitle,
        place=covenant.place,
        date=_iso(covenant.dated),
        date_text=place_and_date(covenant.place, covenant.dated, year) if covenant.dated else None,
        legal_basis=[{"text": text} for text in bases],
        signature_grid=_grid([m.unit.slug for m in members]),
        witness=_filled(organisation=covenant.witness_organisation, name=covenant.witness, title=covenant.witness_post),
        copies=covenant.copies,
        **_rewritten(covenant),
        rounds=rounds_as_data(covenant),
    )


def _rewritten(covenant):
    """What is no longer as the program drafts it from what the year says."""
    bloc_year, clauses = covenant.bloc_year, clauses_as_data(covenant.clauses.all())
    drafted = {
        "opening": drafting.opening(bloc_year),
        "closing": drafting.CLOSING,
        "clauses": clauses_as_data(drafting.draft_clauses(bloc_year)),
    }
    written = {"opening": covenant.opening, "closing": covenant.closing, "clauses": clauses}
    return {key: value for key, value in written.items() if value != drafted[key]}


def _grid(codes):
    grid = SignatureGrid("", tuple(codes))  # its rows take whatever stands in the cells
    return {"top_row": list(grid.top), "columns": grid.columns, "rows": [list(row) for row in grid.rows]}
