from django.urls import path

from documents import views

app_name = "documents"

urlpatterns = [
    path("xac-minh/<str:code>/", views.verify, name="verify"),
]
