"""What is put up and signed is one thing as of one moment, and stays what was signed."""

import json
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from branches.access import system_user
from branches.models import AuditEntry
from config.refusal import Refused
from config.snapshot import as_of_one_moment
from recruitment.models import Admission
from reports import issuing
from reports.drafting import issue_anew
from reports.figures.agreement import agree
from reports.issued import document_of, drafted, file_of
from reports.issuing import send_back_report, sign_report, submit_report
from reports.models import Report, ReportFile
from reports.rendering import ISSUED_FORMS
from tests import cast
from tests.test_issuing import begun, office, on_paper, signed, submitted, why, work  # noqa: F401

# --- As of one moment


def test_a_report_says_one_moment_whatever_is_entered_while_it_is_made(transactional_db, tmp_path):
    result = work(tmp_path, "report_while_people_enter", 2)
    assert result == {"before": 0, "agrees": True, "entered": 2, "after": 2}


@pytest.mark.django_db(transaction=True)
def test_within_a_moment_nothing_is_written_and_afterwards_it_can_be():
    with pytest.raises(DatabaseError), as_of_one_moment(), as_of_one_moment():
        system_user()  # would make the account
    assert system_user().is_system


def test_within_a_transaction_a_moment_changes_nothing(party):
    with transaction.atomic(), as_of_one_moment():
        cast.admit(party.hill, "05/12/2023")
    assert Admission.objects.count() == 1
    assert connection.in_atomic_block


def test_figures_that_do_not_agree_are_made_once_more_and_then_refused(office, monkeypatch):  # noqa: F811
    report, made = begun(office.north), []

    def disagreeing(report, *, by):
        document = drafted(report, by=by)
        made.append(document)
        return replace(document, figures=replace(document.figures, year_admitted=99))

    with monkeypatch.context() as patch:
        patch.setattr(issuing, "drafted", disagreeing)
        assert "không khớp với các bảng" in why(submit_report, report.pk, report.version)
    assert (len(made), agree(made[0].figures)) == (2, True)
    assert submit_report(report.pk, report.version, by=system_user()).frozen


# --- The chain


def test_a_report_that_goes_on_from_one_replaced_meanwhile_is_not_signed(office):  # noqa: F811
    november = signed(office.north, "2023-11", number=1)
    december = submitted(office.north)
    cast.admit(office.hill, "10/11/2023")
    again = issue_anew(november.pk, "Sót một trường hợp", by=system_user())
    again = submit_report(again.pk, again.version, by=system_user())
    sign_report(again.pk, on_paper(2), again.version, by=system_user())
    sentence = why(sign_report, december.pk, on_paper(3), december.version)
    assert "nối tiếp Báo cáo số 01-BC/ĐU" in sentence
    assert "trả lại" in sentence
    december = send_back_report(december.pk, "Số liệu kỳ trước đã ban hành lại", december.version, by=system_user())
    december = submit_report(december.pk, december.version, by=system_user())
    december = sign_report(december.pk, on_paper(3), december.version, by=system_user())
    assert {link.previous_id for link in document_of(december, by=system_user()).figures.chain} == {again.pk}


# --- The files


def test_the_audit_keeps_the_digest_of_every_signed_file(office):  # noqa: F811
    report = signed(office.north)
    said = json.loads(AuditEntry.objects.get(act="signed").said.values)
    assert {form: said[f"file_{form}"][1] for form in ISSUED_FORMS} == dict(report.files.values_list("form", "digest"))


@pytest.mark.parametrize("changed", [{"content": b"%PDF other"}, {"content": b"%PDF other", "digest": "0" * 64}])
def test_a_stored_file_that_is_not_the_signed_one_is_refused_and_logged(office, client, caplog, changed):  # noqa: F811
    report = signed(office.north)
    ReportFile.objects.filter(report=report, form="pdf").update(**changed)
    with pytest.raises(Refused, match="không phải bản đã ký"):
        file_of(report, "pdf", by=system_user())
    assert "is not the one that was signed" in caplog.text
    client.force_login(cast.account("canbo", "officer", office.north))
    page = client.get(f"/bao-cao/{report.pk}/bao-cao.pdf", follow=True)
    assert "không phải bản đã ký" in page.content.decode()
    assert file_of(Report.objects.get(pk=report.pk), "docx", by=system_user())


def test_a_command_checks_all_signed_files_against_the_audit(office, capsys):  # noqa: F811
    report = signed(office.north)
    call_command("verify_reports")
    assert "đúng bản đã ký" in capsys.readouterr().out
    ReportFile.objects.filter(report=report, form="xlsx").update(content=b"other")
    with pytest.raises(SystemExit):
        call_command("verify_reports")
    assert "NORTH 2023-12 01-BC/ĐU: xlsx" in capsys.readouterr().err
