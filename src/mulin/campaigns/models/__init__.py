"""Rows of campaigns and of publicity and service weeks."""

from mulin.campaigns.models.campaigns import Campaign, Target
from mulin.campaigns.models.outreach import Outreach, Partaker, Tally
from mulin.campaigns.models.words import Party, Remark, Spoken, Step, Talk

__all__ = [
    "Campaign",
    "Outreach",
    "Partaker",
    "Party",
    "Remark",
    "Spoken",
    "Step",
    "Talk",
    "Tally",
    "Target",
]
