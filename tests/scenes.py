"""The year at the moments in which its addresses give their real answers, and an address for each name."""

from dataclasses import asdict
from datetime import date, timedelta

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.urls import get_resolver, reverse

from accounts.models import Invitation, Notice
from archive.models import Dossier
from blocs import clock
from blocs.models import BlocYear, Officer
from ceremonies import links, meeting_papers
from ceremonies.article import draft_article
from ceremonies.invitation import invitation_paper
from ceremonies.models import Article, Ceremony, MeetingPaper, Pack
from ceremonies.planning import plan_ceremony
from documents.downloads import WORD, ZIP
from documents.issuing import snapshot
from documents.models import IssuedDocument, StoredFile
from documents.signed_files import Signature
from pledges import drafting, freezing, originals, texts
from pledges.models import (
    BlocText,
    ConsultationRound,
    Covenant,
    FilledWorkbook,
    Original,
    Pledge,
    PreparedDecision,
    Registration,
    Remark,
    Reminder,
    SigningChoice,
    SigningTurn,
    Substitution,
)
from pledges.papers import covenant_paper
from pledges.sections import SECTIONS
from tests.cast import make_user
from tests.pledges.covenants import consult, say

TODAY = date(2027, 2, 25)


class Scene:
    """The year just opened, as one person meets it; ``address(name)`` is theirs, the member's is "ttbnv"."""

    def __init__(self, cast, who="leader_clerk"):
        self.cast, self.person = cast, cast.users.get(who)
        self.known = {
            "bloc": cast.bloc.slug,
            "year": 2027,
            "unit": "ttbnv",
            "step": "registration",
            "number": 1,
            "version": 1,
            "code": "ABCD-EFGH-JKMN",
            "slug": "le-ky-ket-2027",
            "photo": 0,
            "pk": Officer.objects.get(user=cast["member_clerk"]).pk,
            "token": "sai",
            "section": "chi-tieu",
            "kind": "quy-che",
            "button": "het",
        }
        self.own = {"ceremonies:rows_edit": {"section": "van-ban-thong-qua"}}
        for step in ("start", "detail", "edit", "content", "redraft", "discard", "issue", "pdf", "word"):
            self.own[f"ceremonies:meeting_paper_{step}"] = {"kind": "bien-ban"}
        self.remembered = {}  # in the person's session
        issue(cast.year, "BC", self.known["code"])
        by_hand = IssuedDocument.objects.create(
            bloc_year=cast.year, kind="KH", number=9, symbol="09/KH-KTĐ", dated=TODAY, title="Kế hoạch năm 2027"
        )
        self.known["document"] = by_hand.pk
        self.remind()
        cast.memberships["ttbnv"].extensions.create(step="registration", due=date(2027, 3, 5), reason="Công tác")
        hold = cast.memberships["ttbqp"].holds.create(reason="Đang xem xét kỷ luật", starts_on=TODAY)
        self.known["hold"] = hold.pk
        self.archive()
        if self.person:
            self.settle_in()

    def remind(self):
        """A reminder of the member that waits, and one that went out and did not arrive."""
        facts = {
            "membership": self.cast.memberships["ttbnv"],
            "due": date(2027, 3, 5),
            "subject": "Nhắc",
            "text": "Nhắc",
        }
        waiting = Reminder.objects.create(occasion="soon", **facts)
        failed = Reminder.objects.create(occasion="week", status="sent", sent_at=clock.now(), **facts)
        failed.letters.create(user=self.cast["member_clerk"], key="nhac", subject="Nhắc", text="Nhắc", status="failed")
        for name in ("edit", "drop", "by_paper", "paper", "word"):
            self.own[f"pledges:reminder_{name}"] = {"pk": waiting.pk}
        self.own["pledges:reminder_resend"] = {"pk": failed.pk}

    def archive(self):
        package, index = StoredFile.keep(b"PK ho so", ZIP), StoredFile.keep(b"%PDF-1.7 muc luc", "application/pdf")
        made = Dossier.objects.create(
            bloc_year=self.cast.year, made_at=clock.now(), manifest_sha256="0" * 64, package=package, index=index
        )
        for name in ("file", "index"):
            self.own[f"archive:dossier_{name}"] = {"pk": made.pk}

    def settle_in(self):
        """What each person has for themselves: a notice, another session."""
        notice = Notice.objects.create(user=self.person, text="Thông báo", url="/")
        elsewhere = SessionStore()
        elsewhere.save()
        other = UserSession.objects.create(
            user=self.person, session_key=elsewhere.session_key, ip="127.0.0.1", user_agent="Firefox"
        )
        self.own["accounts:notice_open"] = {"pk": notice.pk}
        self.own["accounts:session_end"] = {"pk": other.pk}

    def address(self, name):
        known = self.known | self.own.get(name, {})
        for possible in arguments_of(name):
            return reverse(name, kwargs={argument: known[argument] for argument in possible})
        raise AssertionError(f"{name} has no address")


