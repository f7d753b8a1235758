"""The article: written by the leader's office, read by the public once published."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blocs import clock
from blocs.confirmation import ask
from blocs.editing import edit_of
from blocs.models import BlocYear
from blocs.navigation import year_frame
from blocs.workflow import Conflict
from blocs.writing import form_page
from ceremonies import questions, rules
from ceremonies.article import draft_article
from ceremonies.forms import ArticleForm, PhotoForm
from ceremonies.models import Article, Ceremony, Photo
from ceremonies.views.plan import ceremony_or_404
from documents.downloads import file_response
from documents.models import StoredFile


def _run_or_refused(request, bloc, year):
    ceremony = ceremony_or_404(request, bloc, year)
    if not rules.may_run_ceremony(request.user, ceremony):
        raise PermissionDenied
    return ceremony


def _article_or_404(ceremony):
    return get_object_or_404(Article, ceremony=ceremony)


@require_POST
@transaction.atomic
def article_start(request, bloc, year):
    ceremony = _run_or_refused(request, bloc, year)
    if Article.objects.filter(ceremony=ceremony).exists():
        raise Conflict("Buổi lễ này đã có bài viết.", "Mở bài viết để sửa.")
    draft_article(ceremony)
    messages.success(request, "Đã soạn bài viết nháp từ số liệu; Anh/chị sửa lại trước khi đăng.")
    return redirect("ceremonies:article_edit", bloc, year)


@form_page
def article_edit(request, bloc, year):
    ceremony = _run_or_refused(request, bloc, year)
    article = _article_or_404(ceremony)
    edit = edit_of(request, {"Bài viết": ArticleForm(instance=article)})
    form = ArticleForm(edit.data, instance=article)
    if edit.is_to_save(form):
        form.save()
        messages.success(request, "Đã lưu bài viết.")
        return redirect("ceremonies:article_edit", bloc, year)
    shown = {"ceremony": ceremony, "article": article, "form": form, "photos": article.photos.all()}
    context = shown | {"why_not": _why_not_published(article)} | edit.context
    frame = year_frame(request, ceremony.bloc_year, "ceremony")
    return render(request, "ceremonies/article_edit.html", frame | context, status=edit.status)


@form_page
def article_publish(request, bloc, year):
    ceremony = _run_or_refused(request, bloc, year)
    article = _article_or_404(ceremony)
    if why_not := _why_not_published(article):
        raise Conflict(*why_not)
    if request.method != "POST":
        return ask(request, year_frame(request, ceremony.bloc_year, "ceremony", "Đăng bài"), questions.publish(article))
    article.published_at, article.published_by = clock.now(), request.user
    article.save(update_fields=["published_at", "published_by"])
    messages.success(request, "Đã đăng bài viết; ai có địa chỉ đều đọc được.")
    return redirect(article)


def _why_not_published(article):
    """Why the article cannot be published now, and what to do first; () when it can."""
    if article.published_at:
        return "Bài viết đã đăng.", ""
    if article.ceremony.status != Ceremony.Status.HELD:
        return "Buổi lễ chưa bế mạc nên chưa đăng bài được.", "Bế mạc buổi lễ, xem lại bài, rồi đăng."
    if not article.body.strip():
        return "Bài viết chưa có nội dung.", "Viết nội dung, lưu, rồi đăng."
    return ()


@require_POST
@transaction.atomic
def article_withdraw(request, bloc, year):
    article = _article_or_404(_run_or_refused(request, bloc, year))
    if not article.published_at:
        raise Conflict("Bài viết chưa đăng.")
    article.published_at = article.published_by = None
    article.save(update_fields=["published_at", "published_by"])
    messages.success(request, "Đã gỡ bài viết khỏi trang công khai.")
    return redirect("ceremonies:article_edit", bloc, year)


@require_http_methods(["GET", "HEAD", "POST"])
def photo_add(request, bloc, year):
    """No ``form_page``: what is sent is judged, and the antivirus asked, before anybody is kept from writing."""
    ceremony = _run_or_refused(request, bloc, year)
    _article_or_404(ceremony)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        _keep_photo(request, bloc, year, form)
        messages.success(request, "Đã thêm ảnh.")
        return redirect("ceremonies:article_edit", bloc, year)
    frame = year_frame(request, ceremony.bloc_year, "ceremony")
    return render(request, "ceremonies/photo_add.html", frame | {"ceremony": ceremony, "form": form})


@transaction.atomic
def _keep_photo(request, bloc, year, form):
    article = _article_or_404(_run_or_refused(request, bloc, year))  # as it stands now: judging may have taken long
    photo = form.save(commit=False)
    photo.article, photo.order = article, article.photos.count() + 1
    photo.file = StoredFile.keep(form.cleaned_data["picture"], "image/jpeg")
    photo.save()


@require_POST
@transaction.atomic
def photo_remove(request, bloc, year, photo):
    article = _article_or_404(_run_or_refused(request, bloc, year))
    get_object_or_404(article.photos, pk=photo).delete()
    messages.success(request, "Đã bỏ ảnh.")
    return redirect("ceremonies:article_edit", bloc, year)


def _public_or_404(request, year, slug):
    """A published article; one not yet published only for those who may run its ceremony."""
    article = get_object_or_404(
        Article.objects.select_related("ceremony__bloc_year__bloc"), slug=slug, ceremony__bloc_year__year=year
    )
    if not article.published_at and not rules.may_run_ceremony(request.user, article.ceremony):
        raise Http404
    return article


@login_not_required
@require_safe
def article_public(request, year, slug):
    article = _public_or_404(request, year, slug)
    return render(
        request,
        "ceremonies/article_public.html",
        {
            "article": article,
            "photos": article.photos.all(),
            "may_run": rules.may_run_ceremony(request.user, article.ceremony),
            "knows_year": BlocYear.objects.visible_to(request.user).filter(pk=article.ceremony.bloc_year_id).exists(),
            "foot": _foot(article),
            "sample_data": article.ceremony.bloc_year.is_sample,
            "paragraphs": [p.strip() for p in article.body.split("\n\n") if p.strip()],
        },
    )


def _foot(article):
    """Author, source and day, as far as they are known."""
    source = f"Nguồn: {article.source}" if article.source else ""
    day = f"{clock.local_day(article.published_at):%d/%m/%Y}" if article.published_at else ""
    return " · ".join(filter(None, [article.author, source, day]))


@login_not_required
@require_safe
def article_photo(request, year, slug, photo):
    photo = get_object_or_404(
        Photo.objects.select_related("file"), pk=photo, article=_public_or_404(request, year, slug)
    )
    return file_response(photo.file.read(), f"anh-{photo.order}.jpg", "image/jpeg")
