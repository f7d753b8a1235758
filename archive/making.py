"""The archive of a year made beside the pages, by the queue's task."""

import tempfile
from collections.abc import Iterable
from typing import IO

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django_tasks import task

from archive import dossier, rules
from archive.models import Dossier
from blocs import clock
from blocs.models import BlocYear
from blocs.open_years import lock_year, whom_to_ask, why_not_open
from blocs.workflow import Conflict
from documents.downloads import PDF, ZIP
from documents.models import StoredFile

LARGEST = 2 * 1024**3 - 1  # what a StoredFile can say of its size
FEW = 100  # parts that are noted one by one


def ask_for(bloc_year: BlocYear, *, by) -> Dossier:
    """Put it into the queue; whoever calls holds the year. Raises Conflict."""
    if bloc_year.status == BlocYear.Status.PREPARING:
        raise Conflict(why_not_open(bloc_year), whom_to_ask(bloc_year))
    unfinished = list(Dossier.objects.filter(bloc_year=bloc_year, made_at=None))
    if any(one.is_under_way for one in unfinished):
        raise Conflict("Hồ sơ của năm đang được lập.", "Anh/chị chờ lập xong rồi tải về.")
    for one in unfinished:
        one.delete()
    asked = Dossier.objects.create(bloc_year=bloc_year, asked_by=by)
    make_dossier.enqueue(asked.pk)
    return asked


@task
def make_dossier(dossier_id: int) -> None:
    """One that was made meanwhile or given up is left alone."""
    asked = Dossier.objects.select_related("bloc_year__bloc", "asked_by").filter(pk=dossier_id, failure="").first()
    if asked is None or asked.made_at:
        return
    with asked.failing_in_words("Người yêu cầu không còn quyền lập hồ sơ của năm này."):
        if asked.has_stopped:
            raise Conflict("Chương trình nhận việc quá muộn.", "Anh/chị lập lại.")
        if asked.asked_by is None or not rules.may_make_dossier(asked.asked_by, asked.bloc_year):
            raise PermissionDenied
        with tempfile.TemporaryFile(dir=settings.DATA_DIR) as file:
            _keep(asked, file, dossier.make(asked.bloc_year, file, lambda done, parts: _note(asked, done, parts)))


def _note(asked, done, parts):
    if parts <= FEW or done % 10 == 0:
        asked.note(done, parts=parts)


def _keep(asked: Dossier, file: IO[bytes], made: dossier.Made):
    """Its bytes first, while nobody waits for the year; then all is said at once."""
    if file.tell() > LARGEST:
        raise Conflict("Hồ sơ lớn hơn 2 GB nên không tải về từ trang này được.", "Anh/chị nhờ quản trị hệ thống lập.")
    package, index = StoredFile.keep_file(file, ZIP), StoredFile.keep(made.index, PDF)
    with transaction.atomic():
        lock_year(pk=asked.bloc_year_id)
        waiting = Dossier.objects.filter(pk=asked.pk, failure="").first()
        if waiting is None or waiting.has_stopped:
            _drop([package, index])
            return
        facts = {"manifest_sha256": made.manifest_sha256, "files": made.files, "made_at": clock.now()}
        Dossier.objects.filter(pk=asked.pk).update(package=package, index=index, **facts)
        older = Dossier.objects.filter(bloc_year=asked.bloc_year_id).exclude(pk=asked.pk)
        given_way = list(StoredFile.objects.filter(pk__in=older.values("package")))
        older.update(package=None)
        _drop(given_way)


def _drop(files: Iterable[StoredFile]):
    for stored in files:
        stored.drop_if_unused()
