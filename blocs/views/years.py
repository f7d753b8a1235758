from django.shortcuts import get_object_or_404

from blocs.models import BlocYear


def year_or_404(request, bloc, year):
    """The year of these two parts of the address, with members, names and deadlines fetched."""
    visible = BlocYear.objects.visible_to(request.user).with_members()
    visible = visible.prefetch_related("memberships__extensions", "deadlines")
    return get_object_or_404(visible, bloc__slug=bloc, year=year)
