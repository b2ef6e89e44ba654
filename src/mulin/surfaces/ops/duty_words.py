"""What each duty opens, in a sentence for whoever hands it out."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mulin.people.kinds import Duty

OPENS: dict[Duty, Promise] = {
    Duty.CASE_REPORT: _("Reports matters from the field or takes them in at the desk for others."),
    Duty.CASE_SEE: _("Reads all cases of its area that are not confidential, with the reporter masked."),
    Duty.CASE_VERIFY: _("Says on the spot whether a report is true."),
    Duty.CASE_FILE: _("Files reports as cases, declines them, or joins those that are one."),
    Duty.CASE_DISPATCH: _("Sends cases to who is to handle them, and says why."),
    Duty.CASE_DESIGNATE: _("Names the handler finally after two returned it as not theirs."),
    Duty.CASE_HANDLE: _("Receives what is sent to its organisation or post, handles it, or returns it."),
    Duty.CASE_CHECK: _("Checks what others have handled, never its own work."),
    Duty.CASE_CLOSE: _("Closes cases that were checked, with the answer to the reporter."),
    Duty.CASE_CALLBACK: _("Calls reporters back and notes whether they are content."),
    Duty.CASE_URGE: _("Reminds handlers; the reminder stands in the history."),
    Duty.CASE_SUPERVISE: _("Sees what is late in its area and demands an explanation."),
    Duty.CASE_WHISTLE: _("Calls several departments to one matter, with a time to report in."),
    Duty.CASE_OVERSEE: _("Decides what was raised to its rank."),
    Duty.CASE_INSTRUCT: _("Answers letters to the secretary and instructs with a limit."),
    Duty.CASE_MEDIATE: _("Opens the disputes of its area, with the parties; nobody else does."),
    Duty.CASE_COMPLAINT: _("Opens complaints about staff; who is complained of never does."),
    Duty.CARE_SEE: _("Opens care matters and why somebody needs care."),
    Duty.PERSON_SEE: _("Finds the people who live in its area, names and numbers masked."),
    Duty.PERSON_EDIT: _("Registers people, corrects what is kept of them and takes down their consent."),
    Duty.PERSON_UNMASK: _("Opens a person's data with a reason, which the person reads."),
    Duty.HOUSEHOLD_SERVE: _("May be named as the one who answers for a household."),
    Duty.CAMPAIGN_RUN: _("Starts campaigns, makes their lists, says who answers for what, ends them."),
    Duty.CAMPAIGN_DO: _("Talks with the parties of a campaign's targets and notes what is agreed."),
    Duty.CAMPAIGN_SEE: _("Reads the counts of campaigns, never what the parties said."),
    Duty.OUTREACH_HOLD: _("Plans publicity and service weeks, notes their counts, publishes them."),
    Duty.DIARY_WRITE: _("Writes down what people talk about, a line or two a day."),
    Duty.DIARY_REVIEW: _("Reads the diary week by week, lifts entries up, makes cases and topics of them."),
    Duty.POST_MANAGE: _("Founds organisations and posts in its area and says who holds them."),
    Duty.AREA_MANAGE: _("Draws, splits, joins and renames areas."),
    Duty.CATALOGUE_MANAGE: _("Changes kinds of matter, their limits and who answers for them."),
    Duty.IMPORT_RUN: _("Takes in tables of areas, people, posts and cases."),
    Duty.AUDIT_SEE: _("Searches the whole history and who looked at whom."),
    Duty.OUTBOX_SEE: _("Reads which notices left the house and which failed."),
    Duty.SCREEN_SEE: _("Reads the figures of its area; cases only where it may see them."),
    Duty.KEY_MANAGE: _("Lets programs in, each as one post, and shuts them out."),
    Duty.ACCOUNT_MANAGE: _("Opens and closes logins and gives first passwords."),
}
