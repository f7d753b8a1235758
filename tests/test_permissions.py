"""Every address × every role, made from the URL resolver. An address that is not listed here fails.

Each address names who may read it and who may post to it, and is asked in the moment in which it means something.
Whoever may, gets what they asked for; whoever may not, is refused, and nothing changes: a stranger to the year is not
even told that it exists (404), and nobody without a session gets past the sign-in page, save where ``EVERYONE`` is
written. What a moment hides or shows beside that stands in ``OTHERWISE``.
"""

import re
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import PASSWORD
from tests.scenes import Consulting, Declined, Drafting, Frozen, Held, Invited, OnPaper, Preparing, Scene, Signing

SIGN_IN = ("/tai-khoan/dang-nhap/", "/tai-khoan/xac-nhan/", "/tai-khoan/hai-lop/xac-nhan/")

EVERYONE = {
    "anonymous",
    "member_clerk",
    "member_head",
    "leader_clerk",
    "leader_head",
    "deputy_clerk",
    "neighbour_clerk",
    "organiser",
    "admin",
    "another_bloc",
    "former",
}
SIGNED_IN = EVERYONE - {"anonymous"}
YEAR = SIGNED_IN - {"another_bloc", "former"}
LEADER = {"leader_clerk", "leader_head"}
HEAD = {"leader_head"}
OFFICE = LEADER | {"organiser"}
OWN = {"member_clerk", "member_head"}
SENDER = {"member_head"}
ADMIN = {"admin"}
# Of "ttbnv", which has people of its own; the office gives access only to a unit without: test_officers.
STAFFERS = SENDER | ADMIN
NOBODY = set()

