from django.urls import path, register_converter
from django.urls.converters import StringConverter

from branches import converters  # noqa: F401  registers <code:…>

from .views import branch, look, names_annex, papers


class PeriodText(StringConverter):
    """Anything that looks like a period; the view says what is wrong with one that is none."""

    regex = "[0-9]+-[0-9a-z-]+"


class FileFormat(StringConverter):
    regex = "pdf|xlsx|json"


register_converter(PeriodText, "period")
register_converter(FileFormat, "format")

app_name = "reports"
urlpatterns = [
    path("cai-dat/van-ban/", look.look_edit, name="look_edit"),
    path("cai-dat/van-ban/mau.pdf", look.look_sample, name="look_sample"),
    path("phieu-thang/in/", papers.monthly_sheet_paper, name="monthly_sheet_paper"),
    path("giup-do/in/", papers.sponsor_sheet_paper, name="sponsor_sheet_paper"),
    # /to-chuc/…: for the slashes in codes, the longest addresses come first.
    path("to-chuc/<code:code>/<period:period>/bao-cao.<format:form>", branch.report_download, name="report_download"),
    path("to-chuc/<code:code>/<period:period>/cong-khai.<format:form>", branch.public_download, name="public_download"),
    path("to-chuc/<code:code>/<period:period>/phu-luc/", names_annex.names_annex, name="names_annex"),
    path("to-chuc/<code:code>/<period:period>/", branch.branch_detail, name="branch_detail"),
    path("to-chuc/<code:code>/", branch.branch_detail, name="branch_detail"),
    path("viec-can-lam/bieu/", papers.due_paper, name="due_paper"),
]
