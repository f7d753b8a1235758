"""The article: drafted from the records, edited by the leader's office, published and withdrawn by its head."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from blocs.confirmation import ask
from blocs.editing import edit_of
from blocs.navigation import year_frame
from blocs.workflow import Conflict
from blocs.writing import form_page
from ceremonies import publishing, questions, rules
from ceremonies.article import draft_article
from ceremonies.forms import ArticleForm
from ceremonies.models import Article
from ceremonies.views.access import ceremony_or_404, run_or_refused


def article_to_change(request, bloc, year):
    """The article, if the user runs its ceremony (else 403) and it is in their hands now (else 409)."""
    article = get_object_or_404(Article, ceremony=run_or_refused(request, bloc, year))
    publishing.check_change(request.user, article)
    return article


def _article_to_publish(request, bloc, year):
    ceremony = ceremony_or_404(request, bloc, year)
    if not rules.may_publish_article(request.user, ceremony):
        raise PermissionDenied(publishing.who_publishes(ceremony.bloc_year))
    return get_object_or_404(Article, ceremony=ceremony)


@require_POST
@transaction.atomic
def article_start(request, bloc, year):
    ceremony = run_or_refused(request, bloc, year)
    if Article.objects.filter(ceremony=ceremony).exists():
        raise Conflict("Buổi lễ này đã có bài viết.", "Mở bài viết để sửa.")
    if ceremony.status == ceremony.Status.CANCELLED:
        raise Conflict("Buổi lễ đã hủy nên không có bài viết.")
    draft_article(ceremony)
    messages.success(request, "Đã soạn bài viết nháp từ số liệu; Anh/chị sửa lại trước khi đăng.")
    return redirect("ceremonies:article_edit", bloc, year)


@form_page
def article_edit(request, bloc, year):
    article = article_to_change(request, bloc, year)
    edit = edit_of(request, {"Bài viết": ArticleForm(instance=article)})
    form = ArticleForm(edit.data, instance=article)
    if edit.is_to_save(form):
        form.save()
        publishing.changed(article, by=request.user)
        messages.success(request, "Đã lưu bài viết.")
        return redirect("ceremonies:article_edit", bloc, year)
    shown = {"ceremony": article.ceremony, "article": article, "form": form, "photos": article.photos.all()}
    context = shown | publishing.standing(article, request.user) | edit.context
    frame = year_frame(request, article.ceremony.bloc_year, "ceremony", "Bài viết")
    return render(request, "ceremonies/article_edit.html", frame | context, status=edit.status)


@form_page
def article_publish(request, bloc, year):
    article = _article_to_publish(request, bloc, year)
    if request.method != "POST":
        publishing.check_publish(article)
        frame = year_frame(request, article.ceremony.bloc_year, "ceremony", "Đăng bài")
        return ask(request, frame, questions.publish(article))
    publishing.publish(article, by=request.user)
    messages.success(request, "Đã đăng bài viết; ai có địa chỉ đều đọc được.")
    return redirect(article)


@require_POST
@transaction.atomic
def article_withdraw(request, bloc, year):
    publishing.withdraw(_article_to_publish(request, bloc, year), by=request.user)
    messages.success(request, "Đã gỡ bài viết khỏi trang công khai.")
    return redirect("ceremonies:article_edit", bloc, year)
