from django.urls import include, path

urlpatterns = [
    path("", include("branches.urls")),
    path("", include("recruitment.urls")),
    path("", include("reports.landing")),
    path("", include("reports.urls")),
]
