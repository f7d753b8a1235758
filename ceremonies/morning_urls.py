"""The pages of the day itself, below the year's ceremony."""

from django.urls import path

from ceremonies.views import arrivals, host, screen

urlpatterns = [
    path("don-tiep/", arrivals.arrival_list, name="arrival_list"),
    path("don-tiep/khach/", arrivals.arrival_add, name="arrival_add"),
    path("don-tiep/<int:delegate>/co-mat/", arrivals.arrival_mark, name="arrival_mark"),
    path("don-tiep/<int:delegate>/bo/", arrivals.arrival_undo, name="arrival_undo"),
    path("nguoi-dan/", host.host_page, name="host_page"),
    path("nguoi-dan/muc/<int:item>/", host.item_begin, name="item_begin"),
    path("nguoi-dan/muc/<int:item>/bo/", host.item_take_back, name="item_take_back"),
    path("nguoi-dan/ky-ket/<slug:unit>/", host.signature_mark, name="signature_mark"),
    path("nguoi-dan/ky-ket/<slug:unit>/bo/", host.signature_undo, name="signature_undo"),
    path("man-chieu/", screen.screen_show, name="screen_show"),
    path("man-chieu/giu.js", screen.screen_keeper, name="screen_keeper"),
]
