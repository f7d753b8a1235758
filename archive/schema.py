"""The shape of a bloc file, as JSON Schema whose every leaf says in Vietnamese what it wants.

Marks about the data (synthetic, note, source …) may stand in any object; any other
unknown key is an error. What joins several places of a file is in ``archive.checking``.
"""

import re
from difflib import get_close_matches

from jsonschema import Draft202012Validator

from archive.ceremony_shape import CEREMONY
from archive.shapes import (
    LARGEST_ORDER,
    NULL_CODE,
    choice,
    code,
    day,
    figure,
    flag,
    formats,
    many,
    moment,
    text,
    thing,
    whole,
)
from blocs.models import CommonTarget, Step, TargetKind, Unit
from documents.models import IssuedDocument
from pledges.models import BlocText, Criterion, HonourLine, Opinion

ROLES = {
    "khoi_truong": "leader",
    "cum_truong": "leader",
    "khoi_pho": "deputy",
    "cum_pho": "deputy",
    "thanh_vien": "member",
}
STATUSES = {
    "du_thao": "draft",
    "da_gui": "submitted",
    "gui_cham": "submitted",
    "de_nghi_bo_sung": "returned",
    "da_tiep_nhan": "accepted",
    "da_chot": "accepted",
}


def rows(**more):
    """Rows of a registration; one of a draft may be proposed from an earlier year and not yet confirmed."""
    return many(thing(carried_from=whole(2000, 2200), **more))


