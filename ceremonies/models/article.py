"""The news article about the ceremony."""

from django.db import models
from django.urls import reverse

from accounts.fields import by_whom
from blocs.constraints import at_least_one, dated_when_named
from ceremonies.models.ceremony import Ceremony
from documents.models import StoredFile


class ArticleQuerySet(models.QuerySet):
    def public(self):
        return self.exclude(published_at=None)


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

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "bài viết"
        verbose_name_plural = "bài viết"
        constraints = [dated_when_named("published")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("ceremonies:article_public", args=[self.ceremony.bloc_year.year, self.slug])


class Photo(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="photos")
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField("chú thích", max_length=300)
    alt = models.CharField("mô tả ảnh cho người không xem được", max_length=300)

    class Meta:
        verbose_name = "ảnh"
        verbose_name_plural = "ảnh"
        ordering = ["order", "pk"]
        constraints = at_least_one("order")

    def __str__(self):
        return self.caption
