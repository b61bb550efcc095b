from django.urls import path

from .views import absences, days_off, deadlines, dossiers, due, editing, grids, limits, people, steps, suggestions

app_name = "recruitment"
urlpatterns = [
    # /quan-chung/…
    path("quan-chung/", people.person_list, name="person_list"),
    path("quan-chung/theo-buoc/", people.person_board, name="person_board"),
    path("quan-chung/xuat/", people.person_export, name="person_export"),
    path("quan-chung/them/", editing.person_enter, name="person_enter"),
    path("quan-chung/goi-y/chi-bo/", suggestions.cell_suggestions, name="cell_suggestions"),
    path("quan-chung/goi-y/to-chuc/", suggestions.branch_suggestions, name="branch_suggestions"),
    path("quan-chung/buoc/", grids.act_list, name="act_list"),
    path("quan-chung/buoc/<slug:name>/", grids.act_grid, name="act_grid"),
    path("quan-chung/<int:pk>/", people.person_detail, name="person_detail"),
    path("quan-chung/<int:pk>/sua/", editing.person_edit, name="person_edit"),
    path("quan-chung/<int:pk>/huy/", editing.person_void, name="person_void"),
    path("quan-chung/<int:pk>/khoi-phuc/", editing.person_restore, name="person_restore"),
    path("quan-chung/<int:pk>/lich-su/", people.person_history, name="person_history"),
    path("quan-chung/<int:pk>/buoc/<slug:target>/", steps.person_step, name="person_step"),
    path("quan-chung/<int:pk>/hien-trang/", steps.person_enter_at, name="person_enter_at"),
    path("quan-chung/<int:pk>/sua-buoc/", steps.person_correct, name="person_correct"),
    path("quan-chung/<int:pk>/bieu-quyet/", steps.person_vote, name="person_vote"),
    path("quan-chung/<int:pk>/di-xa/", absences.person_absence, name="person_absence"),
    path("quan-chung/<int:pk>/tai-lieu/", dossiers.person_papers, name="person_papers"),
    path("quan-chung/<int:pk>/tham-tra/", dossiers.person_verifications, name="person_verifications"),
    path("quan-chung/<int:pk>/van-ban-dong-y/", dossiers.person_consents, name="person_consents"),
    path("bieu-quyet/<int:pk>/huy/", steps.vote_strike, name="vote_strike"),
    path("khac-phuc/<int:pk>/", steps.shortfall_cure, name="shortfall_cure"),
    # /thoi-han/, /ngay-nghi/…
    path("viec-can-lam/", due.due_list, name="due_list"),
    path("viec-can-lam/so-viec/", due.due_badge, name="due_badge"),
    path("viec-can-lam/<int:pk>/<slug:matter>/", due.charge_edit, name="charge_edit"),
    path("thoi-han/", deadlines.deadline_detail, name="deadline_detail"),
    path("quy-dinh/", limits.limit_list, name="limit_list"),
    path("ngay-nghi/", days_off.day_off_list, name="day_off_list"),
    path("ngay-nghi/bo/", days_off.day_off_forget, name="day_off_forget"),
]
