from pledges.papers.covenant import covenant_paper as covenant_paper