SIGNATORY = thing(nullable=True, name=text(100), title=text(150), authority=text(150), rank=text(40))
LINEAGE = thing(
    nullable=True,
    event=text(60),
    year={"type": ["string", "integer", "null"], "says": "phải là năm"},
    date=day(),
    successor_or_receiver=text(300),
    predecessors=many(text(200, needed=True)),
)
MEMBER = thing(
    needs=["order", "code", "name"],
    order=whole(1, LARGEST_ORDER),
    code=code(),
    name=text(200, needed=True),
    abbreviation=text(30),
    parent_body=text(200),
    type=choice(Unit.Kind.values),
    province=text(60),
    role=choice(ROLES),
    signatory=SIGNATORY,
    lineage=LINEAGE,
)
VALUE = {
    "type": ["number", "boolean", "null"],
    "minimum": 0,
    "maximum": 9_999_999_999,
    "says": "phải là số từ 0 trở lên, true, false hoặc null",
}
PROMISE = {
    "text": text(500, needed=True),
    "kind": choice(TargetKind.values, nullable=True),
    "operator": choice(CommonTarget.Operator.values, nullable=True),
    "value": VALUE,
    "unit": text(40),
}
TARGET = thing(
    needs=["code", "text", "kind"], **PROMISE | {"code": text(20, needed=True), "kind": choice(TargetKind.values)}
)
CRITERION = thing(
    needs=["code", "text"],
    code=text(20, needed=True),
    text=text(500, needed=True),
    max=figure(nullable=True),
    per_case=figure(None, nullable=True),
    bands=many(thing(needs=["label", "points"], label=text(100, needed=True), points=figure())),
)
CRITERIA = thing(
    nullable=True,
    scale=figure(),
    main_max=figure(),
    bonus_max=figure(),
    tie_break=many(text(40, needed=True)),
    groups=many(
        thing(
            needs=["code", "title", "kind"],
            code=text(20, needed=True),
            title=text(300, needed=True),
            kind=choice(["main", "bonus", "penalty"]),
            max=figure(nullable=True),
            criteria=many(CRITERION),
        )
    ),
)
# Settings of the year whose names the bloc chooses itself.
SETTINGS = {"type": ["object", "null"], "says": "phải là một đối tượng {…}"}
QUOTAS = thing(nullable=True) | {"additionalProperties": figure()}
NAMES = many(text(20000, needed=True))
REGISTRATION = thing(
    needs=["member", "status"],
    member=code(),
    unit=text(200),
    status=choice(STATUSES),
    doc_number=text(60),
    doc_date=day(),
    paper_received_on=day(),
    headcount=whole(nullable=True),
    women=whole(nullable=True),
    collective=rows(
        needs=["title", "scope", "count"],
        title=text(30, needed=True),
        scope=choice([HonourLine.Scope.WHOLE.value, HonourLine.Scope.PART.value]),
        count=whole(1),
        names=NAMES,
    ),
    individual=rows(
        needs=["title", "count"],
        title=text(30, needed=True),
        count=whole(1),
        names=NAMES,
        posts=many(text(20000)),
    ),
    initiatives=rows(
        needs=["author", "title"],
        author=text(200, needed=True),
        title=text(500, needed=True),
        for_title=text(30),
    ),
    targets=rows(needs=["text"], code=text(20), **PROMISE),
    movements=rows(needs=["name"], name=text(300, needed=True), aim=text(1000), starts_on=day(), ends_on=day()),
    proposal=text(2000),
    return_reason=text(2000),
)
HOLD = thing(needs=["member", "reason"], member=code(), reason=text(1000, needed=True), **{"from": day(), "to": day()})
NOMINATION = thing(needs=["award", "member"], award=text(30, needed=True), member=code(), status=text(40))
EVALUATION = thing(
    nullable=True,
    scores=many(
        thing(
            needs=["member"],
            member=code(),
            self=figure(nullable=True),
            cross=figure(nullable=True),
            final=figure(nullable=True),
            cross_reviewer=NULL_CODE,
        )
    ),
    nominations=many(NOMINATION),
    ballot=thing(
        nullable=True,
        award=text(30, needed=True),
        issued=whole(),
        returned=whole(),
        valid=whole(),
        invalid=whole(),
        yes={
            "type": "object",
            "says": "phải là một đối tượng {mã đơn vị: số phiếu}",
            "additionalProperties": whole(),
        },
        winner=NULL_CODE,
        ratio_all_members=text(20),
    ),
    ranking=many(thing(needs=["rank", "member"], rank=whole(1, LARGEST_ORDER), member=code())),
    handover=thing(nullable=True, **{"from": code(), "to": code(), "date": day()}),
)
CLAUSES = many(
    thing(needs=["level", "text"], level=whole(0, 3), numbered=flag(), text=text(4000, needed=True)),
)
ROUND = thing(
    needs=["opened", "words"],
    opened=moment(),
    shared=moment(),
    closed=moment(),
    words=thing(
        title=text(200),
        subtitle=text(300),
        place=text(100),
        dated=day(),
        opening=text(2000),
        closing=text(2000),
        copies=whole(1, 1000, nullable=True),
        witness=text(100),
        witness_post=text(150),
        witness_organisation=text(200),
        bases=many(text(600, needed=True)),
        clauses=CLAUSES,
    ),
    opinions=many(
        thing(
            needs=["member", "stance", "given"],
            member=code(),
            clause=text(30),
            stance=choice(Opinion.Stance.values),
            text=text(4000),
            given=moment(),
            answer=choice(Opinion.Answer.values),
            response=text(4000),
        )
    ),
)
COVENANT = thing(
    nullable=True,
    title=text(200, needed=True),
    subtitle=text(300),
    place=text(100),
    date=day(),
    date_text=text(200),
    legal_basis=many(
        thing(needs=["text"], text=text(600, needed=True))
        | {
            "type": ["object", "string"],
            "pattern": r"\S",
            "maxLength": 600,
            "says": 'phải là câu căn cứ dài 1 đến 600 ký tự, hoặc đối tượng {"text": …}',
        }
    ),
    signature_grid=thing(nullable=True, top_row=many(code()), columns=whole(1, 6), rows=many(many(code()))),
    witness=thing(nullable=True, organisation=text(200), name=text(100), title=text(150)),
    copies=whole(1, 1000, nullable=True),
    opening=text(2000),
    closing=text(2000),
    clauses=CLAUSES,
    rounds=many(ROUND),
)
BLOC_TEXT = thing(
    needs=["kind", "subject", "date", "signer"],
    kind=choice(BlocText.Kind.values),
    promulgation=choice(BlocText.Promulgation.values),
    subject=text(300, needed=True),
    bases=many(text(600, needed=True)),
    opening=text(2000),
    closing=text(2000),
    clauses=CLAUSES,
    criteria=many(
        thing(
            needs=["kind", "content"],
            kind=choice(Criterion.Kind.values),
            code={
                "type": "string",
                "pattern": r"\ATC[0-9]{2,8}\Z",
                "says": "phải là mã tiêu chí dạng TC01",
            },
            content=text(1000, needed=True),
            max_points=figure(nullable=True)
            | {"exclusiveMinimum": 0, "maximum": 10_000, "says": "phải là số lớn hơn 0"},
            scoring=text(2000),
        )
    ),
    number=text(40),
    date=day(nullable=False),
    signer=text(150, needed=True),
    place=text(200),
)
BLOC_FILE = thing(
    needs=["slug", "kind", "name", "organiser", "year", "members"],
    slug=code() | {"maxLength": 100},
    kind=choice(["khoi", "cum"]),
    name=text(200, needed=True),
    label=text(40),
    description=text(300),
    organiser=text(200, needed=True),
    scope=text(60),
    year=whole(1948, 2200),
    leader=NULL_CODE,
    deputy=NULL_CODE,
    leader_title=text(60),
    deputy_title=text(60),
    members=many(MEMBER, least=1),
    theme=thing(nullable=True, needs=["text"], text=text(300, needed=True)),
    contents=many(thing(needs=["order", "text"], order=whole(1, LARGEST_ORDER), text=text(1000, needed=True))),
    targets=many(TARGET),
    criteria=CRITERIA,
    vote_rules=SETTINGS,
    quotas=QUOTAS,
    deadlines=thing(nullable=True, **dict.fromkeys(Step.values, day())),
    extensions=many(
        thing(
            needs=["member", "step", "due", "reason"],
            member=code(),
            step=choice(Step.values),
            due=day(nullable=False),
            reason=text(300, needed=True),
        )
    ),
    registrations=many(REGISTRATION),
    holds=many(HOLD),
    previous_year=SETTINGS,
    evaluation=EVALUATION,
    texts=many(BLOC_TEXT),
    documents=many(
        thing(
            needs=["type", "title"],
            type=choice(IssuedDocument.Kind.values),
            number=text(40),
            date=day(),
            title=text(600, needed=True),
        )
    ),
    ceremony=CEREMONY,
    covenant=COVENANT,
)
validator = Draft202012Validator(BLOC_FILE, format_checker=formats)


