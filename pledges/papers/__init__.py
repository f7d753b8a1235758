from pledges.papers.consolidation import consolidation_paper as consolidation_paper
from pledges.papers.covenant import covenant_paper as covenant_paper
from pledges.papers.opinions import opinions_paper as opinions_paper
from pledges.papers.registration import registration_paper as registration_paper
from pledges.papers.reminder import reminder_paper as reminder_paper
from pledges.papers.text import text_paper as text_paper
