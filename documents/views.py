from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from documents.models import IssuedDocument


@require_safe
@login_not_required
def verify(request, code):
    document = get_object_or_404(IssuedDocument, code=code)
    return render(request, "documents/verify.html", {"document": document})
