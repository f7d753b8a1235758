from pledges.models.consultation import ConsultationRound, Opinion
from pledges.models.covenant import CitedBasis, Clause, Covenant
from pledges.models.filled import FilledWorkbook
from pledges.models.history import RegistrationEvent, Revision
from pledges.models.lines import HonourLine, Initiative, Movement, Target
from pledges.models.original import Original, OriginalMark
from pledges.models.pledge import Pledge
from pledges.models.printing import Printing
from pledges.models.registration import Registration
from pledges.models.reminder import Reminder
from pledges.models.report import AdoptedReport
from pledges.models.review import PreparedDecision, Remark
from pledges.models.scan import Scan
from pledges.models.signing import SigningChoice
from pledges.models.substitution import Substitution
from pledges.models.text import BlocText, Criterion, TextClause
from pledges.models.turn import SigningTurn
from pledges.models.working_copy import WorkingCopy

__all__ = [
    "AdoptedReport",
    "BlocText",
    "CitedBasis",
    "Clause",
    "ConsultationRound",
    "Covenant",
    "Criterion",
    "FilledWorkbook",
    "HonourLine",
    "Initiative",
    "Movement",
    "Opinion",
    "Original",
    "OriginalMark",
    "Pledge",
    "PreparedDecision",
    "Printing",
    "Registration",
    "RegistrationEvent",
    "Remark",
    "Reminder",
    "Revision",
    "Scan",
    "SigningChoice",
    "SigningTurn",
    "Substitution",
    "Target",
    "TextClause",
    "WorkingCopy",
]
