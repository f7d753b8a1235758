"""Who is told of what, one function for each event; called on commit."""

from django.urls import reverse

from accounts.notifications import notify
from blocs import rules
from blocs.models import Officer
from blocs.notifications import members_but, officers_of
from pledges.rules import receiver


def _others(people, by):
    return [person for person in people if person != by]


def heads_of(unit):
    """The people who head ``unit`` today."""
    serving = Officer.objects.current().filter(unit=unit, duty=Officer.Duty.HEAD).select_related("user")
    return [officer.user for officer in serving if officer.user.is_active]


def registration_ready(registration, by):
    unit, year = registration.membership.unit, registration.membership.bloc_year.year
    notify(
        _others(heads_of(unit), by),
        f"{by} báo đã điền xong đăng ký thi đua năm {year} của {unit}, chờ Anh/chị kiểm tra và gửi.",
        reverse("pledges:registration_check", args=registration.url_args),
    )


def registration_submitted(registration, by):
    """Who is to receive it and the unit's own people, with the number of the receipt."""
    membership, revision = registration.membership, registration.revisions.last()
    receipt = f" Mã biên nhận: {revision.receipt}." if revision else ""
    notify(
        _others(officers_of(receiver(membership), membership.unit), by),
        f"{membership.unit} đã gửi đăng ký thi đua năm {membership.bloc_year.year}.{receipt}",
        registration.get_absolute_url(),
    )


def registration_withdrawn(registration, by):
    membership = registration.membership
    year = membership.bloc_year
    notify(
        _others(officers_of(receiver(membership)), by),
        f"{membership.unit} rút lại đăng ký thi đua năm {year.year} để sửa.",
        # The draft itself is no longer theirs to read.
        reverse("pledges:registration_list", args=year.url_args),
    )


def registration_accepted(registration, by):
    notify(
        _others(officers_of(registration.membership.unit), by),
        f"Đăng ký thi đua năm {registration.membership.bloc_year.year} của đơn vị đã được tiếp nhận.",
        registration.get_absolute_url(),
    )


def paper_undone(registration, by):
    membership = registration.membership
    notify(
        _others(officers_of(membership.unit), by),
        f"Ghi nhận bản giấy đăng ký thi đua năm {membership.bloc_year.year} của đơn vị đã được bỏ; đơn vị đăng ký trên "
        "chương trình.",
        registration.get_absolute_url(),
    )


def registration_returned(registration, by):
    membership = registration.membership
    year = membership.bloc_year
    if rules.organises(by, year):
        sender = str(year.bloc.organiser)
    else:
        sender = year.bloc.deputy_title if membership.role == membership.Role.LEADER else year.bloc.leader_title
    notify(
        _others(officers_of(membership.unit), by),
        f"{sender} đề nghị bổ sung: {registration.return_reason}",
        registration.get_absolute_url(),
    )


def covenant_consulted(covenant, by, until):
    notify(
        members_but(by, covenant.bloc_year),
        f"Dự thảo giao ước thi đua năm {covenant.bloc_year.year} đang lấy ý kiến các đơn vị"
        f"{_again(covenant.last_round)}, đến hết ngày {until:%d/%m/%Y}.",
        covenant.get_absolute_url(),
    )


def _again(consulted):
    return f" (đợt {consulted.number})" if consulted.number > 1 else ""


def covenant_prolonged(covenant, by, until):
    notify(
        members_but(by, covenant.bloc_year),
        f"Dự thảo giao ước thi đua năm {covenant.bloc_year.year} được góp ý đến hết ngày {until:%d/%m/%Y} (gia hạn).",
        covenant.get_absolute_url(),
    )


def covenant_shared(covenant, by):
    notify(
        members_but(by, covenant.bloc_year),
        f"{covenant.bloc_year.bloc.leader_title} cho các đơn vị xem ý kiến của nhau về dự thảo giao ước thi đua năm "
        f"{covenant.bloc_year.year}.",
        covenant.get_absolute_url(),
    )


def covenant_redrafted(covenant, by):
    year = covenant.bloc_year
    notify(
        members_but(by, year),
        f"Đợt lấy ý kiến về dự thảo giao ước thi đua năm {year.year} đã kết thúc; {year.bloc.leader_title} sửa tiếp dự "
        "thảo.",
        covenant.get_absolute_url(),
    )


def covenant_frozen(covenant, by):
    notify(
        members_but(by, covenant.bloc_year),
        f"Giao ước thi đua năm {covenant.bloc_year.year} (phiên bản {covenant.version}) đã chốt, chờ ký.",
        covenant.get_absolute_url(),
    )


