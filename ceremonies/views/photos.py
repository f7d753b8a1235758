"""The article's photos: added, told, put in order and taken out by whoever may change the article."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from blocs.editing import edit_of
from blocs.navigation import year_frame
from blocs.writing import form_page
from ceremonies import photos, publishing
from ceremonies.forms import PhotoForm, PhotoWordsForm
from ceremonies.views.article import article_to_change


@require_http_methods(["GET", "HEAD", "POST"])
def photo_add(request, bloc, year):
    """No ``form_page``: what is sent is judged, and the antivirus asked, before anybody is kept from writing."""
    article = article_to_change(request, bloc, year)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        _keep_photo(request, bloc, year, form)
        messages.success(request, "Đã thêm ảnh.")
        return _back(article)
    return _page(request, article, "ceremonies/photo_add.html", "Thêm ảnh", form=form)


@transaction.atomic
def _keep_photo(request, bloc, year, form):
    article = article_to_change(request, bloc, year)  # as it stands now: judging may have taken long
    photos.add(article, form.save(commit=False), form.cleaned_data["picture"])
    publishing.changed(article, by=request.user)


@form_page
def photo_edit(request, bloc, year, photo):
    article = article_to_change(request, bloc, year)
    photo = get_object_or_404(article.photos, pk=photo)
    edit = edit_of(request, {"Ảnh": PhotoWordsForm(instance=photo)})
    form = PhotoWordsForm(edit.data, instance=photo)
    if edit.is_to_save(form):
        form.save()
        publishing.changed(article, by=request.user)
        messages.success(request, "Đã lưu chú thích, mô tả ảnh.")
        return _back(article)
    shown = {"form": form, "photo": photo, "status": edit.status, **edit.context}
    return _page(request, article, "ceremonies/photo_edit.html", "Chú thích, mô tả ảnh", **shown)


@require_POST
@transaction.atomic
def photo_move(request, bloc, year, photo):
    article = article_to_change(request, bloc, year)
    photos.move(get_object_or_404(article.photos, pk=photo), request.POST.get("direction", ""))
    publishing.changed(article, by=request.user)
    return _back(article)


@require_POST
@transaction.atomic
def photo_remove(request, bloc, year, photo):
    article = article_to_change(request, bloc, year)
    photos.remove(get_object_or_404(article.photos.select_related("file", "small"), pk=photo))
    publishing.changed(article, by=request.user)
    messages.success(request, "Đã bỏ ảnh.")
    return _back(article)


def _back(article):
    """To the photos of the article's page."""
    return redirect(f"{article.ceremony.bloc_year.url('ceremonies:article_edit')}#anh")


def _page(request, article, template, here, status=200, **context):
    frame = year_frame(request, article.ceremony.bloc_year, "ceremony", here)
    return render(request, template, frame | {"article": article, **context}, status=status)
