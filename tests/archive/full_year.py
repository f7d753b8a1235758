"""A year in which every kind of record that an archive carries stands at least once, and the system without it."""

import io
import shutil
import zipfile
from datetime import date, time

import pikepdf
from django.conf import settings

from accounts.models import User
from archive.clearing import remove_year
from archive.kiem_tra import MANIFEST
from archive.packing import Package
from blocs import clock
from blocs.models import Bloc, BlocYear, LegalBasis, Officer, Unit, UnitName, UnitSuccession
from ceremonies.models import Ceremony, ItemStart
from documents.downloads import PDF, WORKBOOK
from documents.models import IssuedDocument, SignedRevision, StoredFile
from pledges.models import AdoptedReport, BlocText, Covenant, Original, OriginalMark, Registration
from tests.scenes import Signing, issue

SECRET = "Chưa gửi cho ai"


def a_pdf(pages=1, about=""):
    made, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    made.docinfo["/Title"] = about
    made.save(out, static_id=True)
    return out.getvalue()


def full_year(cast):
    """As ``Signing``, its files real ones, and what it lacks."""
    Signing(cast)
    year = BlocYear.objects.get(pk=cast.year.pk)
    for place, stored in enumerate(StoredFile.objects.filter(content_type=PDF).order_by("pk"), start=1):
        fresh = StoredFile.keep(a_pdf(place, stored.sha256), PDF)
        facts = {"sha256": fresh.sha256, "size": fresh.size, "file": str(fresh.file)}
        fresh.delete()
        StoredFile.objects.filter(pk=stored.pk).update(**facts)
    _sign_and_report(year)
    _write(year)
    _hold_ceremony(cast, year)
    _keep_drafts(cast)
    return BlocYear.objects.get(pk=year.pk)


def _sign_and_report(year):
    covenant = Covenant.objects.get()
    covenant.bases.create(order=90, basis=LegalBasis.objects.first() or LegalBasis.objects.create(citation="Luật"))
    document = IssuedDocument.objects.get(pk=covenant.document_id)
    document.title, document.symbol, document.number = 'Giao ước: "Đoàn kết/kỷ cương"?', "", None
    document.signed_pdf = StoredFile.keep(a_pdf(3, "signed"), PDF)
    document.save()
    facts = {"sha256": document.signed_pdf.sha256, "size": document.signed_pdf.size, "signer": "Hoàng Ngọc Ân"}
    SignedRevision.objects.create(
        document=document, field="ky-ttbnv", state="valid", organisation="Thanh tra Bộ Nội vụ", **facts
    )
    pledge = covenant.pledges.get(membership__unit__slug="ttbnv")
    OriginalMark.objects.create(original=Original.objects.get(number=1), pledge=pledge, stamped=True)
    report = issue(year, "BC", "RRRR-PPPP-2222")
    facts = {"pdf": StoredFile.keep(a_pdf(4, "report"), PDF), "snapshot": {"units": []}}
    IssuedDocument.objects.filter(pk=report.pk).update(**facts)
    IssuedDocument.objects.filter(code="ABCD-EFGH-JKMN").update(superseded_by=report)
    AdoptedReport.objects.create(
        bloc_year=year,
        number=1,
        document=report,
        workbook=StoredFile.keep(b"PK bang tinh", WORKBOOK),
        settled={"ttbnv": 1},
    )


def _write(year):
    text = BlocText.objects.get()
    text.criteria.create(content="Hoàn thành kế hoạch", code="TC01", max_points="12.50")
    BlocText.objects.create(bloc_year=year, kind=text.kind, version=2, supersedes=text, subject=text.subject)
    registration = Registration.objects.get()
    registration.remarks.create(revision=registration.revisions.get(), section="chi-tieu", text=SECRET)
    registration.movements.create(name="Phong trào", starts_on=date(2027, 3, 1))
    registration.record("submitted", by=None, revision=registration.revisions.get())
    registration.record("started", by=None)


def _hold_ceremony(cast, year):
    ceremony = Ceremony.objects.get()
    Ceremony.objects.update(host=cast.units["ttbtp"], began=time(9), chair="Nguyễn Hồng Diện")
    ceremony.delegates.create(name="Lê Thị Thủy", post="Vụ trưởng", role="chung_kien", attended=True)
    member = cast.memberships["ttbnv"]
    ceremony.delegates.create(name="Hoàng Ngọc Ân", membership=member, order=2, attended=False)
    ItemStart.objects.create(item=ceremony.agenda.first(), began_at=clock.now())
    ceremony.adoptions.create(title="Báo cáo tổng hợp", in_favour=6, against=1)


def _keep_drafts(cast):
    """What nobody but the unit itself may read."""
    draft = Registration.objects.begin(cast.memberships["ttbtc"], by=cast["neighbour_clerk"])
    draft.targets.create(text=SECRET, order=9)
    own = Registration.objects.get(membership__unit__slug="ttbnv")
    own.working_copies.create(
        section="chi-tieu", typed={"x": [SECRET]}, kept_at=clock.now(), kept_by=cast["member_clerk"]
    )
    own.scans.filter(revision=None).delete()
    own.scans.create(file=StoredFile.keep(a_pdf(1, SECRET), PDF), uploaded_at=clock.now())


def empty_system():
    """As after ``migrate``: no bloc, no unit, no person, no file."""
    for year in BlocYear.objects.all():
        remove_year(year)
    for model in (Bloc, Officer, UnitSuccession, UnitName, Unit, User, StoredFile):
        model.objects.all().delete()
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def rewritten(content, changes, *, listed=True):
    """The ZIP with other files: name → bytes, None takes one out; ``listed`` in a manifest made anew."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    files |= changes
    out = io.BytesIO()
    package = Package(out)
    manifest = files.pop(MANIFEST)
    for name, held in files.items():
        if held is not None:
            package.add(name, [held], len(held))
    if listed:
        package.close()
    else:
        package.add(MANIFEST, [manifest], len(manifest))
        package.zip.close()
    return out.getvalue()