# name → who may read (GET), who may post, in the right moment.
ACCESS = {
    "desk:home": (SIGNED_IN, NOBODY),
    "desk:help": (EVERYONE, NOBODY),
    "desk:year_board": (YEAR, NOBODY),
    "desk:board_workbook": (YEAR, NOBODY),
    "desk:board_csv": (YEAR, NOBODY),
    "desk:calendar_of_year": (YEAR, NOBODY),
    "desk:calendar_of_unit": (YEAR, NOBODY),
    "desk:calendar_of_step": (YEAR, NOBODY),
    # accounts
    "accounts:profile": (SIGNED_IN, NOBODY),
    "accounts:email_change": (SIGNED_IN, SIGNED_IN),
    "accounts:notice_list": (SIGNED_IN, NOBODY),
    "accounts:notice_read_all": (NOBODY, SIGNED_IN),
    "accounts:notice_open": (NOBODY, SIGNED_IN),
    "accounts:session_end": (NOBODY, SIGNED_IN),
    "accounts:session_end_others": (NOBODY, SIGNED_IN),
    "accounts:invitation_accept": (EVERYONE, EVERYONE),
    "accounts:invitation_open": (EVERYONE, NOBODY),
    "accounts:invitation_print": (SIGNED_IN, NOBODY),
    "account_login": (EVERYONE, EVERYONE),
    "account_logout": (NOBODY, EVERYONE),
    "account_inactive": (EVERYONE, NOBODY),
    "account_reauthenticate": (SIGNED_IN, SIGNED_IN),
    "account_change_password": (SIGNED_IN, SIGNED_IN),
    "account_reset_password": (EVERYONE, EVERYONE),
    "account_set_password": (SIGNED_IN, SIGNED_IN),
    "usersessions_list": (SIGNED_IN, NOBODY),
    "mfa_index": (SIGNED_IN, NOBODY),
    "mfa_authenticate": (SIGNED_IN, SIGNED_IN),
    "mfa_reauthenticate": (SIGNED_IN, SIGNED_IN),
    "mfa_activate_totp": (SIGNED_IN, SIGNED_IN),
    "mfa_deactivate_totp": (SIGNED_IN, SIGNED_IN),
    "mfa_view_recovery_codes": (SIGNED_IN, NOBODY),
    "mfa_generate_recovery_codes": (SIGNED_IN, SIGNED_IN),
    "mfa_download_recovery_codes": (SIGNED_IN, NOBODY),
    # blocs
    "blocs:bloc_list": (SIGNED_IN, NOBODY),
    "blocs:bloc_create": (ADMIN | {"organiser"}, ADMIN | {"organiser"}),
    "blocs:bloc_edit": (ADMIN | {"organiser"}, ADMIN | {"organiser"}),
    "blocs:member_list": (YEAR, NOBODY),
    "blocs:member_add": (OFFICE, OFFICE),
    "blocs:member_edit": (OFFICE, OFFICE),
    "blocs:member_remove": (OFFICE, OFFICE),
    "blocs:member_move": (NOBODY, OFFICE),
    "blocs:extension_grant": (OFFICE, OFFICE),
    "blocs:hold_list": (OFFICE, NOBODY),
    "blocs:hold_add": (OFFICE, OFFICE),
    "blocs:hold_end": (OFFICE, OFFICE),
    "blocs:extension_withdraw": (OFFICE, OFFICE),
    "blocs:year_edit": (OFFICE, OFFICE),
    "blocs:common_targets_edit": (OFFICE, OFFICE),
    "blocs:deadlines_edit": (OFFICE, OFFICE),
    "blocs:year_prepare": (OFFICE | ADMIN, OFFICE | ADMIN),
    "blocs:year_open": (OFFICE | ADMIN, OFFICE | ADMIN),
    "blocs:year_close": (OFFICE, OFFICE),
    "blocs:unit_list": (SIGNED_IN, NOBODY),
    "blocs:unit_detail": (SIGNED_IN, NOBODY),
    "blocs:unit_create": (ADMIN, ADMIN),
    "blocs:unit_edit": (ADMIN, ADMIN),
    "blocs:officer_invite": (STAFFERS, STAFFERS),
    "blocs:officer_edit": (STAFFERS, STAFFERS),
    "blocs:officer_end": (STAFFERS, STAFFERS),
    "blocs:officer_renew_invitation": (NOBODY, SENDER | ADMIN),
    # documents
    "documents:verify": (EVERYONE, NOBODY),
    "documents:verify_form": (EVERYONE, NOBODY),
    "documents:verify_file": (NOBODY, EVERYONE),
    "documents:trust_list": (ADMIN, NOBODY),
    "documents:document_list": (YEAR, NOBODY),
    "documents:document_add": (LEADER, LEADER),
    "documents:document_edit": (LEADER, LEADER),
    "documents:document_remove": (LEADER, LEADER),
    "documents:document_file": (YEAR, NOBODY),
    "documents:document_word": (YEAR, NOBODY),
    # registrations: the one of "ttbnv", handed in
    "pledges:registration_list": (YEAR, NOBODY),
    "pledges:registration_list_workbook": (YEAR, NOBODY),
    "pledges:registration_list_csv": (YEAR, NOBODY),
    "pledges:registration_review": (OFFICE | {"deputy_clerk"}, NOBODY),
    "pledges:registration_detail": (OWN | OFFICE, NOBODY),
    "pledges:registration_start": (NOBODY, OWN),
    "pledges:registration_edit": (OWN, OWN),
    "pledges:registration_carry": (NOBODY, OWN),
    "pledges:registration_uncarry": (NOBODY, OWN),
    "pledges:registration_autosave": (NOBODY, OWN),
    "pledges:working_copy_drop": (NOBODY, OWN),
    "pledges:registration_check": (OWN, NOBODY),
    "pledges:registration_announce": (NOBODY, OWN),
    "pledges:registration_submit": (NOBODY, SENDER),
    "pledges:registration_submitted": (OWN | OFFICE, NOBODY),
    "pledges:registration_withdraw": (NOBODY, SENDER),
    "pledges:registration_accept": (NOBODY, OFFICE),
    "pledges:registration_return": (OFFICE, OFFICE),
    "pledges:remark_add": (OFFICE, OFFICE),
    "pledges:remark_remove": (NOBODY, OFFICE),
    "pledges:decision_prepare": (OFFICE, OFFICE),
    "pledges:decision_drop": (NOBODY, OFFICE),
    "pledges:decision_apply": (OFFICE | {"deputy_clerk"}, OFFICE | {"deputy_clerk"}),
    "pledges:registration_revision": (OWN | OFFICE, NOBODY),
    "pledges:registration_paper_receive": (OFFICE, OFFICE),  # before the unit hands in
    "pledges:registration_paper_undo": (NOBODY, OFFICE),
    "pledges:revision_scan": (OWN | OFFICE, NOBODY),
    "pledges:registration_scan": (OWN, NOBODY),  # beside what is being completed; once handed in, in Drafting
    "pledges:registration_scan_upload": (OWN, OWN),
    "pledges:registration_scan_remove": (NOBODY, OWN),
    "pledges:registration_paper": (OWN | OFFICE, NOBODY),
    "pledges:registration_word": (OWN | OFFICE, NOBODY),
    "pledges:registration_history": (OWN | OFFICE, NOBODY),
    "pledges:registration_compare": (OWN | OFFICE, NOBODY),
    "pledges:registration_find": (YEAR, NOBODY),
    "pledges:workbook_download": (OWN, NOBODY),
    "pledges:workbook_upload": (OWN, OWN),
    "pledges:workbook_preview": (OWN, OWN),
    "pledges:reminder_list": (OFFICE, NOBODY),
    "pledges:reminder_send": (LEADER, LEADER),
    "pledges:reminders_by_themselves": (NOBODY, LEADER),
    "pledges:reminder_edit": (LEADER, LEADER),
    "pledges:reminder_drop": (NOBODY, LEADER),
    "pledges:reminder_by_paper": (NOBODY, LEADER),
    "pledges:reminders_by_paper": (LEADER, LEADER),
    "pledges:reminder_paper": (LEADER, NOBODY),
    "pledges:reminder_word": (LEADER, NOBODY),
    "pledges:reminder_papers": (LEADER, NOBODY),
    "pledges:reminder_resend": (NOBODY, LEADER),
    "pledges:chasing_letter": (LEADER, LEADER),
    "pledges:chasing_letter_preview": (LEADER, NOBODY),
    "pledges:chasing_letter_word": (LEADER, NOBODY),
    "pledges:consolidation_detail": (YEAR - ADMIN, NOBODY),
    "pledges:consolidation_adopt": (LEADER, LEADER),
    "pledges:consolidation_figure": (YEAR - ADMIN, NOBODY),
    "pledges:consolidation_paper": (YEAR - ADMIN, NOBODY),
    "pledges:consolidation_word": (YEAR - ADMIN, NOBODY),
    "pledges:consolidation_workbook": (YEAR - ADMIN, NOBODY),
    # the covenant, in drafting
    "pledges:covenant_detail": (YEAR, NOBODY),
    "pledges:covenant_start": (NOBODY, LEADER),
    "pledges:covenant_consult": (LEADER, LEADER),
    "pledges:covenant_compare": (YEAR - ADMIN, NOBODY),  # of what was put to the members with what was frozen
    "pledges:covenant_prolong": (LEADER, LEADER),
    "pledges:covenant_share": (LEADER, LEADER),
    "pledges:covenant_redraft": (LEADER, LEADER),
    "pledges:covenant_freeze": (LEADER, LEADER),
    "pledges:covenant_printing": (YEAR - ADMIN, NOBODY),
    "pledges:covenant_revise": (LEADER, LEADER),
    "pledges:covenant_version": (YEAR, NOBODY),
    "pledges:covenant_version_paper": (YEAR, NOBODY),
    "pledges:covenant_version_scan": (YEAR, NOBODY),
    "pledges:covenant_paper": (YEAR, NOBODY),
    "pledges:covenant_edit": (LEADER, LEADER),
    "pledges:covenant_bases": (LEADER, LEADER),
    "pledges:covenant_clauses": (LEADER, LEADER),
    "pledges:covenant_reload": (LEADER, LEADER),
    "pledges:covenant_preview": (YEAR - ADMIN, NOBODY),
    "pledges:covenant_word": (YEAR - ADMIN, NOBODY),
    # the bloc's other texts: the regulation, drafted, later issued
    "pledges:text_list": (YEAR, NOBODY),
    "pledges:text_detail": (YEAR, NOBODY),
    "pledges:text_start": (NOBODY, LEADER),
    "pledges:text_edit": (LEADER, LEADER),
    "pledges:text_content": (LEADER, LEADER),
    "pledges:text_preview": (OFFICE, NOBODY),
    "pledges:text_word": (YEAR, NOBODY),
    "pledges:text_issue": (LEADER, LEADER),
    "pledges:text_discard": (LEADER, LEADER),
    "pledges:text_paper": (YEAR, NOBODY),
    "pledges:text_revise": (LEADER, LEADER),
    "pledges:opinions_paper": (OFFICE, NOBODY),
    "pledges:opinions_word": (OFFICE, NOBODY),
    "pledges:opinion_give": (OWN, OWN),
    "pledges:opinion_answer": (LEADER, LEADER),
    "pledges:pledge_signatory": (OFFICE | OWN, OFFICE | OWN),
    "pledges:pledge_sign_many": (LEADER, LEADER),
    "pledges:pledge_sign": (NOBODY, LEADER),
    "pledges:pledge_unsign": (NOBODY, LEADER),
    "pledges:pledge_decline": (LEADER | SENDER, LEADER | SENDER),
    "pledges:pledge_reconsider": (LEADER | SENDER, LEADER | SENDER),
    "pledges:signing_choose": (LEADER, LEADER),
    "pledges:covenant_signed_file": (YEAR, NOBODY),
    "pledges:pledge_digital": (OWN | LEADER, OWN),
    "pledges:pledge_take": (NOBODY, OWN),
    "pledges:pledge_give_back": (NOBODY, OWN | LEADER),
    "pledges:pledge_accept": (NOBODY, LEADER),
    "pledges:pledge_substitute": (OFFICE | OWN, OFFICE | OWN),
    "pledges:pledge_substitute_drop": (OFFICE | OWN, OFFICE | OWN),
    "pledges:covenant_scan_upload": (LEADER, LEADER),
    "pledges:covenant_scan": (YEAR, NOBODY),
    "pledges:original_list": (YEAR, LEADER),
    "pledges:originals_number": (LEADER, LEADER),
    "pledges:originals_whole": (LEADER, LEADER),
    "pledges:original_edit": (LEADER, LEADER),
    "pledges:original_scan": (YEAR, NOBODY),
    "pledges:version_originals": (YEAR, NOBODY),
    "pledges:version_original_scan": (YEAR, NOBODY),
    # the ceremony
    "ceremonies:ceremony_detail": (YEAR, NOBODY),
    "ceremonies:back_plan": (OFFICE, NOBODY),
    "ceremonies:ceremony_plan": (NOBODY, OFFICE),
    "ceremonies:ceremony_edit": (OFFICE, OFFICE),
    "ceremonies:rows_edit": (OFFICE, OFFICE),
    "ceremonies:agenda_edit": (OFFICE, OFFICE),
    "ceremonies:agenda_restart": (OFFICE, OFFICE),
    "ceremonies:ceremony_invite": (OFFICE, OFFICE),
    "ceremonies:guest_list": (YEAR, NOBODY),
    "ceremonies:guest_edit": (OFFICE, OFFICE),
    "ceremonies:guest_import": (OFFICE, OFFICE),
    "ceremonies:guest_import_undo": (OFFICE, OFFICE),
    "ceremonies:guest_template": (OFFICE, NOBODY),
    "ceremonies:guest_sort": (NOBODY, OFFICE),
    "ceremonies:guest_detail": (OFFICE, OFFICE),
    "ceremonies:guest_link_renew": (OFFICE, OFFICE),
    "ceremonies:guest_invitation_pdf": (OFFICE, NOBODY),
    "ceremonies:guest_invitation_word": (OFFICE, NOBODY),
    "ceremonies:guest_answer": (EVERYONE, EVERYONE),
    "ceremonies:invitation_issue": (OFFICE, OFFICE),
    "ceremonies:invitation_pdf": (OFFICE, NOBODY),
    "ceremonies:personal_invitations": (OFFICE, OFFICE),
    "ceremonies:personal_invitations_pdf": (OFFICE, NOBODY),
    "ceremonies:personal_invitations_word": (OFFICE, NOBODY),
    "ceremonies:ceremony_start": (OFFICE, OFFICE),
    "ceremonies:ceremony_close": (OFFICE, OFFICE),
    "ceremonies:ceremony_cancel": (OFFICE, OFFICE),
    "ceremonies:attendance_mark": (OFFICE, OFFICE),
    "ceremonies:arrival_list": (OFFICE, NOBODY),
    "ceremonies:arrival_add": (NOBODY, OFFICE),
    "ceremonies:arrival_mark": (NOBODY, OFFICE),
    "ceremonies:arrival_undo": (NOBODY, OFFICE),
    "ceremonies:host_page": (OFFICE, NOBODY),
    "ceremonies:item_begin": (NOBODY, OFFICE),
    "ceremonies:item_take_back": (NOBODY, OFFICE),
    "ceremonies:signature_mark": (NOBODY, LEADER),
    "ceremonies:signature_undo": (NOBODY, LEADER),
    "ceremonies:screen_show": (YEAR, NOBODY),
    "ceremonies:screen_keeper": (YEAR, NOBODY),
    "ceremonies:rehearsal_host_page": (OFFICE, NOBODY),
    "ceremonies:rehearsal_arrival_list": (OFFICE, NOBODY),
    "ceremonies:rehearsal_screen_show": (OFFICE, NOBODY),
    "ceremonies:rehearsal_forget": (NOBODY, OFFICE),
    "ceremonies:rehearsal_item_begin": (NOBODY, OFFICE),
    "ceremonies:rehearsal_item_take_back": (NOBODY, OFFICE),
    "ceremonies:rehearsal_arrival_mark": (NOBODY, OFFICE),
    "ceremonies:rehearsal_arrival_undo": (NOBODY, OFFICE),
    "ceremonies:rehearsal_signature_mark": (NOBODY, OFFICE),
    "ceremonies:rehearsal_signature_undo": (NOBODY, OFFICE),
    "ceremonies:agenda_pdf": (YEAR, NOBODY),
    "ceremonies:agenda_word": (YEAR, NOBODY),
    "ceremonies:delegates_pdf": (YEAR, NOBODY),
    "ceremonies:delegates_word": (YEAR, NOBODY),
    "ceremonies:pack_detail": (LEADER, NOBODY),
    "ceremonies:pack_make": (NOBODY, LEADER),
    "ceremonies:pack_pdf": (LEADER, NOBODY),
    "ceremonies:pack_zip": (LEADER, NOBODY),
    "ceremonies:script_pdf": (OFFICE, NOBODY),
    "ceremonies:script_word": (OFFICE, NOBODY),
    "ceremonies:seating_pdf": (OFFICE, NOBODY),
    "ceremonies:seating_word": (OFFICE, NOBODY),
    "ceremonies:plates_pdf": (OFFICE, NOBODY),
    "ceremonies:plates_word": (OFFICE, NOBODY),
    "ceremonies:ballots_pdf": (OFFICE, NOBODY),
    "ceremonies:ballots_word": (OFFICE, NOBODY),
    "ceremonies:meeting_paper_start": (NOBODY, OFFICE),
    "ceremonies:meeting_paper_detail": (YEAR, NOBODY),
    "ceremonies:meeting_paper_edit": (OFFICE, OFFICE),
    "ceremonies:meeting_paper_content": (OFFICE, OFFICE),
    "ceremonies:meeting_paper_redraft": (NOBODY, OFFICE),
    "ceremonies:meeting_paper_discard": (OFFICE, OFFICE),
    "ceremonies:meeting_paper_issue": (OFFICE, OFFICE),
    "ceremonies:meeting_paper_pdf": (YEAR, NOBODY),
    "ceremonies:meeting_paper_word": (YEAR, NOBODY),
    "ceremonies:article_start": (NOBODY, OFFICE),
    "ceremonies:article_edit": (OFFICE, OFFICE),
    "ceremonies:article_publish": (HEAD, HEAD),
    "ceremonies:article_withdraw": (NOBODY, HEAD),
    "ceremonies:photo_add": (OFFICE, OFFICE),
    "ceremonies:photo_edit": (OFFICE, OFFICE),
    "ceremonies:photo_move": (NOBODY, OFFICE),
    "ceremonies:article_photo": (EVERYONE, NOBODY),
    "ceremonies:article_photo_small": (EVERYONE, NOBODY),
    "ceremonies:article_list": (EVERYONE, NOBODY),
    "ceremonies:article_feed": (EVERYONE, NOBODY),
    "ceremonies:photo_remove": (NOBODY, OFFICE),
    "ceremonies:article_public": (EVERYONE, NOBODY),
    "archive:dossier_list": (OFFICE, NOBODY),
    "archive:dossier_make": (NOBODY, OFFICE),
    "archive:dossier_file": (OFFICE, NOBODY),
    "archive:dossier_index": (OFFICE, NOBODY),
    "archive:dossier_check": (SIGNED_IN, SIGNED_IN),
}
# The moment in which each address gives its answer; those not named here give it at any, and are asked in Consulting.
MOMENTS = {
    Scene: """
        blocs:member_remove pledges:registration_start pledges:registration_paper_receive pledges:covenant_start
        pledges:text_start
        ceremonies:ceremony_plan
        pledges:reminder_list pledges:reminder_send pledges:reminders_by_themselves pledges:reminder_edit
        pledges:reminder_drop pledges:reminder_by_paper pledges:reminder_resend pledges:chasing_letter
        pledges:chasing_letter_preview pledges:chasing_letter_word pledges:reminder_paper pledges:reminder_word
        pledges:reminder_papers pledges:reminders_by_paper
    """,
    Drafting: """
        accounts:email_change mfa_activate_totp mfa_authenticate pledges:registration_withdraw
        pledges:registration_accept pledges:registration_return pledges:remark_add pledges:remark_remove
        pledges:decision_prepare pledges:decision_drop pledges:decision_apply
        pledges:covenant_edit pledges:covenant_bases pledges:covenant_clauses pledges:covenant_reload
        pledges:covenant_consult ceremonies:ceremony_invite ceremonies:article_start
    """,
    Invited: """
        ceremonies:guest_edit
        ceremonies:guest_list ceremonies:guest_detail ceremonies:guest_link_renew ceremonies:guest_invitation_pdf
        ceremonies:guest_invitation_word ceremonies:guest_answer ceremonies:invitation_issue ceremonies:invitation_pdf
        ceremonies:personal_invitations ceremonies:personal_invitations_pdf ceremonies:personal_invitations_word
        ceremonies:guest_import ceremonies:guest_import_undo
        ceremonies:guest_template ceremonies:guest_sort
        ceremonies:rehearsal_host_page ceremonies:rehearsal_arrival_list ceremonies:rehearsal_screen_show
        ceremonies:rehearsal_item_begin ceremonies:rehearsal_item_take_back ceremonies:rehearsal_arrival_mark
        ceremonies:rehearsal_arrival_undo ceremonies:rehearsal_signature_mark ceremonies:rehearsal_signature_undo
        ceremonies:rehearsal_forget
    """,
    OnPaper: "pledges:registration_paper_undo",
    Frozen: """
        pledges:consolidation_adopt pledges:consolidation_detail pledges:consolidation_figure
        pledges:consolidation_paper pledges:consolidation_word pledges:consolidation_workbook
        pledges:covenant_revise pledges:covenant_version pledges:covenant_version_paper pledges:covenant_paper
        pledges:text_word pledges:text_paper pledges:text_revise
        pledges:covenant_compare
        pledges:pledge_sign_many pledges:pledge_sign pledges:pledge_decline pledges:covenant_scan_upload
        pledges:signing_choose pledges:covenant_signed_file pledges:pledge_digital pledges:pledge_take
        pledges:original_list pledges:version_originals pledges:originals_number pledges:original_edit
        pledges:originals_whole
        pledges:pledge_substitute pledges:pledge_substitute_drop
        ceremonies:ceremony_close ceremonies:attendance_mark ceremonies:meeting_paper_start
        ceremonies:arrival_list ceremonies:arrival_add ceremonies:arrival_mark ceremonies:arrival_undo
        ceremonies:host_page ceremonies:item_begin ceremonies:item_take_back ceremonies:signature_mark
    """,
    Signing: """
        pledges:pledge_unsign pledges:covenant_scan pledges:original_scan pledges:covenant_version_scan
        pledges:version_original_scan ceremonies:signature_undo
        ceremonies:article_withdraw ceremonies:article_photo ceremonies:article_public
        ceremonies:article_photo_small
        ceremonies:meeting_paper_detail ceremonies:meeting_paper_pdf ceremonies:meeting_paper_word
    """,
    Declined: "pledges:pledge_reconsider",
    Held: """
        ceremonies:article_publish pledges:pledge_give_back pledges:pledge_accept
        ceremonies:meeting_paper_edit ceremonies:meeting_paper_content ceremonies:meeting_paper_discard
        ceremonies:meeting_paper_issue ceremonies:meeting_paper_redraft
    """,
    Preparing: "blocs:year_open",
}
# Who may read what in another moment than its own.
OTHERWISE = {
    Drafting: {
        "pledges:covenant_version": OFFICE,
        "pledges:covenant_preview": OFFICE,
        "pledges:text_word": OFFICE,
        "pledges:text_paper": NOBODY,
        "pledges:registration_scan": OWN | OFFICE,
        "pledges:covenant_paper": NOBODY,
        "pledges:consolidation_detail": OFFICE,
        "pledges:consolidation_figure": OFFICE,
        "pledges:consolidation_paper": OFFICE,
        "pledges:consolidation_workbook": OFFICE,
    },
    Consulting: {
        "pledges:covenant_version": YEAR - ADMIN,
        "ceremonies:article_public": OFFICE,
        "ceremonies:article_photo": OFFICE,
        "ceremonies:article_photo_small": OFFICE,
    },
    Held: {
        "ceremonies:meeting_paper_detail": OFFICE,
        "ceremonies:meeting_paper_pdf": OFFICE,
        "ceremonies:meeting_paper_word": OFFICE,
    },
    Preparing: {
        "desk:year_board": OFFICE | ADMIN,
        "blocs:member_list": OFFICE | ADMIN,
        "blocs:member_add": OFFICE | ADMIN,
        "blocs:year_edit": OFFICE | ADMIN,
        "blocs:deadlines_edit": OFFICE | ADMIN,
        "documents:document_list": OFFICE | ADMIN,
        "documents:document_file": OFFICE | ADMIN,
        "documents:document_word": OFFICE | ADMIN,
        "pledges:registration_list": OFFICE | ADMIN,
        "pledges:consolidation_detail": OFFICE,
        "pledges:covenant_detail": OFFICE | ADMIN,
        "pledges:text_list": OFFICE | ADMIN,
        "ceremonies:ceremony_detail": OFFICE | ADMIN,
    },
}
REFUSED = {403, 404, 405, 410}
TOKEN = re.compile(rb'name="token" value="([^"]*)"')


