from django.shortcuts import get_object_or_404

from blocs.models import BlocYear


def year_or_404(request, bloc, year):
    """The year of these two address parts, with all that its rules ask: organiser, members, names, deadlines."""
    visible = BlocYear.objects.visible_to(request.user).with_members()
    visible = visible.prefetch_related("memberships__extensions", "deadlines")
    return get_object_or_404(visible, bloc__slug=bloc, year=year)
