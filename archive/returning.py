"""A year from its records: everything that ``archive.records`` carried, or nothing."""

from datetime import date

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError, transaction

from archive.loading import bloc_of
from archive.reading import Refused
from archive.records import CARRIED, FORMAT, KNOWN_BY, fields_of
from archive.units import bear
from blocs.models import Bloc, BlocYear, LegalBasis, Unit
from documents.models import IssuedDocument, StoredFile
from pledges.models import CitedBasis

MODELS = {model._meta.label: model for model in CARRIED}
NEWER = "hồ sơ do một phiên bản mới hơn của chương trình lập; nâng cấp chương trình rồi nạp lại"


def enter(data: dict, files: dict[str, StoredFile]) -> BlocYear:
    """Store what ``records.year_as_records`` gave; ``files`` by their SHA-256. Raises Refused, nothing stored."""
    try:
        with transaction.atomic():
            return _entered(data, files)
    except (KeyError, TypeError, ValueError, AttributeError, ObjectDoesNotExist, ValidationError) as wrong:
        raise Refused(f"Dữ liệu của hồ sơ không đúng dạng ({type(wrong).__name__}: {_said(wrong)}).") from None
    except (IntegrityError, DataError) as clash:
        raise Refused(f"Dữ liệu của hồ sơ không khớp với dữ liệu đang có ({_said(clash)}).") from None


def _said(wrong):
    return " ".join(str(wrong).split())[:200]


def _entered(data, files):
    if data["format"] != FORMAT or not data["rows"].keys() <= MODELS.keys():
        raise Refused(f"{NEWER.capitalize()}.")
    [year_row] = data["rows"]["blocs.BlocYear"]
    year = year_row["year"]
    _enter_units(data["units"], date(year, 12, 31))
    bloc = _bloc(data["bloc"], year)
    _refuse_known_codes(data["rows"])
    known = {m: dict(m._default_manager.values_list(name, "pk")) for m, name in KNOWN_BY.items() if m != StoredFile}
    known[StoredFile] = {sha256: stored.pk for sha256, stored in files.items()}
    for model in CARRIED:
        _enter(model, data["rows"].get(model._meta.label, []), known, {"bloc": bloc} if model is BlocYear else {})
    return BlocYear.objects.get(bloc=bloc, year=year)


def _enter_units(units, day):
    """New ones with all their names; one that is known keeps its own, and bears that of the year in the year."""
    for told in units:
        unit, is_new = Unit.objects.get_or_create(
            slug=told["slug"], defaults={"kind": told["kind"], "province": told["province"]}
        )
        for name in told["names"]:
            starts = name["valid_from"] and date.fromisoformat(name["valid_from"])
            words = {key: name[key] for key in ("full_name", "short_name", "abbreviation", "parent_body")}
            if is_new:
                unit.names.create(valid_from=starts, **words)
            elif starts is None or starts <= day:
                borne = words
        if not is_new and unit.name_on(day).full_name != borne["full_name"]:
            bear(unit, borne, day)


def _bloc(told, year) -> Bloc:
    organiser = Unit.objects.get(slug=told["organiser"])
    bloc = bloc_of(told | {"organiser": organiser})
    if bloc.years.filter(year=year).exists():
        raise Refused(f"Năm {year} của {bloc} đã có; hồ sơ chỉ nạp được vào hệ thống chưa có năm này.")
    return bloc


def _refuse_known_codes(rows):
    codes = [row["code"] for row in rows.get("documents.IssuedDocument", []) if row["code"]]
    if taken := IssuedDocument.objects.filter(code__in=codes).values_list("code", flat=True):
        raise Refused(f"Mã xác minh {taken[0]} đã có trong hệ thống: văn bản của hồ sơ này đã được nạp.")


def _enter(model, rows, known, more):
    """Add the rows of one kind; those that name others of the same kind do so once all are there."""
    fields = {field.name: field for field in fields_of(model)}
    records, later = [], []
    for row in rows:
        if not row.keys() <= fields.keys():
            raise Refused(f"{model._meta.label}: {NEWER}.")
        row = _in_its_own_words(row, known[LegalBasis]) if model is CitedBasis else row
        values = dict(more)
        for name, told in row.items():
            field = fields[name]
            if field.related_model is model:
                later += [(len(records), field, told)] if told else []
            elif field.is_relation:
                values[field.attname] = told and known[field.related_model][told]
            else:
                values[name] = field.to_python(told)
        records.append(_checked(model(**values), fields.values()))
    model._default_manager.bulk_create(records, batch_size=500)
    known[model] = {place: record.pk for place, record in enumerate(records, start=1)}
    for place, field, told in later:
        model._default_manager.filter(pk=records[place].pk).update(**{field.attname: known[model][told]})


def _in_its_own_words(row, catalogue):
    """An act that the catalogue here does not have is cited as a bloc's own text is."""
    unknown = row.get("basis") and row["basis"] not in catalogue
    return row | {"basis": None, "own_text": row["basis"]} if unknown else row


def _checked(record, fields):
    for field in fields:
        value = getattr(record, field.attname)
        if not field.is_relation and value not in field.empty_values:
            field.clean(value, record)
            if isinstance(value, str) and "\x00" in value:
                raise ValueError(f"{field.name}: NUL")
    return record
