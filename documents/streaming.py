"""How much of what somebody sends is kept while it still arrives."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.urls import Resolver404, resolve

from documents.uploads import MEGABYTE, MOST_BYTES

# A little more than any file may have: what is cut off here is refused by its size, never read.
MOST_KEPT = MOST_BYTES + MEGABYTE
# Beyond this nobody meant a scan; the request is not read to its end.
MOST_SENT = 200 * MEGABYTE
# Where somebody signed in may send more than a scan.
ROOM = {"archive:dossier_check": MOST_SENT}


class LimitedUpload(TemporaryFileUploadHandler):
    """Keeps at most ``MOST_KEPT`` bytes of one request, or where there is ``ROOM`` so many, on disk, of all its files
    together, and nothing in memory.

    ``size`` of the file is what was sent, kept or not: the form can say how much too large it is, and gives back what
    was typed beside it. A file of which bytes are missing has an ``is_cut`` that says so.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > MOST_SENT:
            raise RequestDataTooBig(f"{content_length} bytes were announced.")
        self.room = self._room()

    def _room(self):
        try:
            name = resolve(self.request.path_info).view_name
        except Resolver404:
            return MOST_KEPT
        return ROOM[name] if name in ROOM and self.request.user.is_authenticated else MOST_KEPT

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.file.is_cut = False

    def receive_data_chunk(self, raw_data, start):
        kept = raw_data[: self.room]
        self.room -= len(kept)
        self.file.is_cut = self.file.is_cut or len(kept) < len(raw_data)
        self.file.write(kept)
