"""Rows of people."""

from mulin.people.models.organisations import Organisation
from mulin.people.models.persons import HouseholdCharge, HouseholdMember, Person
from mulin.people.models.posts import Deputy, Post, Role, Scope, Shift, Tenure
from mulin.people.models.privacy import Consent, Delegate, Look, UnmaskGrant
from mulin.people.models.teams import Team, TeamMember

__all__ = [
    "Consent",
    "Delegate",
    "Deputy",
    "HouseholdCharge",
    "HouseholdMember",
    "Look",
    "Organisation",
    "Person",
    "Post",
    "Role",
    "Scope",
    "Shift",
    "Team",
    "TeamMember",
    "Tenure",
    "UnmaskGrant",
]