def addresses(resolver=None, namespace=""):
    """Names of all addresses below ``resolver``, the administration's own left out."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            if entry.namespace != "admin":
                yield from addresses(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"


def test_every_address_is_listed():
    assert set(addresses()) == set(ACCESS)


def rows():
    """How many rows each table has: what a refused request must leave as it was."""
    tables = [
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in ("accounts", "blocs", "documents", "pledges", "ceremonies", "archive")
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f'(SELECT COUNT(*) FROM "{table}")' for table in tables))  # noqa: S608
        return cursor.fetchone()


def moment_of(name):
    """When the address ``name`` gives its answer."""
    return next((moment for moment, names in MOMENTS.items() if name in names.split()), Consulting)


def asked_in(moment):
    """(method, name, who may) of every request that means something in ``moment``."""
    for name in ACCESS:
        if moment_of(name) == moment:
            yield from zip(("get", "post"), (name, name), ACCESS[name], strict=True)
    for name, people in OTHERWISE.get(moment, {}).items():
        yield "get", name, people


def test_each_moment_names_known_addresses():
    named = [name for names in MOMENTS.values() for name in names.split()]
    named += [name for names in OTHERWISE.values() for name in names]
    assert set(named) <= set(ACCESS)


# A disabled account is as good as none.
NAMELESS = {"disabled": "anonymous"}


@pytest.mark.parametrize("who", ["leader_head", *sorted(EVERYONE - {"leader_head"}), "disabled"])
def test_who_gets_where(cast, who):
    unexpected = []
    for moment in (Scene, OnPaper, Drafting, Invited, Consulting, Frozen, Declined, Held, Signing, Preparing):
        with undone():
            visit = Visit(moment(cast, who))
            for method, name, people in asked_in(moment):
                verdict = visit.verdict(method, name, may=NAMELESS.get(who, who) in people)
                unexpected += [f"{moment.__name__}: {method.upper()} {name}: {verdict}"] * bool(verdict)
    assert not unexpected, "\n" + "\n".join(unexpected)


@contextmanager
def undone():
    """Afterwards the database is as it was before."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Visit:
    """One person's session, the same for each request however the one before ended."""

    def __init__(self, scene):
        self.scene, client = scene, Client()
        if scene.person:
            client.force_login(scene.person)
            client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        session = client.session
        session.update(scene.remembered)
        session.save()
        self.cookies = {name: cookie.value for name, cookie in client.cookies.items()}
        self.before = rows()
        self.token = ""  # of the page read last: what is posted was typed on it

    def verdict(self, method, name, *, may):
        """What is wrong with the answer, or ""."""
        client = Client(raise_request_exception=False)
        client.cookies.load(self.cookies)
        with undone():
            response = getattr(client, method)(self.scene.address(name), {"token": self.token})
            unchanged = rows() == self.before
        is_page = response.status_code == 200 and not response.streaming
        found = TOKEN.search(response.content) if is_page else None
        self.token = found[1].decode() if found else ""
        if response.status_code >= 500 or may == refused(response, name):
            return (
                f"{'should' if may else 'should not'} be let in: {response.status_code} {response.get('Location', '')}"
            )
        return "" if may or unchanged else "rows changed"


def refused(response, name):
    """No answer to what was asked; that it may be done, but not now (409), is none either."""
    to_sign_in = response.status_code == 302 and response["Location"].startswith(SIGN_IN) and name != "account_logout"
    return to_sign_in or response.status_code in REFUSED or response.status_code == 409
