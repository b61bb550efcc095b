from django.urls import path, register_converter
from django.urls.converters import StringConverter

from branches import converters  # noqa: F401  registers <code:…>

from .views import branch, copying, issuing, ledger, look, month_reports, names_annex, papers


class PeriodText(StringConverter):
    """Anything that looks like a period; the view says what is wrong with one that is none."""

    regex = "[0-9]+-[0-9a-z-]+"


class FileFormat(StringConverter):
    regex = "pdf|docx|xlsx|json"


register_converter(PeriodText, "period")
register_converter(FileFormat, "format")

app_name = "reports"
urlpatterns = [
    path("cai-dat/van-ban/", look.look_edit, name="look_edit"),
    path("cai-dat/van-ban/mau.pdf", look.look_sample, name="look_sample"),
    path("phieu-thang/in/", papers.monthly_sheet_paper, name="monthly_sheet_paper"),
    path("giup-do/in/", papers.sponsor_sheet_paper, name="sponsor_sheet_paper"),
    path("bao-cao/", ledger.report_list, name="report_list"),
    # /bao-cao/<pk>/…
    path("bao-cao/<int:pk>/", ledger.report_detail, name="report_detail"),
    path("bao-cao/<int:pk>/so-sanh/", ledger.report_compared, name="report_compared"),
    path("bao-cao/<int:pk>/bao-cao.<format:form>", ledger.report_file, name="report_file"),
    path("bao-cao/<int:pk>/tra-lai/", issuing.report_send_back, name="report_send_back"),
    path("bao-cao/<int:pk>/ky/", issuing.report_sign, name="report_sign"),
    path("bao-cao/<int:pk>/ban-hanh-lai/", issuing.report_issue_anew, name="report_issue_anew"),
    path("bao-cao/<int:pk>/bo/", issuing.report_discard, name="report_discard"),
    # /to-chuc/…: for the slashes in codes, the longest addresses come first.
    path("to-chuc/<code:code>/<period:period>/bao-cao.<format:form>", branch.report_download, name="report_download"),
    path("to-chuc/<code:code>/<period:period>/bao-cao-thang/", month_reports.month_reports, name="month_reports"),
    path("to-chuc/<code:code>/<period:period>/lap-bao-cao/", issuing.report_start, name="report_start"),
    path("to-chuc/<code:code>/<period:period>/cong-khai.<format:form>", branch.public_download, name="public_download"),
    path("to-chuc/<code:code>/<period:period>/sao-chep/", copying.branch_words, name="branch_words"),
    path("to-chuc/<code:code>/<period:period>/phu-luc/", names_annex.names_annex, name="names_annex"),
    path("to-chuc/<code:code>/<period:period>/", branch.branch_detail, name="branch_detail"),
    path("to-chuc/<code:code>/", branch.branch_detail, name="branch_detail"),
    path("bao-cao-thang/<int:pk>/mo-lai/", month_reports.month_reopen, name="month_reopen"),
    path("bao-cao-thang/<int:pk>/rut-lai/", month_reports.month_withdraw, name="month_withdraw"),
    path("viec-can-lam/bieu/", papers.due_paper, name="due_paper"),
]
