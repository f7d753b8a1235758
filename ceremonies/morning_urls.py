"""The pages of the day itself, below the year's ceremony."""

from django.urls import path

from ceremonies.views import arrivals

urlpatterns = [
    path("don-tiep/", arrivals.arrival_list, name="arrival_list"),
    path("don-tiep/khach/", arrivals.arrival_add, name="arrival_add"),
    path("don-tiep/<int:delegate>/co-mat/", arrivals.arrival_mark, name="arrival_mark"),
    path("don-tiep/<int:delegate>/bo/", arrivals.arrival_undo, name="arrival_undo"),
]
