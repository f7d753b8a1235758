"""What happens on the day: the ceremony, its agenda, delegates, minutes and the public article."""

from ceremonies.models.article import Article, Photo
from ceremonies.models.ceremony import AgendaItem, Ceremony
from ceremonies.models.minutes import Minutes, MinutesClause
from ceremonies.models.people import Adoption, Delegate

__all__ = ["Adoption", "AgendaItem", "Article", "Ceremony", "Delegate", "Minutes", "MinutesClause", "Photo"]
