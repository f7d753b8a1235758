"""Every address × every role, made from the URL resolver. An address that is not listed here fails.

Each address names who may read it and who may post to it. Whoever may, gets no refusal (403, 404);
whoever may not, is refused: a stranger to the year is not even told that it exists (404), and nobody
without a session gets past the sign-in page, save where ``EVERYONE`` is written.
"""

from datetime import date

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Notice
from blocs.models import Officer
from ceremonies.models import Article, Ceremony
from documents.models import IssuedDocument, StoredFile
from pledges.models import Covenant

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
OFFICE = LEADER | {"organiser"}
OWN = {"member_clerk", "member_head"}
SENDER = {"member_head"}
ADMIN = {"admin"}
# Of "ttbnv", which has people of its own; the office gives access only to a unit without: test_officers.
STAFFERS = SENDER | ADMIN
NOBODY = set()

# name → who may read (GET), who may post. A person refused by the moment (409) may, but not now.
ACCESS = {
    "desk:home": (SIGNED_IN, NOBODY),
    "desk:help": (EVERYONE, NOBODY),
    "desk:year_board": (YEAR, NOBODY),
    # accounts
    "accounts:profile": (SIGNED_IN, SIGNED_IN),
    "accounts:email_change": (SIGNED_IN, SIGNED_IN),
    "accounts:notice_list": (SIGNED_IN, NOBODY),
    "accounts:notice_read_all": (NOBODY, SIGNED_IN),
    "accounts:notice_open": (NOBODY, {"member_clerk"}),
    "accounts:session_end": (NOBODY, NOBODY),
    "accounts:session_end_others": (NOBODY, SIGNED_IN),
    "accounts:invitation_accept": (NOBODY, NOBODY),
    "accounts:invitation_open": (NOBODY, NOBODY),
    "accounts:invitation_print": (NOBODY, NOBODY),
    "account_login": (EVERYONE, EVERYONE),
    "account_logout": (NOBODY, SIGNED_IN),
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
    "mfa_deactivate_totp": (NOBODY, NOBODY),
    "mfa_view_recovery_codes": (NOBODY, NOBODY),
    "mfa_generate_recovery_codes": (SIGNED_IN, SIGNED_IN),
    "mfa_download_recovery_codes": (NOBODY, NOBODY),
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
    "blocs:extension_withdraw": (NOBODY, OFFICE),
    "blocs:year_edit": (OFFICE, OFFICE),
    "blocs:common_targets_edit": (OFFICE, OFFICE),
    "blocs:deadlines_edit": (OFFICE, OFFICE),
    "blocs:year_prepare": (OFFICE | ADMIN, OFFICE | ADMIN),
    "blocs:year_open": (OFFICE | ADMIN, OFFICE | ADMIN),
    "blocs:year_close": (OFFICE, OFFICE),
    "blocs:unit_list": (SIGNED_IN, NOBODY),
    "blocs:unit_detail": (SIGNED_IN, NOBODY),
    "blocs:unit_edit": (ADMIN, ADMIN),
    "blocs:officer_invite": (STAFFERS, STAFFERS),
    "blocs:officer_edit": (STAFFERS, STAFFERS),
    "blocs:officer_end": (STAFFERS, STAFFERS),
    "blocs:officer_renew_invitation": (NOBODY, SENDER | ADMIN),
    # documents
    "documents:verify": (EVERYONE, NOBODY),
    "documents:verify_form": (EVERYONE, NOBODY),
    "documents:document_list": (YEAR, NOBODY),
    "documents:document_add": (LEADER, LEADER),
    "documents:document_file": (YEAR, NOBODY),
    # registrations: the one of "ttbnv", handed in
    "pledges:registration_list": (YEAR, NOBODY),
    "pledges:registration_review": (OFFICE | {"deputy_clerk"}, NOBODY),
    "pledges:registration_detail": (OWN | OFFICE, NOBODY),
    "pledges:registration_start": (NOBODY, OWN),
    "pledges:registration_edit": (OWN, OWN),
    "pledges:registration_check": (OWN, NOBODY),
    "pledges:registration_announce": (NOBODY, OWN),
    "pledges:registration_submit": (NOBODY, SENDER),
    "pledges:registration_submitted": (OWN | OFFICE, NOBODY),
    "pledges:registration_withdraw": (NOBODY, SENDER),
    "pledges:registration_accept": (NOBODY, OFFICE),
    "pledges:registration_return": (OFFICE, OFFICE),
    "pledges:registration_revision": (OWN | OFFICE, NOBODY),
    "pledges:registration_paper": (OWN | OFFICE, NOBODY),
    "pledges:consolidation_detail": (OFFICE, NOBODY),
    "pledges:consolidation_paper": (OFFICE, NOBODY),
    "pledges:consolidation_workbook": (OFFICE, NOBODY),
    # the covenant, in drafting
    "pledges:covenant_detail": (YEAR, NOBODY),
    "pledges:covenant_start": (NOBODY, LEADER),
    "pledges:covenant_consult": (LEADER, LEADER),
    "pledges:covenant_redraft": (NOBODY, LEADER),
    "pledges:covenant_freeze": (LEADER, LEADER),
    "pledges:covenant_revise": (LEADER, LEADER),
    "pledges:covenant_version": (OFFICE, NOBODY),
    "pledges:covenant_version_paper": (OFFICE, NOBODY),
    "pledges:covenant_paper": (NOBODY, NOBODY),
    "pledges:covenant_edit": (LEADER, LEADER),
    "pledges:covenant_bases": (LEADER, LEADER),
    "pledges:covenant_clauses": (LEADER, LEADER),
    "pledges:covenant_reload": (LEADER, LEADER),
    "pledges:covenant_preview": (OFFICE, NOBODY),
    "pledges:opinion_give": (NOBODY, NOBODY),
    "pledges:opinion_answer": (NOBODY, NOBODY),
    "pledges:pledge_signatory": (OFFICE | OWN, OFFICE | OWN),
    "pledges:pledge_sign_many": (LEADER, LEADER),
    "pledges:pledge_sign": (NOBODY, LEADER),
    "pledges:pledge_unsign": (NOBODY, LEADER),
    "pledges:pledge_decline": (LEADER, LEADER),
    "pledges:covenant_scan_upload": (LEADER, LEADER),
    "pledges:covenant_scan": (NOBODY, NOBODY),
    # the ceremony
    "ceremonies:ceremony_detail": (YEAR, NOBODY),
    "ceremonies:ceremony_plan": (NOBODY, OFFICE),
    "ceremonies:ceremony_edit": (OFFICE, OFFICE),
    "ceremonies:rows_edit": (OFFICE, OFFICE),
    "ceremonies:ceremony_invite": (OFFICE, OFFICE),
    "ceremonies:ceremony_start": (OFFICE, OFFICE),
    "ceremonies:ceremony_close": (OFFICE, OFFICE),
    "ceremonies:ceremony_cancel": (OFFICE, OFFICE),
    "ceremonies:attendance_mark": (OFFICE, OFFICE),
    "ceremonies:agenda_pdf": (YEAR, NOBODY),
    "ceremonies:delegates_pdf": (YEAR, NOBODY),
    "ceremonies:article_start": (NOBODY, OFFICE),
    "ceremonies:article_edit": (OFFICE, OFFICE),
    "ceremonies:article_publish": (NOBODY, OFFICE),
    "ceremonies:article_withdraw": (NOBODY, OFFICE),
    "ceremonies:photo_add": (OFFICE, OFFICE),
    "ceremonies:article_photo": (OFFICE, NOBODY),
    "ceremonies:photo_remove": (NOBODY, OFFICE),
    "ceremonies:article_public": (OFFICE, NOBODY),
}
REFUSED = {403, 404}


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