def shape_problems(data) -> list[str]:
    """One sentence for each place where ``data`` has not the shape of a bloc file, in the file's order."""
    errors = sorted(validator.iter_errors(data), key=lambda e: [str(step).zfill(6) for step in e.absolute_path])
    return list(dict.fromkeys(sentence for error in errors for sentence in _sentences(error)))


def place_of(path) -> str:
    """The form "registrations[3].headcount"; "" for the file itself."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def _sentences(error):
    place = place_of(error.absolute_path)
    if error.validator == "required":
        # jsonschema reports each missing key by itself, with the key only in its English message.
        missing = error.message.split("'")[1]
        return [_at(place, f"thiếu khóa “{missing}”.")]
    if error.validator == "additionalProperties" and error.validator_value is False:
        known = error.schema["properties"]
        patterns = error.schema["patternProperties"]
        unknown = [k for k in error.instance if k not in known and not any(re.search(p, k) for p in patterns)]
        return [_at(f"{place}.{key}".lstrip("."), _unknown(key, known)) for key in unknown]
    return [_at(place, f"{error.schema['says']}.")]


def _at(place, sentence):
    return f"{place}: {sentence}" if place else f"Tệp: {sentence}"


def _unknown(key, known):
    near = get_close_matches(key, known, n=1)
    hint = f"; có phải “{near[0]}”?" if near else "."
    return f"khóa này không có trong định dạng{hint}"
