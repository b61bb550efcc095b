"""The page at "/". It belongs to no app's names: whoever logs in is sent to ``home``."""

from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_safe

from branches.access import home_of


@require_safe
def home(request):
    """To the page of the own branch; who has none is told whom to ask."""
    branch = home_of(request.user)
    if branch is None:
        return render(request, "reports/no_branch.html")
    return redirect("reports:branch_detail", branch.code)


urlpatterns = [path("", home, name="home")]
