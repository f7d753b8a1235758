"""The news article about the ceremony."""

from django.db import models
from django.urls import reverse
from django.utils.text import Truncator

from accounts.fields import by_whom
from blocs import clock
from blocs.constraints import at_least_one, dated_when_named
from ceremonies.models.ceremony import Ceremony
from documents.models import StoredFile

SMALL = 800  # px, the longest side of a photo for phones


class ArticleQuerySet(models.QuerySet):
    def public(self):
        return self.exclude(published_at=None)

    def of_bloc(self, bloc):
        """The newest first."""
        return self.filter(ceremony__bloc_year__bloc=bloc).order_by("-published_at", "-pk")

    def with_bloc(self):
        return self.select_related("ceremony__bloc_year__bloc", "ceremony__host")


class Article(models.Model):
    """The news article about the ceremony; the public sees it from its publication.

    It is about the public page, not the year's record: written, published and withdrawn in a closed year too.
    """

    ceremony = models.OneToOneField(Ceremony, on_delete=models.CASCADE, related_name="article")
    slug = models.SlugField("địa chỉ", max_length=120, unique=True)
    title = models.CharField("tiêu đề", max_length=300)
    body = models.TextField("nội dung", max_length=20000, blank=True)
    author = models.CharField("tác giả", max_length=100, blank=True)
    source = models.CharField("nguồn", max_length=150, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = by_whom()
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_by = by_whom()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "bài viết"
        verbose_name_plural = "bài viết"
        constraints = [dated_when_named("published"), dated_when_named("changed")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("ceremonies:article_public", args=self.url_args)

    @property
    def url_args(self):
        """Of its public addresses."""
        return [self.ceremony.bloc_year.year, self.slug]

    @property
    def paragraphs(self):
        return [paragraph.strip() for paragraph in self.body.split("\n\n") if paragraph.strip()]

    @property
    def foot(self):
        """Author, source and day, as far as they are known."""
        source = f"Nguồn: {self.source}" if self.source else ""
        day = f"{clock.local_day(self.published_at):%d/%m/%Y}" if self.published_at else ""
        return " · ".join(filter(None, [self.author, source, day]))

    @property
    def lead(self):
        """How it begins, for lists and for whoever links to it."""
        return Truncator(" ".join(" ".join(self.paragraphs[:1]).split())).chars(200)


class Photo(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="photos")
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    # For phones. None of a picture that is small itself, nor, like width and height, of one kept before there were two.
    small = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    width = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    caption = models.CharField("chú thích", max_length=300)
    alt = models.CharField("mô tả ảnh cho người không xem được", max_length=300)

    class Meta:
        verbose_name = "ảnh"
        verbose_name_plural = "ảnh"
        ordering = ["order", "pk"]
        constraints = at_least_one("order")

    def __str__(self):
        return self.caption

    def get_absolute_url(self):
        return reverse("ceremonies:article_photo", args=[*self.article.url_args, self.pk])

    @property
    def small_url(self):
        return reverse("ceremonies:article_photo_small", args=[*self.article.url_args, self.pk])

    @property
    def small_width(self):
        return round(self.width * SMALL / max(self.width, self.height))
