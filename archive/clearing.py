"""Taking a whole year out again, its papers and files included."""

from itertools import chain

from django.db import transaction

from ceremonies.models import MeetingPaper, Pack, PersonalInvitations, Photo
from documents.models import StoredFile
from pledges.models import Covenant, Scan, SigningTurn


@transaction.atomic
def remove_year(bloc_year):
    """Delete ``bloc_year`` and all that hangs on it; files that nothing else refers to go too."""
    covenants = Covenant.objects.filter(bloc_year=bloc_year).order_by("-version")
    kept_files = _files_of(bloc_year, covenants)
    for covenant in covenants:  # the newest first: each protects the one it supersedes
        covenant.delete()
    for text in bloc_year.texts.order_by("-version"):
        text.delete()
    MeetingPaper.objects.filter(ceremony__bloc_year=bloc_year).delete()
    bloc_year.reports.all().delete()
    bloc_year.documents.update(superseded_by=None)
    bloc_year.documents.all().delete()
    bloc_year.delete()
    for stored in StoredFile.objects.filter(pk__in=kept_files):
        stored.drop_if_unused()


def _files_of(bloc_year, covenants):
    dossiers = bloc_year.dossiers.values_list("package", "index")
    papers = bloc_year.documents.values_list("pdf", "signed_pdf", "word")
    reports = bloc_year.reports.values_list("workbook", flat=True)
    scans = covenants.values_list("scan", "originals__scan")
    arrived = SigningTurn.objects.filter(covenant__bloc_year=bloc_year).values_list("arrived", flat=True)
    photos = Photo.objects.filter(article__ceremony__bloc_year=bloc_year).values_list("file", "small")
    packs = Pack.objects.filter(ceremony__bloc_year=bloc_year).values_list("pdf", "archive")
    invitations = PersonalInvitations.objects.filter(ceremony__bloc_year=bloc_year).values_list("file", flat=True)
    registrations = Scan.objects.filter(registration__membership__bloc_year=bloc_year).values_list("file", flat=True)
    found = [*chain(*dossiers), *chain(*papers), *reports, *chain(*scans), *arrived, *chain(*photos), *registrations]
    found += [*chain(*packs), *invitations]
    return {pk for pk in found if pk}
