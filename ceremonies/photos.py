"""Photos of the article: re-encoded, so that neither location data nor anything else hides in them; in two sizes."""

from dataclasses import dataclass

from ceremonies.models.article import SMALL
from documents import pictures, uploads
from documents.models import StoredFile

MOST_BYTES = 10 * uploads.MEGABYTE
LARGE = 1600  # px, the longest side
JPEG = "image/jpeg"
PLACES = {"up": -1, "down": 1}


@dataclass(frozen=True)
class Renditions:
    """JPEG bytes, upright and without metadata; ``small`` is empty for a picture that is small already."""

    large: bytes
    small: bytes
    width: int
    height: int


def renditions(upload) -> Renditions:
    """Raises ValidationError with a sentence for the form when it is not a picture we take."""
    content = uploads.received(upload, MOST_BYTES, "Anh/chị chọn ảnh nhỏ hơn.")
    picture = pictures.upright(content, LARGE)
    width, height = picture.size
    large, small = pictures.jpeg(picture), b""
    if max(width, height) > SMALL:
        picture.thumbnail((SMALL, SMALL))
        small = pictures.jpeg(picture)
    return Renditions(large, small, width, height)


def add(article, photo, made: Renditions) -> None:
    """Keep ``photo``, which has its words, as the last of ``article``."""
    last = article.photos.last()
    photo.article, photo.order = article, last.order + 1 if last else 1
    photo.width, photo.height = made.width, made.height
    photo.file = StoredFile.keep(made.large, JPEG)
    photo.small = StoredFile.keep(made.small, JPEG) if made.small else None
    photo.save()


def remove(photo) -> None:
    """With its files, unless another photo is the same."""
    files = [file for file in (photo.file, photo.small) if file]
    photo.delete()
    for file in files:
        file.drop_if_unused()


def move(photo, direction: str) -> None:
    """One place up or down, as far as there is one; all are numbered from 1."""
    photos = list(photo.article.photos.all())
    here = photos.index(photo)
    there = min(max(here + PLACES.get(direction, 0), 0), len(photos) - 1)
    photos.insert(there, photos.pop(here))
    for order, each in enumerate(photos, start=1):
        each.order = order
    type(photo).objects.bulk_update(photos, ["order"])
