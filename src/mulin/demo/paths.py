"""The ways a matter may go here, each as it is lived: from the report to the last word."""

from collections.abc import Callable
from datetime import timedelta

from mulin.cases.actions.ask import answer, ask
from mulin.cases.actions.check import check
from mulin.cases.actions.close import reopen, transfer
from mulin.cases.actions.decline import decline, withdraw
from mulin.cases.actions.dispatch import designate
from mulin.cases.actions.escalate import escalate
from mulin.cases.actions.file import file
from mulin.cases.actions.handle import solve
from mulin.cases.actions.merge import merge
from mulin.cases.actions.reply import reply
from mulin.cases.actions.suspend import resume, suspend
from mulin.cases.actions.verify import ask_verify, verify
from mulin.catalogue.kinds import Door
from mulin.demo import steps
from mulin.demo.scene import Scene
from mulin.demo.spots import handler
from mulin.demo.steps import DAY, closed, confirmed, file_it, rated, send, take_on, work
from mulin.people.access import Actor

EMERGENCY_CALLS = {"1401": "119", "1402": "119", "1403": "120", "1404": "110", "1405": "119"}


def handled(scene: Scene) -> None:
    """The main line."""
    scene.report()
    worker = accepted(scene)
    work(scene, worker)
    finish(scene, worker)


def accepted(scene: Scene, who: str = "") -> Actor:
    file_it(scene)
    worker = send(scene, who)
    take_on(scene, worker)
    return worker


def finish(scene: Scene, worker: Actor) -> None:
    if not confirmed(scene):
        steps.checked(scene, worker)
        closed(scene)
    rated(scene)


def spot(scene: Scene) -> None:
    """Solved by who serves the place; confirmed by the reporter or looked at by another post."""
    scene.report()
    solved(scene)
    if not confirmed(scene):
        scene.wait(30, 6 * 60)
        scene.do(check, by=scene.post("P-{short}-CHK"), passed=True, note=scene.any("pass_note"))
        closed(scene)
    rated(scene)


def solved(scene: Scene) -> None:
    worker = scene.crew.post(scene.handler)
    scene.wait(4, 28)
    if scene.kind.photos_after:
        scene.show("after", worker)
    scene.do(solve, by=worker, result=scene.say("note"), kind=scene.kind)


def verified_away(scene: Scene) -> None:
    """Nothing is found on the spot: not filed."""
    scene.report()
    scene.wait(10, 90)
    looks = scene.post("P-{grid}-GW")
    at = scene.crew.posts[looks.posts[0].code]
    scene.do(ask_verify, by=steps.desk(scene), post=at, note=scene.any("verify_ask"))
    scene.wait(30, 180)
    scene.do(verify, by=looks, found=False, note=scene.any("verify_not"))
    scene.wait(10, 90)
    scene.do(decline, by=steps.desk(scene), reason="not_true", reply=scene.any("decline_true"))


def declined(scene: Scene) -> None:
    """Not for the community: the way to go is told."""
    scene.report()
    scene.wait(10, 120)
    reason = scene.story.words("reason", scene.turn) or "outside"
    scene.do(decline, by=steps.desk(scene), reason=reason, reply=scene.say("reply"))


def extended(scene: Scene) -> None:
    scene.report()
    worker = accepted(scene)
    steps.more_time(scene, worker)
    scene.wait(2 * DAY, 5 * DAY)
    steps.result(scene, worker)
    finish(scene, worker)


def suspended(scene: Scene) -> None:
    """Rests until the owners have voted or the frost is over."""
    scene.report()
    worker = accepted(scene)
    scene.wait(90, DAY)
    until = scene.clock.moment + timedelta(days=scene.rng.randint(12, 26))
    scene.do(
        suspend, by=steps.desk(scene), until=until, reason=scene.say("hold") or scene.any("suspend_reason")
    )
    scene.wait(9 * DAY, 11 * DAY)
    scene.do(resume, by=steps.desk(scene))
    scene.wait(DAY, 3 * DAY)
    steps.result(scene, worker)
    finish(scene, worker)


def returned(scene: Scene) -> None:
    """Not theirs: sent on to who answers for it."""
    scene.report()
    file_it(scene)
    steps.returned(scene, scene.story.wrong, "wrong_note")
    worker = send(scene, reason="redispatch_reason")
    take_on(scene, worker)
    work(scene, worker)
    finish(scene, worker)


