"""The records of one year as plain data: each kind a list of rows, in which they name each other by their places.

Not the bloc file, which tells a year in its own words, but the records themselves, so that nothing is lost of those
that travel. ``CARRIED`` says which do, ``LEFT`` why the others do not: all that hangs on a year stands in one of them.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from django.db.models import JSONField, Model, Q

from blocs.models import (
    BlocYear,
    CommonTarget,
    Deadline,
    Extension,
    Goal,
    Hold,
    Honour,
    LegalBasis,
    Membership,
    Unit,
)
from blocs.workflow import Conflict
from ceremonies import models as ceremonies
from documents.models import IssuedDocument, SignedRevision, StoredFile
from pledges import models as pledges

FORMAT = 1
HANDED_IN = ~Q(registration__status="draft")
NOT_OF_THE_DRAFT = HANDED_IN & ~Q(revision=None, kind__in=pledges.RegistrationEvent.OF_THE_DRAFT)
OF_MEMBER, OF_REGISTRATION = "membership__bloc_year", "registration__membership__bloc_year"
OF_COVENANT, OF_CEREMONY = "covenant__bloc_year", "ceremony__bloc_year"

# Kind → the way to its year, and which of them: what the leader's office and the organiser both read. In an order in
# which each comes after those that it names.
CARRIED: dict[type[Model], tuple[str, Q]] = {
    BlocYear: ("pk", Q()),
    Membership: ("bloc_year", Q()),
    Goal: ("bloc_year", Q()),
    CommonTarget: ("bloc_year", Q()),
    Deadline: ("bloc_year", Q()),
    Extension: (OF_MEMBER, Q()),
    Hold: (OF_MEMBER, Q()),
    pledges.Registration: (OF_MEMBER, ~Q(status="draft")),
    pledges.Revision: (OF_REGISTRATION, HANDED_IN),
    pledges.RegistrationEvent: (OF_REGISTRATION, NOT_OF_THE_DRAFT),
    pledges.HonourLine: (OF_REGISTRATION, HANDED_IN),
    pledges.Target: (OF_REGISTRATION, HANDED_IN),
    pledges.Initiative: (OF_REGISTRATION, HANDED_IN),
    pledges.Movement: (OF_REGISTRATION, HANDED_IN),
    pledges.Remark: (OF_REGISTRATION, HANDED_IN & Q(sent_at__isnull=False)),
    pledges.Scan: (OF_REGISTRATION, HANDED_IN & Q(revision__isnull=False)),
    IssuedDocument: ("bloc_year", Q()),
    SignedRevision: ("document__bloc_year", Q()),
    pledges.SigningChoice: ("bloc_year", Q()),
    pledges.Covenant: ("bloc_year", Q()),
    pledges.CitedBasis: (OF_COVENANT, Q()),
    pledges.Clause: (OF_COVENANT, Q()),
    pledges.ConsultationRound: (OF_COVENANT, Q()),
    pledges.Opinion: ("round__covenant__bloc_year", Q()),
    pledges.Pledge: (OF_COVENANT, Q()),
    pledges.Substitution: ("pledge__covenant__bloc_year", Q()),
    pledges.Original: (OF_COVENANT, Q()),
    pledges.OriginalMark: ("original__covenant__bloc_year", Q()),
    pledges.BlocText: ("bloc_year", Q()),
    pledges.TextClause: ("owner__bloc_year", Q()),
    pledges.Criterion: ("owner__bloc_year", Q()),
    pledges.AdoptedReport: ("bloc_year", Q()),
    ceremonies.Ceremony: ("bloc_year", Q()),
    ceremonies.AgendaItem: (OF_CEREMONY, Q()),
    ceremonies.ItemStart: ("item__ceremony__bloc_year", Q()),
    ceremonies.Delegate: (OF_CEREMONY, Q()),
    ceremonies.Adoption: (OF_CEREMONY, Q()),
    ceremonies.MeetingPaper: (OF_CEREMONY, Q()),
    ceremonies.MeetingClause: ("owner__ceremony__bloc_year", Q()),
    ceremonies.Article: (OF_CEREMONY, Q()),
    ceremonies.Photo: ("article__ceremony__bloc_year", Q()),
}
# By label: nothing here looks at them.
LEFT = {
    "archive.Dossier": "the archive is not in the archive",
    "ceremonies.Pack": "made again from what travels",
    "ceremonies.PackMaking": "work under way",
    "ceremonies.GuestImport": "only serves to take the rows off again",
    "ceremonies.PersonalInvitations": "printed again from what travels",
    "pledges.WorkingCopy": "what somebody was typing",
    "pledges.FilledWorkbook": "a workbook on its way in",
    "pledges.PreparedDecision": "what a receiver only means to do",
    "pledges.Printing": "work under way",
    "pledges.SigningTurn": "work under way",
    "pledges.Reminder": "letters with the addresses of people",
}
# A loaded year sends no letters by itself; when a row was last saved is nothing it says; what opens a personal link.
LEFT_FIELDS = {
    BlocYear: {"bloc", "mails_reminders"},
    pledges.Registration: {"updated_at"},
    ceremonies.Delegate: {"link_salt"},
}
# What belongs to no year is named by what it is known by everywhere.
KNOWN_BY = {Unit: "slug", Honour: "code", LegalBasis: "citation", StoredFile: "sha256"}


def fields_of(model) -> list:
    """Those that travel: not the key, and no accounts, since people are not in the file."""
    left = LEFT_FIELDS.get(model, ())
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key
        and field.name not in left
        and (not field.is_relation or field.related_model in CARRIED or field.related_model in KNOWN_BY)
    ]


def year_as_records(bloc_year: BlocYear) -> dict:
    """Raises Conflict while the antivirus has not decided on one of its files."""
    found = {model: _found(bloc_year, model) for model in CARRIED}
    names = _names(found)
    rows = {}
    for model, records in found.items():
        # Of a file that had a virus nothing is left: no row that is nothing without it.
        whole = [record for record in records if _has_its_files(record, names)]
        names[model] = {record.pk: place for place, record in enumerate(whole, start=1)}
        rows[model._meta.label] = [_row(record, names) for record in whole]
    _forget_drafts(bloc_year, rows["blocs.BlocYear"][0]["carried"])
    bloc = bloc_year.bloc
    return {
        "format": FORMAT,
        "bloc": {name: getattr(bloc, name) for name in ("slug", "kind", "name", "label", "description", "scope")}
        | {"organiser": bloc.organiser.slug},
        "units": _units(bloc_year, names[Unit].values()),
        "files": _files(names[StoredFile].values()),
        "rows": rows,
    }


def _found(bloc_year, model):
    way, which = CARRIED[model]
    return list(model._default_manager.filter(which, **{way: bloc_year.pk}).order_by("pk"))


def _names(found) -> dict:
    """What belongs to no year: kind → key → what it is known by."""
    used: dict[type[Model], set] = {model: set() for model in KNOWN_BY}
    for model, records in found.items():
        for field in fields_of(model):
            if field.related_model in KNOWN_BY:
                used[field.related_model] |= {getattr(record, field.attname) for record in records} - {None}
    files = StoredFile.objects.filter(pk__in=used[StoredFile])
    if files.held().exists():
        raise Conflict("Có tệp của năm còn chờ kiểm tra vi-rút.", "Anh/chị lập hồ sơ khi kiểm tra xong.")
    known = {model: model._default_manager.filter(pk__in=keys) for model, keys in used.items() if model != StoredFile}
    known[StoredFile] = files.filter(held_since=None)
    return {model: dict(of_it.values_list("pk", KNOWN_BY[model])) for model, of_it in known.items()}


def _has_its_files(record, names):
    needed = [f for f in fields_of(type(record)) if f.related_model is StoredFile and not f.null]
    return all(getattr(record, field.attname) in names[StoredFile] for field in needed)


def _row(record, names):
    return {field.name: _value(record, field, names) for field in fields_of(type(record))}


def _value(record, field, names):
    value = getattr(record, field.attname)
    if field.is_relation:
        return names[field.related_model].get(value)
    if isinstance(field, JSONField):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _forget_drafts(bloc_year, carried):
    """What a bloc file said about registrations that nobody has handed in."""
    drafts = set(
        pledges.Registration.objects.of(bloc_year)
        .filter(status="draft")
        .values_list("membership__unit__slug", flat=True)
    )
    if "marks" in carried:
        about = [mark for mark in carried["marks"] if mark["at"][0] == "registrations" and len(mark["at"]) > 1]
        carried["marks"] = [m for m in carried["marks"] if m not in about or m["at"][1] not in drafts]


def _files(hashes):
    """Where in the dossier each is, is for who packs it to say."""
    kept = StoredFile.objects.filter(sha256__in=hashes).order_by("sha256")
    return {stored.sha256: {"type": stored.content_type} for stored in kept}


def _units(bloc_year, slugs):
    wanted = {*slugs, bloc_year.bloc.organiser.slug}
    return [
        {
            "slug": unit.slug,
            "kind": unit.kind,
            "province": unit.province,
            "names": [
                {
                    "full_name": name.full_name,
                    "short_name": name.short_name,
                    "abbreviation": name.abbreviation,
                    "parent_body": name.parent_body,
                    "valid_from": name.valid_from and name.valid_from.isoformat(),
                }
                for name in sorted(unit.names.all(), key=lambda name: (name.valid_from is not None, name.valid_from))
            ],
        }
        for unit in Unit.objects.filter(slug__in=wanted).with_names().order_by("slug")
    ]
