"""What is too large is told by its size and never kept: not on disk, not in memory."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from documents import streaming, uploads

MEGABYTE = 1024 * 1024


def large(megabytes, name="ban-ky.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.7" + b"\0" * (megabytes * MEGABYTE - 8), "application/pdf")


def kept_of(**files):
    """(size as told, bytes on disk) of each file of one request."""
    request = RequestFactory().post("/", files)
    found = [(file.size, Path(file.temporary_file_path()).stat().st_size) for file in request.FILES.values()]
    request.close()
    return found


def test_a_file_within_the_limit_is_whole():
    assert kept_of(scan=large(24)) == [(24 * MEGABYTE, 24 * MEGABYTE)]


def test_of_a_large_file_only_the_first_bytes_are_kept():
    assert kept_of(scan=large(31)) == [(31 * MEGABYTE, streaming.MOST_KEPT)]


def test_the_limit_is_one_for_all_files_of_a_request():
    first, second, third = kept_of(a=large(20), b=large(10), c=large(3))
    assert (first, second, third) == (
        (20 * MEGABYTE, 20 * MEGABYTE),
        (10 * MEGABYTE, 6 * MEGABYTE),
        (3 * MEGABYTE, 0),
    )


def test_a_file_that_was_cut_is_never_judged():
    request = RequestFactory().post("/", {"a": large(20), "b": large(10)})
    with pytest.raises(uploads.ValidationError, match="Các tệp gửi cùng lúc nặng hơn 25 MB"):
        uploads.received(request.FILES["b"])
    request.close()
