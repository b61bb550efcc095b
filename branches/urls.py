from django.urls import path

from . import converters  # noqa: F401  registers <code:…>
from .views import accounts, audit, login, roles, second_factor, session, settings

app_name = "branches"
urlpatterns = [
    path("dang-nhap/", login.Login.as_view(), name="login"),
    path("dang-nhap/ma/", login.LoginCode.as_view(), name="login_code"),
    path("dang-nhap/lai/", session.login_again, name="login_again"),
    path("dang-xuat/", login.Logout.as_view(), name="logout"),
    path("phien/", session.session_state, name="session_state"),
    path("phien/tiep/", session.session_kept, name="session_kept"),
    path("phien/bieu-mau/", login.typed_again, name="typed_again"),
    path("doi-mat-khau/", login.PasswordChange.as_view(), name="password_change"),
    path("xac-thuc-hai-buoc/", second_factor.second_factor, name="second_factor"),
    path("xac-thuc-hai-buoc/cai-dat/", second_factor.second_factor_setup, name="second_factor_setup"),
    path("ngon-ngu/", login.language_set, name="language_set"),
    path("nhat-ky/", audit.audit_list, name="audit_list"),
    path("nhat-ky/xuat/", audit.audit_export, name="audit_export"),
    path("cai-dat/", settings.settings_edit, name="settings_edit"),
    # tai-khoan/
    path("tai-khoan/", accounts.account_list, name="account_list"),
    path("tai-khoan/xuat/", accounts.account_export, name="account_export"),
    path("tai-khoan/moi/", accounts.account_create, name="account_create"),
    path("tai-khoan/goi-y/", accounts.account_suggestions, name="account_suggestions"),
    path("tai-khoan/to-chuc/", accounts.branch_suggestions, name="branch_suggestions"),
    path("tai-khoan/<int:pk>/", accounts.account_detail, name="account_detail"),
    path("tai-khoan/<int:pk>/ho-ten/", accounts.account_rename, name="account_rename"),
    path("tai-khoan/<int:pk>/dong/", accounts.account_close, name="account_close"),
    path("tai-khoan/<int:pk>/mo-lai/", accounts.account_reopen, name="account_reopen"),
    path("tai-khoan/<int:pk>/mat-khau/", accounts.account_reset, name="account_reset"),
    path("tai-khoan/<int:pk>/mo-khoa/", accounts.account_unlock, name="account_unlock"),
    path("tai-khoan/<int:pk>/go-xac-thuc/", accounts.account_reset_second_factor, name="account_reset_second_factor"),
    path("tai-khoan/<int:pk>/vai-tro/", roles.access_grant, name="access_grant"),
    path("vai-tro/<int:pk>/ket-thuc/", roles.access_end, name="access_end"),
    path("vai-tro/<int:pk>/ban-giao/", roles.access_hand_over, name="access_hand_over"),
    # to-chuc/ — before the pages of branches, whose codes may hold a slash
    path("to-chuc/<code:code>/quyen/", roles.branch_readers, name="branch_readers"),
]
