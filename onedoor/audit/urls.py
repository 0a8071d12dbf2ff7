"""Addresses of the audit pages."""

from django.urls import path

from onedoor.audit import views

app_name = "audit"
urlpatterns = [path("audit/", views.log, name="log")]
