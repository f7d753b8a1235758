from pledges.models.covenant import CitedBasis, Clause, Covenant, Opinion, Pledge
from pledges.models.registration import HonourLine, Initiative, Movement, Registration, Revision, Target

__all__ = [
    "CitedBasis",
    "Clause",
    "Covenant",
    "HonourLine",
    "Initiative",
    "Movement",
    "Opinion",
    "Pledge",
    "Registration",
    "Revision",
    "Target",
]