class Scene:
    """The cast in the middle of the year, and an address for each name."""

    def __init__(self, cast):
        registration = cast.registration("ttbnv", status="submitted")
        registration.revisions.create(number=1, content=registration.snapshot(), made_at="2027-02-20T00:00:00Z")
        Covenant.objects.create(bloc_year=cast.year, place="Hà Nội", dated=date(2027, 3, 15))
        ceremony = Ceremony.objects.create(bloc_year=cast.year, name="Lễ ký kết", held_on=date(2027, 3, 15))
        article = Article.objects.create(ceremony=ceremony, slug="le-ky-ket", title="Lễ ký kết", body="Tin.")
        photo = article.photos.create(file=StoredFile.keep(b"anh", "image/jpeg"), caption="Ảnh", alt="Ảnh")
        paper = IssuedDocument.objects.create(
            bloc_year=cast.year,
            kind="BC",
            number=1,
            symbol="01/BC-KTĐ",
            dated=date(2027, 2, 20),
            title="Báo cáo",
            pdf=StoredFile.keep(b"%PDF-1.7", "application/pdf"),
            code="ABCD-EFGH-JKMN",
        )
        officer = Officer.objects.get(user=cast["member_clerk"])
        cast.memberships["ttbnv"].extensions.create(step="registration", due=date(2027, 3, 5), reason="Công tác")
        notice = Notice.objects.create(user=cast["member_clerk"], text="Thông báo", url="/")
        self.known = {
            "bloc": cast.bloc.slug,
            "year": 2027,
            "unit": "ttbnv",
            "step": "registration",
            "number": 1,
            "version": 1,
            "code": paper.code,
            "slug": article.slug,
            "photo": photo.pk,
            "pk": officer.pk,
            "token": "sai",
            "document": paper.pk,
            "section": "chi-tieu",
        }
        self.own = {
            "accounts:notice_open": {"pk": notice.pk},
            "accounts:session_end": {"pk": 0},
            "ceremonies:rows_edit": {"section": "chuong-trinh"},
        }

    def address(self, name):
        known = self.known | self.own.get(name, {})
        for possible in get_resolver_arguments(name):
            return reverse(name, kwargs={argument: known[argument] for argument in possible})
        raise AssertionError(f"{name} has no address")


