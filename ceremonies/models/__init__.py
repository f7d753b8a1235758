"""What happens on the day: the ceremony, its agenda, delegates, what is written of it and the public article."""

from ceremonies.models.article import Article, Photo
from ceremonies.models.ceremony import AgendaItem, Ceremony
from ceremonies.models.invitation_copies import InvitationCopies
from ceremonies.models.meeting_papers import MeetingClause, MeetingPaper
from ceremonies.models.morning import ItemStart
from ceremonies.models.pack import Pack, PackMaking
from ceremonies.models.people import Adoption, Delegate, GuestImport

__all__ = [
    "Adoption",
    "AgendaItem",
    "Article",
    "Ceremony",
    "Delegate",
    "GuestImport",
    "InvitationCopies",
    "ItemStart",
    "MeetingClause",
    "MeetingPaper",
    "Pack",
    "PackMaking",
    "Photo",
]