class OnPaper(Scene):
    """The member's registration is a state secret and has come on paper."""

    def __init__(self, cast, who="leader_clerk"):
        super().__init__(cast, who)
        cast.registration("ttbnv", status="accepted", submitted_at=clock.now(), paper_received_on=TODAY)


class Drafting(Scene):
    """The member's registration waits, the covenant is written, the ceremony planned."""

    def __init__(self, cast, who="leader_clerk"):
        super().__init__(cast, who)
        registration = cast.registration("ttbnv", status="submitted", submitted_at=clock.now())
        revision = registration.revisions.create(number=1, content=registration.snapshot(), made_at=clock.now())
        file = StoredFile.keep(b"%PDF-1.7 ban ky", "application/pdf")
        registration.scans.create(revision=revision, file=file, uploaded_at=clock.now())
        remark = registration.remarks.create(revision=revision, section="chi-tieu", text="Thấp hơn mức chung.")
        self.known["remark"] = remark.pk
        PreparedDecision.objects.create(registration=registration, revision=revision, outcome="send_back")
        covenant = drafting.draft_covenant(cast.year)
        drafting.write_clauses(covenant)
        texts.start(cast.year, self.known["kind"], texts.Source.TEMPLATE)
        plan_ceremony(cast.year, held_on=TODAY)
        Ceremony.objects.update(place="Bộ Tư pháp")
        ceremony = Ceremony.objects.get()
        ceremony.adoptions.create(title="Báo cáo tổng hợp đăng ký thi đua năm 2027")
        made = {name: StoredFile.keep(f"bo {name}".encode(), "application/pdf") for name in ("pdf", "archive")}
        Pack.objects.create(ceremony=ceremony, made_at=clock.now(), **made)
        self.secure()

    def secure(self):
        """A link that lets somebody in, and what stands on the page that shows it."""
        newcomer = make_user("newcomer")
        invitation, token = Invitation.issue(newcomer)
        self.known["token"] = token
        self.remembered["accounts.invitation_opened"] = invitation.digest
        until = clock.now() + timedelta(hours=72)
        shown = {"user": newcomer.pk, "link": "/", "until": until.isoformat()}
        self.remembered["accounts.invitation"] = shown


class Invited(Drafting):
    """Guests are invited to a ceremony that is ten days off."""

    def __init__(self, cast, who="leader_clerk"):
        super().__init__(cast, who)
        ceremony = Ceremony.objects.get()
        guest = ceremony.delegates.create(name="Nguyễn Quang Thía", post="Vụ trưởng Vụ II")
        document = issue(cast.year, "GM", "GGGG-MMMM-2222", invitation_paper(ceremony))
        Ceremony.objects.update(status="invited", held_on=TODAY + timedelta(days=10), invitation=document)
        made = ceremony.guest_imports.create(made_at=clock.now() + timedelta(minutes=1))
        ceremony.delegates.create(name="Lê Văn Nhập", order=2, came_with=made)
        self.known |= {"delegate": guest.pk, "guest_import": made.pk, "item": ceremony.agenda.first().pk}
        self.own["ceremonies:guest_answer"] = {"token": links.token_of(guest)}


class Consulting(Drafting):
    """The member completes its registration and has given its opinion; guests are invited, the article begun."""

    def __init__(self, cast, who="leader_clerk"):
        super().__init__(cast, who)
        Registration.objects.update(status="returned", return_reason="Thiếu chỉ tiêu", decided_at=clock.now())
        Remark.objects.update(sent_at=clock.now())
        PreparedDecision.objects.all().delete()
        file = StoredFile.keep(b"%PDF-1.7 ban ky lai", "application/pdf")
        Registration.objects.get().scans.create(file=file, uploaded_at=clock.now())
        covenant = consult(Covenant.objects.get())
        say(covenant, cast.memberships["ttbnv"], text="Thêm căn cứ")
        Ceremony.objects.update(status="invited")
        article = draft_article(Ceremony.objects.get())
        photo = article.photos.create(
            file=StoredFile.keep(b"anh", "image/jpeg"), small=StoredFile.keep(b"nho", "image/jpeg"),
            width=1600, height=800, caption="Ảnh", alt="Ảnh",
        )  # fmt: skip
        self.known |= {"photo": photo.pk, "slug": article.slug}
        if self.person:
            TOTP.activate(self.person, "GEZDGNBVGY3TQOJQ")
            RecoveryCodes.activate(self.person)
            self.send_workbook()

    def send_workbook(self):
        """One that would take out every line."""
        empty = {"dong-TOTAL_FORMS": "0", "dong-INITIAL_FORMS": "0"}
        data = dict.fromkeys(SECTIONS, empty) | {"thong-tin-chung": {"headcount": "31", "women": "13"}}
        own = Registration.objects.get(membership__unit__slug="ttbnv")
        FilledWorkbook.objects.receive(own, self.person, name="bieu-mau.xlsx", data=data, notes=[])


