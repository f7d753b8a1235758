"""The pages of the day on the days before, below the year's ceremony: same names, same arguments."""

from django.urls import path

from ceremonies.views import rehearsal

MARKED, TAKEN_BACK = {"stands": True}, {"stands": False}

urlpatterns = [
    path("tap-duot/", rehearsal.host_page, name="rehearsal_host_page"),
    path("tap-duot/don-tiep/", rehearsal.arrival_list, name="rehearsal_arrival_list"),
    path("tap-duot/man-chieu/", rehearsal.screen_show, name="rehearsal_screen_show"),
    path("tap-duot/xoa/", rehearsal.rehearsal_forget, name="rehearsal_forget"),
    path("tap-duot/muc/<int:item>/", rehearsal.mark, MARKED, name="rehearsal_item_begin"),
    path("tap-duot/muc/<int:item>/bo/", rehearsal.mark, TAKEN_BACK, name="rehearsal_item_take_back"),
    path("tap-duot/don-tiep/<int:delegate>/co-mat/", rehearsal.mark, MARKED, name="rehearsal_arrival_mark"),
    path("tap-duot/don-tiep/<int:delegate>/bo/", rehearsal.mark, TAKEN_BACK, name="rehearsal_arrival_undo"),
    path("tap-duot/ky-ket/<slug:unit>/", rehearsal.mark, MARKED, name="rehearsal_signature_mark"),
    path("tap-duot/ky-ket/<slug:unit>/bo/", rehearsal.mark, TAKEN_BACK, name="rehearsal_signature_undo"),
]