def twice(scene: Scene) -> None:
    """After two returns the superior names the handler, finally."""
    scene.report()
    file_it(scene)
    steps.returned(scene, scene.story.wrong, "wrong_note")
    steps.returned(scene, scene.story.wrong2, "wrong2_note")
    scene.wait(20, 120)
    organisation, post = handler(scene.story.who, scene.spot)
    to = scene.crew.organisations[organisation]
    scene.do(designate, by=scene.post("P-D-DSP"), organisation=to, reason=scene.any("designate_reason"))
    worker = scene.crew.post(post)
    take_on(scene, worker)
    work(scene, worker)
    finish(scene, worker)


def escalated(scene: Scene) -> None:
    """More than the community can do: the overseer above decides and helps."""
    scene.report()
    worker = accepted(scene)
    scene.wait(DAY, 2 * DAY)
    scene.do(escalate, by=steps.desk(scene), reason=scene.any("rise_reason"))
    scene.wait(120, 6 * 60)
    steps.overseen(scene)
    scene.wait(DAY, 2 * DAY)
    steps.result(scene, worker)
    finish(scene, worker)


def reopened(scene: Scene) -> None:
    """Rated as not solved, opened again, done better."""
    scene.report()
    worker = accepted(scene)
    work(scene, worker)
    steps.checked(scene, worker)
    closed(scene)
    if not scene.reporter:
        return
    scene.wait(2 * 60, 2 * DAY, office=False)
    scene.do(reopen, by=scene.crew.resident(scene.reporter), reason=scene.say("again"))
    scene.wait(DAY / 2, 2 * DAY)
    steps.result(scene, worker)
    scene.wait(60, 5 * 60)
    scene.do(check, by=scene.post("P-{short}-CHK"), passed=True, note=scene.any("pass_note"))
    closed(scene)
    rated(scene, "rate2")


def asked(scene: Scene) -> None:
    """Papers are missing: the reporter is asked, the clocks rest."""
    scene.report()
    worker = accepted(scene)
    scene.wait(30, 200)
    scene.do(ask, by=worker, question=scene.say("ask"))
    scene.wait(3 * 60, 1.5 * DAY, office=False)
    who = scene.crew.resident(scene.reporter) if scene.reporter else worker
    scene.do(answer, by=who, text=scene.say("answer"))
    work(scene, worker)
    finish(scene, worker)


def withdrawn(scene: Scene) -> None:
    scene.report()
    if not scene.reporter:
        return
    scene.wait(60, DAY / 2, office=False)
    scene.do(withdraw, by=scene.crew.resident(scene.reporter), note=scene.say("withdraw"))


def answered(scene: Scene) -> None:
    """A question wants an answer, not handling."""
    scene.report()
    scene.wait(6, 90)
    scene.do(reply, by=scene.post("P-{short}-STF-1"), text=scene.say("reply"), kind=scene.kind)
    rated(scene)


def thanks(scene: Scene) -> None:
    scene.report()
    scene.wait(10, 200)
    scene.do(reply, by=scene.post("P-{short}-STF-2"), text=scene.say("reply"), kind=scene.kind)


def emergency(scene: Scene) -> None:
    """Handed to 110, 119 or 120 within minutes."""
    scene.report()
    scene.wait(1, 4, office=False)
    to = EMERGENCY_CALLS[scene.story.kind]
    if scene.case.kind_id is None:
        scene.do(file, by=scene.post("P-{short}-DSP"), kind=scene.kind, urgency=scene.story.urgency)
    scene.do(transfer, by=scene.post("P-{grid}-GW"), to=to, note=scene.say("note"))


def merged(scene: Scene) -> None:
    """A neighbour reports the same once more, or calls the hotline; both are told the one answer."""
    scene.report()
    file_it(scene)
    worker = send(scene)
    first, first_reporter = scene.case, scene.reporter
    scene.wait(10, 200)
    scene.turn += 1
    if scene.turn % 2:
        scene.report(door=Door.HOTLINE)
        steps.order(scene)
    else:
        scene.report()
    second = scene.case
    scene.wait(5, 40)
    second = merge(second, into=first, by=scene.post("P-{short}-DSP"))
    scene.turn -= 1
    scene.case, scene.reporter = type(first).objects.get(pk=first.pk), first_reporter
    take_on(scene, worker)
    work(scene, worker)
    finish(scene, worker)


SIMPLE: dict[str, Callable[[Scene], None]] = {
    "handled": handled,
    "spot": spot,
    "spotdispatch": handled,
    "verified_away": verified_away,
    "declined": declined,
    "extended": extended,
    "suspended": suspended,
    "returned": returned,
    "twice": twice,
    "escalated": escalated,
    "reopened": reopened,
    "asked": asked,
    "withdrawn": withdrawn,
    "answered": answered,
    "thanks": thanks,
    "emergency": emergency,
    "merged": merged,
    "errand": handled,
}