class Frozen(Consulting):
    """The covenant lies on the table, the ceremony is in session, nobody has signed."""

    def __init__(self, cast, who="leader_clerk"):
        super().__init__(cast, who)
        Registration.objects.update(status="accepted")
        document = issue(cast.year, "GU", "GGGG-UUUU-2222", covenant_paper(Covenant.objects.get()))
        Covenant.objects.update(status="frozen", document=document, frozen_at=clock.now(), dated=TODAY)
        ConsultationRound.objects.update(closed_at=clock.now())
        covenant = Covenant.objects.get()
        freezing.open_pledges(covenant)
        originals.open_register(covenant, 9)
        SigningChoice.objects.create(bloc_year=cast.year, manner="mixed")
        regulation = issue(cast.year, "QĐ", "QQQQ-DDDD-2222")
        BlocText.objects.update(status="issued", document=regulation, issued_at=clock.now())
        Substitution.objects.create(
            pledge=covenant.pledges.get(membership__unit__slug="ttbnv"), signatory="Phạm Thị Ánh Tuyết",
            post="Phó Chánh Thanh tra", authority="KT.", represents="Chánh Thanh tra", basis="Giấy ủy quyền số 12",
        )  # fmt: skip
        Ceremony.objects.update(status="in_session")
        self.known["item"] = Ceremony.objects.get().agenda.first().pk
        self.known["delegate"] = Ceremony.objects.get().delegates.create(name="Trần Trung Thành").pk


class Declined(Frozen):
    """The member has said that it does not sign."""

    def __init__(self, cast, who="leader_clerk"):
        super().__init__(cast, who)
        pledges = Pledge.objects.filter(membership__unit__slug="ttbnv")
        pledges.update(status="declined", declined_reason="Chưa thống nhất")


class Held(Frozen):
    """The ceremony is over, its article and minutes written; a file signed digitally waits for the leader's office."""

    def __init__(self, cast, who="leader_clerk"):
        super().__init__(cast, who)
        self.send_signed_file(Pledge.objects.get(membership=cast.memberships["ttbnv"]))
        Ceremony.objects.update(status="held", ended=clock.now().time(), secretary="Đỗ Thị Ngọc Ánh")
        meeting_papers.start(Ceremony.objects.get(), "bien-ban")

    def send_signed_file(self, pledge):
        content = pledge.covenant.document.pdf.read() + b" signed"
        names, none = ("Cục Công nghệ thông tin",), None
        signature = Signature("ky-ttbnv", "valid", "", "Người ký", names, "0" * 64, none, is_time_certified=False)
        SigningTurn.objects.create(
            covenant=pledge.covenant,
            pledge=pledge,
            until=clock.now(),
            arrived=StoredFile.keep(content, "application/pdf"),
            arrived_at=clock.now(),
            signature=asdict(signature),
        )


class Signing(Held):
    """The member has signed, the scan is kept, the article published, the minutes issued."""

    def __init__(self, cast, who="leader_clerk"):
        super().__init__(cast, who)
        Pledge.objects.filter(membership__unit__slug="ttbnv").update(status="signed", signed_on=TODAY, manner="paper")
        scan = StoredFile.keep(b"%PDF-1.7 scan", "application/pdf")
        Covenant.objects.update(scan=scan)
        Original.objects.filter(number=1).update(scan=scan)
        Article.objects.update(published_at=clock.now())
        minutes = issue(cast.year, "BB", "BBBB-MMMM-2222")
        MeetingPaper.objects.update(status="issued", document=minutes, issued_at=clock.now())


class Preparing(Scene):
    """Not yet opened."""

    def __init__(self, cast, who="leader_clerk"):
        super().__init__(cast, who)
        BlocYear.objects.filter(pk=cast.year.pk).update(status="preparing")


def issue(bloc_year, kind, code, paper=None):
    return IssuedDocument.objects.create(
        bloc_year=bloc_year,
        kind=kind,
        dated=date(2027, 2, 20),
        title="Văn bản",
        pdf=StoredFile.keep(b"%PDF-1.7 " + code.encode(), "application/pdf"),
        word=StoredFile.keep(b"PK" + code.encode(), WORD),
        code=code,
        snapshot=snapshot(paper) if paper else {},
    )


def arguments_of(name):
    """The argument names of the address ``name``."""
    resolver = get_resolver()
    for part in name.split(":")[:-1]:
        resolver = resolver.namespace_dict[part][1]
    return [arguments for _, arguments in resolver.reverse_dict.getlist(name.split(":")[-1])[0][0]]
