"""What happens on the day: the ceremony, its agenda, delegates, what is written of it and the public article."""

from ceremonies.models.article import Article, Photo
from ceremonies.models.ceremony import AgendaItem, Ceremony
from ceremonies.models.meeting_papers import MeetingClause, MeetingPaper
from ceremonies.models.morning import ItemStart
from ceremonies.models.pack import Pack, PackMaking
from ceremonies.models.people import Adoption, Delegate, GuestImport
from ceremonies.models.personal_invitations import PersonalInvitations

__all__ = [
    "Adoption",
    "AgendaItem",
    "Article",
    "Ceremony",
    "Delegate",
    "GuestImport",
    "ItemStart",
    "MeetingClause",
    "MeetingPaper",
    "Pack",
    "PackMaking",
    "PersonalInvitations",
    "Photo",
]
