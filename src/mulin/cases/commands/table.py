"""The verbs that can be sent, with what each asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mulin.cases.actions import (
    accept,
    appeal,
    ask,
    check,
    close,
    decline,
    dispatch,
    erase,
    escalate,
    extend,
    file,
    handle,
    hotline,
    instruct,
    mediate,
    merge,
    note,
    place,
    rate,
    reply,
    suspend,
    take_on,
    urge,
    verify,
    whistle,
)
from mulin.cases.commands.fields import Ask, Shape
from mulin.cases.kinds import CloseReason, Satisfaction, Verb, WhistleKind
from mulin.catalogue.kinds import Urgency

S = Shape
NOTE = _("Note")


@dataclass(frozen=True)
class Command:
    """A verb under the name it is sent by; `versioned` when it takes `expected_version`, `keyed` when `key`."""

    verb: Verb
    action: Callable[..., Any]
    asks: tuple[Ask, ...] = ()
    versioned: bool = True
    keyed: bool = False
    label: str | Promise = ""
    harm: bool = False


def _reason(*, required: bool = True) -> Ask:
    return Ask("reason", _("Reason"), S.TEXT, required=required)


def _note(label: str | Promise = NOTE, name: str = "note", *, required: bool = False) -> Ask:
    return Ask(name, label, S.TEXT, required=required)


KIND = Ask("kind", _("Kind of matter"), S.KIND)
STANDARD = Ask("standard", _("Filing standard"), S.STANDARD)
URGENCY = Ask("urgency", _("Urgency"), S.CHOICE, choices=Urgency.choices)
ORGANISATION = Ask("organisation", _("Organisation"), S.ORGANISATION)
POST = Ask("post", _("Post"), S.POST)
RESULT = Ask("result", _("What was done"), S.TEXT, required=True)
CAPTURED = Ask("captured_at", _("Done at"), S.MOMENT)
DECLINES = [(r.value, r.label) for r in CloseReason if r in decline.DECLINING]
CLOSES = [(r.value, r.label) for r in CloseReason if r in close.CLOSING]
NUMBERS = [
    ("110", _("110 police")),
    ("119", _("119 fire")),
    ("120", _("120 ambulance")),
    ("122", _("122 traffic")),
]
DECISIONS = [
    ("support", _("support the handler")),
    ("council", _("put on the next council's agenda")),
    ("send_back", _("send back down")),
    ("rise", _("let it rise one rank")),
]

V = Verb
COMMANDS: dict[str, Command] = {
    "place": Command(
        V.PLACE,
        place.place,
        (
            Ask("area", _("Area"), S.AREA),
            Ask("lng", _("Longitude"), S.DEGREE),
            Ask("lat", _("Latitude"), S.DEGREE),
        ),
    ),
    "ask_verify": Command(
        V.ASK_VERIFY,
        verify.ask_verify,
        (Ask("post", _("Who goes and looks"), S.POST, required=True), _note()),
    ),
    "verify": Command(
        V.VERIFY, verify.verify, (Ask("found", _("It is as reported"), S.FLAG, required=True), _note())
    ),
    "file": Command(V.FILE, file.file, (KIND, STANDARD, URGENCY)),
    "reclassify": Command(
        V.RECLASSIFY,
        file.reclassify,
        (Ask("kind", _("Kind of matter"), S.KIND, required=True), STANDARD, URGENCY),
    ),
    "decline": Command(
        V.DECLINE,
        decline.decline,
        (
            Ask("reason", _("Why it is not filed"), S.CHOICE, required=True, choices=DECLINES),
            _note(_("Words for the reporter"), "reply", required=True),
        ),
        harm=True,
    ),
    "reply": Command(V.REPLY, reply.reply, (_note(_("Answer"), "text", required=True), KIND)),
    "merge": Command(
        V.MERGE, merge.merge, (Ask("into", _("The other case"), S.CASE, required=True),), harm=True
    ),
    "unmerge": Command(V.UNMERGE, merge.unmerge),
    "withdraw": Command(V.WITHDRAW, decline.withdraw, (_note(),), versioned=False, keyed=True, harm=True),
    "dispatch": Command(V.DISPATCH, dispatch.dispatch, (ORGANISATION, POST, _reason(required=False))),
    "designate": Command(
        V.DESIGNATE,
        dispatch.designate,
        (Ask("organisation", _("Organisation"), S.ORGANISATION, required=True), POST, _reason()),
    ),
    "take_on": Command(V.FILE, take_on.take_on, (KIND,)),
    "accept": Command(V.ACCEPT, accept.accept),
    "return": Command(V.RETURN, accept.give_back, (_reason(),), harm=True),
    "handle": Command(
        V.HANDLE,
        handle.handle,
        (RESULT, Ask("contacted", _("I have contacted the reporter"), S.FLAG), CAPTURED),
    ),
    "solve": Command(V.SOLVE, handle.solve, (RESULT, KIND, CAPTURED)),
    "confirm": Command(V.CONFIRM, check.confirm, (_note(),), versioned=False, keyed=True),
    "check": Command(
        V.CHECK, check.check, (Ask("passed", _("It is really done"), S.FLAG, required=True), _note())
    ),
    "close": Command(
        V.CLOSE,
        close.close,
        (
            Ask("conditions_met", _("The closing condition is met"), S.FLAG, default=False),
            Ask("reason", _("How it ended"), S.CHOICE, choices=CLOSES),
            _note(_("Answer for the reporter"), "reply"),
        ),
    ),
    "transfer": Command(
        V.TRANSFER,
        close.transfer,
        (Ask("to", _("Transferred to"), S.CHOICE, required=True, choices=NUMBERS), _note()),
        versioned=False,
    ),
    "reopen": Command(V.REOPEN, close.reopen, (_reason(),), keyed=True),
    "rate": Command(
        V.RATE,
        rate.rate,
        (
            Ask("solved", _("Is it solved?"), S.FLAG, required=True),
            Ask(
                "satisfaction",
                _("How satisfied are you?"),
                S.CHOICE,
                required=True,
                choices=Satisfaction.choices,
            ),
            _note(_("Anything to add"), "comment"),
        ),
        versioned=False,
        keyed=True,
    ),
    "ask": Command(V.ASK, ask.ask, (_note(_("Question to the reporter"), "question", required=True),)),
    "answer": Command(
        V.ANSWER, ask.answer, (_note(_("Answer"), "text", required=True),), versioned=False, keyed=True
    ),
    "extend": Command(V.EXTEND, extend.extend, (_reason(),)),
    "grant": Command(
        V.GRANT, extend.grant, (Ask("granted", _("Grant more time"), S.FLAG, required=True), _note())
    ),
    "suspend": Command(
        V.SUSPEND, suspend.suspend, (Ask("until", _("Until"), S.MOMENT, required=True), _reason())
    ),
    "resume": Command(V.RESUME, suspend.resume),
    "urge": Command(V.URGE, urge.urge, (_note(),), versioned=False, keyed=True),
    "supervise": Command(
        V.SUPERVISE, urge.supervise, (_note(_("What is demanded"), "demand", required=True),)
    ),
    "escalate": Command(V.ESCALATE, escalate.escalate, (_reason(),)),
    "decide": Command(
        V.DECIDE,
        escalate.decide,
        (
            Ask("decision", _("Decision"), S.CHOICE, required=True, choices=DECISIONS),
            _note(_("Instruction"), "note", required=True),
        ),
    ),
    "whistle": Command(
        V.WHISTLE,
        whistle.whistle,
        (
            Ask("kind", _("Kind of whistle"), S.CHOICE, required=True, choices=WhistleKind.choices),
            Ask("lead", _("Leads"), S.ORGANISATION, required=True),
            Ask("assist", _("Assist"), S.ORGANISATIONS, required=True),
            Ask("report_in_minutes", _("Report in within (minutes)"), S.WHOLE, default=30),
            _reason(),
        ),
    ),
    "arrive": Command(V.ARRIVE, whistle.arrive, (_note(),), versioned=False),
    "finish_part": Command(V.FINISH_PART, whistle.finish_part, (RESULT,)),
    "instruct": Command(
        V.INSTRUCT,
        instruct.instruct,
        (
            _note(_("Instruction"), "text", required=True),
            Ask("days", _("Working days"), S.WHOLE, default=3),
            Ask("to", _("To whom"), S.ORGANISATION),
        ),
    ),
    "fulfil": Command(
        V.FULFIL,
        instruct.fulfil,
        (
            Ask("accepted", _("I accept what was done"), S.FLAG, required=True),
            _note(_("Answer for the reporter"), "reply", required=True),
        ),
    ),
    "link_order": Command(
        V.ORDER,
        hotline.link_order,
        (
            Ask("order_no", _("Hotline order number"), S.LINE, required=True),
            Ask("received_at", _("Received at"), S.MOMENT),
        ),
        versioned=False,
    ),
    "contact": Command(V.CONTACT, hotline.contact, (_note(),), versioned=False),
    "call_back": Command(
        V.CALL_BACK,
        hotline.call_back,
        (
            Ask("reached", _("Was the caller reached?"), S.FLAG, required=True),
            Ask("contacted", _("Had the handler made contact?"), S.FLAG, after="reached"),
            Ask("solved", _("Is it solved?"), S.FLAG, after="reached"),
            Ask(
                "satisfaction",
                _("How satisfied is the caller?"),
                S.CHOICE,
                choices=Satisfaction.choices,
                after="reached",
            ),
            _note(),
        ),
        versioned=False,
    ),
    "agree": Command(
        V.AGREE,
        mediate.agree,
        (
            Ask("agreed", _("The parties agree"), S.FLAG, default=False),
            _note(_("What was agreed"), "text", required=True),
        ),
    ),
    "follow_up": Command(
        V.FOLLOW_UP,
        mediate.follow_up,
        (Ask("kept", _("The agreement is kept"), S.FLAG, required=True), _note(required=True)),
        versioned=False,
    ),
    "judge": Command(
        V.JUDGE,
        appeal.judge,
        (Ask("granted", _("Leave it out of the figures"), S.FLAG, required=True), _note()),
        versioned=False,
    ),
    "appeal": Command(
        V.APPEAL,
        appeal.appeal,
        (Ask("clock", _("Which limit"), S.CLOCK, required=True), _reason()),
        versioned=False,
    ),
    "note": Command(
        V.NOTE,
        note.note,
        (
            _note(_("Note"), "text", required=True),
            Ask("for_reporter", _("The reporter may read it"), S.FLAG),
        ),
        versioned=False,
    ),
    "erase": Command(V.ERASE, erase.erase_words, versioned=False, harm=True),
}