def get_resolver_arguments(name):
    """The argument names of the address ``name``."""
    resolver = get_resolver()
    for part in name.split(":")[:-1]:
        resolver = resolver.namespace_dict[part][1]
    return [arguments for _, arguments in resolver.reverse_dict.getlist(name.split(":")[-1])[0][0]]


def rows():
    """How many rows each table has: what a refused request must leave as it was."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in ("accounts", "blocs", "documents", "pledges", "ceremonies")
    }


# A disabled account is as good as none.
NAMELESS = {"disabled": "anonymous"}
# They sign the person out, or change the session on the way.
SESSION_ENDS = ("account_", "mfa_", "accounts:invitation", "accounts:session")


@pytest.mark.parametrize("who", sorted(EVERYONE | {"disabled"}))
def test_who_gets_where(client, cast, who):
    scene = Scene(cast)
    unexpected, signed_in = [], False
    for name, permitted in ACCESS.items():
        for method, people in zip(("get", "post"), permitted, strict=True):
            if not signed_in and who != "anonymous":
                client.force_login(cast[who])
            signed_in = not name.startswith(SESSION_ENDS)
            unexpected += answered(client, scene, (method, name), (who, NAMELESS.get(who, who) in people))
    assert not unexpected, "\n" + "\n".join(unexpected)


def answered(client, scene, request, person):
    """What is wrong with the answer to ``request`` (method, name) by ``person`` (who, may they): none or one line."""
    (method, name), (who, may) = request, person
    before = rows() if method == "post" and not may else None
    response = getattr(client, method)(scene.address(name))
    verdict = judged(response, may, who)
    if not verdict and before and rows() != before:
        verdict = "rows changed"
    return [f"{method.upper()} {name}: {verdict}"] if verdict else []


def judged(response, may, who):
    """What is wrong with the answer, or ""."""
    status = response.status_code
    if who != "anonymous" and response.request["PATH_INFO"] == reverse("account_logout"):
        return "" if status == 302 or response.request["REQUEST_METHOD"] == "GET" else f"{status}"
    to_sign_in = status == 302 and response["Location"].startswith(reverse("account_login"))
    if status >= 500:
        return f"{status}"
    if may:
        return f"refused with {status}" if status in REFUSED or to_sign_in else ""
    if to_sign_in or status == 405 or status in REFUSED or status == 410:
        return ""
    return f"let in with {status}"
