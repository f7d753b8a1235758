from pledges import chasing_urls, covenant_urls, registration_urls, text_urls

app_name = "pledges"

urlpatterns = [
    *registration_urls.urlpatterns,
    *covenant_urls.urlpatterns,
    *chasing_urls.urlpatterns,
    *text_urls.urlpatterns,
]