def signers_of(covenant):
    """The people of the units that have signed."""
    signed = covenant.pledges.signed().select_related("membership")
    return officers_of(*(pledge.membership.unit_id for pledge in signed))


def covenant_revised(covenant, by):
    """Everybody: who has signed signs again, who has not is awaited no more."""
    year, version = covenant.bloc_year, covenant.version
    signed = f", kể cả đơn vị đã ký phiên bản {version}" if covenant.pledges.signed().exists() else ""
    reason = f" Lý do: {covenant.revised_reason}" if covenant.revised_reason else ""
    notify(
        members_but(by, year),
        f"{year.bloc.leader_title} soạn phiên bản {version + 1} của giao ước thi đua năm {year.year}. Phiên bản "
        f"{version} không nhận chữ ký nữa; phiên bản mới chốt xong thì mọi đơn vị ký{signed}.{reason}",
        reverse("pledges:covenant_version", args=[*covenant.url_args, version]),
    )


def told_of_declining(pledge, by):
    """The leader's office and those who have signed already."""
    people = dict.fromkeys([*officers_of(pledge.bloc_year.leader), *signers_of(pledge.covenant)])
    return _others(people, by)


def pledge_declined(pledge, by):
    notify(
        told_of_declining(pledge, by),
        f"{pledge.membership} từ chối ký giao ước thi đua năm {pledge.bloc_year.year}: {pledge.declined_reason}",
        pledge.covenant.get_absolute_url(),
    )


def pledge_reconsidered(pledge, by):
    notify(
        told_of_declining(pledge, by),
        f"{pledge.membership} rút lại từ chối ký giao ước thi đua năm {pledge.bloc_year.year}.",
        pledge.covenant.get_absolute_url(),
    )


def text_issued(text, by):
    notify(
        members_but(by, text.bloc_year),
        f"{text.name} đã được ban hành: {text.document}, ngày {text.document.dated:%d/%m/%Y}.",
        text.get_absolute_url(),
    )


def opinion_given(covenant, member, by):
    year = covenant.bloc_year
    has_words = covenant.last_round.opinions.filter(membership=member).exclude(text="").exists()
    notify(
        _others(officers_of(year.leader), by),
        f"{member} {'góp ý' if has_words else 'nhất trí với'} dự thảo giao ước thi đua năm {year.year}.",
        covenant.get_absolute_url(),
    )


def opinion_answered(covenant, member, by):
    notify(
        _others(officers_of(member.unit), by),
        f"Góp ý của {member} đối với dự thảo giao ước thi đua năm {covenant.bloc_year.year} đã được tiếp "
        "thu, giải trình.",
        covenant.get_absolute_url(),
    )


def organisation_differs(turn, by):
    year = turn.covenant.bloc_year
    notify(
        _others(officers_of(year.leader), by),
        f"{turn.pledge.membership} ký số giao ước thi đua năm {year.year} bằng chứng thư của "
        f"“{turn.judged.organisation}”, chờ Anh/chị xem.",
        reverse("pledges:pledge_digital", args=turn.pledge.url_args),
    )


def signing_turn_ended(pledge, was_refused, by):
    """The leader's office has freed the file, or did not take what came back."""
    year = pledge.bloc_year
    what = "không nhận tệp ký số của đơn vị" if was_refused else "thôi để đơn vị giữ bản ký số"
    notify(
        _others(officers_of(pledge.membership.unit), by),
        f"{year.bloc.leader_title} {what} (giao ước thi đua năm {year.year}). Anh/chị lấy lại bản để ký khi ký.",
        reverse("pledges:pledge_digital", args=pledge.url_args),
    )


def signing_turn_overtaken(turn, why, by):
    """What the leader's office has done, ``why``, ends the turn; nothing can be uploaded by now."""
    year = turn.covenant.bloc_year
    arrived = ", tệp ký số đơn vị đã gửi không được nhận" if turn.arrived_id else ""
    notify(
        _others(officers_of(turn.pledge.membership.unit), by),
        f"Đơn vị thôi giữ bản ký số của giao ước thi đua năm {year.year}{arrived}: {year.bloc.leader_title} {why}.",
        turn.covenant.get_absolute_url(),
    )


def pledge_delegated(pledge, by):
    year = pledge.bloc_year
    notify(
        _others(officers_of(year.leader, pledge.membership.unit), by),
        f"{pledge.membership} cử {pledge.substitution} ký thay giao ước thi đua năm {year.year}.",
        pledge.covenant.get_absolute_url(),
    )
