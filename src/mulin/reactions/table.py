"""What follows from what, on one page: event -> handlers. Each handler is harmless when repeated."""

from collections.abc import Callable

from mulin.reactions import campaigns
from mulin.reactions.approving import tell_approvers, tell_asker
from mulin.reactions.caring import (
    tell_call_owed,
    tell_caseless,
    tell_left,
    tell_opened,
    tell_visit,
    tell_watch_off,
)
from mulin.reactions.confirming import note_choice
from mulin.reactions.delivering import send_code
from mulin.reactions.forgetting import forget
from mulin.reactions.redrawing import carry_over, follow_ground
from mulin.reactions.rounds import leave_to_post, pass_on, tell_missed, tell_redrawn
from mulin.reactions.telling import (
    tell_called,
    tell_holder,
    tell_next,
    tell_overseer,
    tell_reporter,
    tell_secretary,
    tell_verifier,
)
from mulin.reactions.touring import (
    stand_down,
    tell_called_off,
    tell_coming,
    tell_drawn,
    tell_instead,
    tell_shop,
    tell_stopped,
    tell_unanswered,
)
from mulin.reactions.visiting import after_discharge, after_moving, after_silence, arrange
from mulin.trail.models import Event

Handler = Callable[[Event], None]

TABLE: dict[str, tuple[Handler, ...]] = {
    "area.split": (carry_over,),
    "area.merged": (carry_over,),
    "area.moved": (follow_ground,),
    "area.retired": (follow_ground,),
    "person.moved_out": (after_moving, tell_left),
    "person.moved_in": (after_moving,),
    "person.unmask_asked": (tell_approvers,),
    "person.unmask_approved": (tell_asker,),
    "person.unmask_declined": (tell_asker,),
    "code.asked": (send_code,),
    "fault.found": (tell_watch_off,),
    "check.owed": (tell_call_owed,),
    "entry.opened": (tell_opened,),
    "delivery.said": (tell_visit, after_silence),
    "entry.made": (arrange,),
    "entry.changed": (arrange,),
    "entry.ended": (arrange,),
    "entry.discharged": (after_discharge,),
    "alert.raised": (tell_caseless,),
    "alert.followed": (after_silence,),
    "case.report": (tell_reporter, tell_next, tell_secretary),
    "case.unmerge": (tell_next,),
    "case.ask_verify": (tell_verifier,),
    "case.file": (tell_reporter, note_choice),
    "case.reclassify": (note_choice,),
    "case.decline": (tell_reporter,),
    "case.merge": (tell_reporter,),
    "case.dispatch": (tell_reporter, tell_holder),
    "case.designate": (tell_reporter, tell_holder),
    "case.return": (tell_next,),
    "case.handle": (tell_reporter, tell_next),
    "case.solve": (tell_reporter, tell_next, note_choice),
    "case.check": (tell_next,),
    "case.close": (tell_reporter,),
    "case.confirm": (tell_reporter,),
    "case.reply": (tell_reporter, note_choice),
    "case.transfer": (tell_reporter,),
    "case.reopen": (tell_holder,),
    "case.ask": (tell_reporter,),
    "case.answer": (tell_holder,),
    "case.extend": (tell_next,),
    "case.grant": (tell_holder,),
    "case.suspend": (tell_reporter,),
    "case.urge": (tell_holder,),
    "case.supervise": (tell_holder,),
    "case.warn": (tell_holder,),
    "case.lapse": (tell_holder,),
    "case.escalate": (tell_overseer,),
    "case.decide": (tell_holder,),
    "case.whistle": (tell_called,),
    "case.instruct": (tell_holder,),
    "case.fulfil": (tell_reporter,),
    "round.missed": (tell_missed,),
    "tour.planned": (tell_coming,),
    "tour.stopped": (tell_stopped,),
    "tour.drawn": (tell_drawn,),
    "tour.declined": (tell_instead,),
    "tour.cancelled": (tell_called_off,),
    "finding.found": (tell_shop,),
    "finding.late": (tell_unanswered,),
    "person.erased": (stand_down, forget),
    "plan.followed": (tell_redrawn,),
    "campaign.followed": (campaigns.tell_redrawn,),
    "step.due": (campaigns.tell_step_due,),
    "step.late": (campaigns.tell_step_late,),
    "post.handed_over": (pass_on,),
    "post.left": (leave_to_post,),
}
