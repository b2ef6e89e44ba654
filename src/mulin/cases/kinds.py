"""Words of the loop: states, verbs, links, reasons."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a case stands."""

    REPORTED = "reported", _("waiting to be filed")
    VERIFYING = "verifying", _("being verified")
    FILED = "filed", _("waiting for dispatch")
    DISPATCHED = "dispatched", _("waiting to be accepted")
    HANDLING = "handling", _("being handled")
    HANDLED = "handled", _("waiting for check")
    CHECKED = "checked", _("waiting to be closed")
    ASKING = "asking", _("waiting for the reporter")
    SUSPENDED = "suspended", _("suspended")
    CLOSED = "closed", _("closed")
    DECLINED = "declined", _("not filed")
    MERGED = "merged", _("merged into another")
    WITHDRAWN = "withdrawn", _("withdrawn by the reporter")


ENDED = frozenset({State.CLOSED, State.DECLINED, State.MERGED, State.WITHDRAWN})
OPEN = frozenset(State) - ENDED
PAUSED = frozenset({State.ASKING, State.SUSPENDED})


class Verb(TextChoices):
    """What can be done to a case; `case.<verb>` is the name of its event."""

    REPORT = "report", _("report")
    PLACE = "place", _("place")
    ASK_VERIFY = "ask_verify", _("ask to verify")
    VERIFY = "verify", _("verify")
    FILE = "file", _("file")
    DECLINE = "decline", _("decline")
    MERGE = "merge", _("merge")
    UNMERGE = "unmerge", _("take apart")
    WITHDRAW = "withdraw", _("withdraw")
    DISPATCH = "dispatch", _("dispatch")
    ACCEPT = "accept", _("accept")
    RETURN = "return", _("return as not mine")
    DESIGNATE = "designate", _("designate")
    HANDLE = "handle", _("report as handled")
    SOLVE = "solve", _("solve on the spot")
    CONFIRM = "confirm", _("confirm")
    CHECK = "check", _("check")
    CLOSE = "close", _("close")
    RATE = "rate", _("rate")
    REOPEN = "reopen", _("reopen")
    ASK = "ask", _("ask the reporter")
    ANSWER = "answer", _("answer the question")
    REPLY = "reply", _("reply")
    EXTEND = "extend", _("ask for more time")
    GRANT = "grant", _("decide on more time")
    SUSPEND = "suspend", _("suspend")
    RESUME = "resume", _("resume")
    URGE = "urge", _("urge")
    SUPERVISE = "supervise", _("supervise")
    ESCALATE = "escalate", _("escalate one rank up")
    DECIDE = "decide", _("decide as overseer")
    WHISTLE = "whistle", _("whistle")
    ARRIVE = "arrive", _("report in")
    FINISH_PART = "finish_part", _("report a part as done")
    INSTRUCT = "instruct", _("instruct")
    FULFIL = "fulfil", _("answer the instruction")
    TRANSFER = "transfer", _("transfer to 110, 119 or 120")
    ORDER = "order", _("link a hotline order")
    CONTACT = "contact", _("first contact")
    CALL_BACK = "call_back", _("call back")
    SIT = "sit", _("hold a sitting")
    AGREE = "agree", _("record an agreement")
    FOLLOW_UP = "follow_up", _("follow up")
    APPEAL = "appeal", _("appeal the overdue mark")
    JUDGE = "judge", _("decide the appeal")
    NOTE = "note", _("note")
    RECLASSIFY = "reclassify", _("change the kind")
    LAPSE = "lapse", _("overdue")
    WARN = "warn", _("warning")
    ERASE = "erase", _("erase words")
    IMPORT = "import", _("bring in")


class CloseReason(TextChoices):
    """How a case ended; the six endings without dispatch are those of the Beijing rule, art. 11."""

    SOLVED = "solved", _("solved")
    ON_THE_SPOT = "on_the_spot", _("solved on the spot")
    ANSWERED = "answered", _("answered")
    THANKED = "thanked", _("thanks passed on")
    AGREED = "agreed", _("agreement reached")
    NOT_AGREED = "not_agreed", _("no agreement; the legal route was explained")
    NOT_SOLVABLE = "not_solvable", _("cannot be solved for now; reasons explained")
    EMERGENCY = "emergency", _("transferred to 110, 119 or 120")
    LEGAL_ROUTE = "legal_route", _("in or for court, arbitration, review or petition")
    NO_NEW_FACTS = "no_new_facts", _("the same matter without new facts; progress told")
    SECRET = "secret", _("secrets or privacy; explained")
    OUTSIDE = "outside", _("outside the duties; market or social route told")
    UNLAWFUL = "unlawful", _("unlawful or against morals; advised")
    NOT_TRUE = "not_true", _("could not be found on the spot")
    NOT_ADMITTED = "not_admitted", _("not on the admission list")
    DUPLICATE = "duplicate", _("the same as another case")
    WITHDRAWN = "withdrawn", _("withdrawn by the reporter")
    HISTORY = "history", _("ended before it was brought in")


class PartRole(TextChoices):
    """What an organisation does in a case."""

    SOLE = "sole", _("handles")
    LEAD = "lead", _("leads")
    ASSIST = "assist", _("assists")


class PartState(TextChoices):
    """Where an assignment stands."""

    OFFERED = "offered", _("waiting to be accepted")
    ACCEPTED = "accepted", _("accepted")
    DONE = "done", _("done")
    RETURNED = "returned", _("returned")
    WITHDRAWN = "withdrawn", _("taken back")


class Stage(TextChoices):
    """Where a clock stands."""

    RUNNING = "running", _("running")
    WARNED = "warned", _("yellow warning")
    OVERDUE = "overdue", _("overdue")
    PAUSED = "paused", _("stopped for now")
    STOPPED = "stopped", _("stopped")


class Voice(TextChoices):
    """Which words of a case a row holds."""

    TEXT = "text", _("description")
    ADDRESS = "address", _("address")
    NOTE = "note", _("note")
    REASON = "reason", _("reason")
    RESULT = "result", _("result")
    REPLY = "reply", _("reply to the reporter")
    QUESTION = "question", _("question to the reporter")
    ANSWER = "answer", _("reporter's answer")
    INSTRUCTION = "instruction", _("instruction")
    RATING = "rating", _("reporter's comment")
    AGREEMENT = "agreement", _("agreement")
    MINUTES = "minutes", _("minutes of a sitting")
    CALL = "call", _("call-back")


class Audience(TextChoices):
    """Who may read a row of words."""

    PUBLIC = "public", _("everybody")
    REPORTER = "reporter", _("the reporter and those in charge")
    STAFF = "staff", _("those in charge")


class WhistleKind(TextChoices):
    """Occasions on which departments are called to report in."""

    DAILY = "daily", _("daily whistle")
    KEY_TASK = "key_task", _("key-task whistle")
    EMERGENCY = "emergency", _("emergency whistle")


class PromptKind(TextChoices):
    """Pressure on those who hold a case."""

    URGE = "urge", _("urged")
    SUPERVISE = "supervise", _("supervised")
    YELLOW = "yellow", _("yellow warning")
    RED = "red", _("red warning")


class Decision(TextChoices):
    """What became of a request or an overseer's duty."""

    OPEN = "open", _("to be decided")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


class Satisfaction(TextChoices):
    """The reporter's word on the answer."""

    VERY = "very", _("very satisfied")
    SATISFIED = "satisfied", _("satisfied")
    UNSATISFIED = "unsatisfied", _("not satisfied")
