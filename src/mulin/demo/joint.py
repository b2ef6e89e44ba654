"""Ways that take several hands or closed doors: whistle, hotline, secretary, mediation, care, complaint."""

from random import Random

from mulin.cases.actions.accept import accept
from mulin.cases.actions.check import check
from mulin.cases.actions.close import close
from mulin.cases.actions.dispatch import dispatch
from mulin.cases.actions.file import file
from mulin.cases.actions.handle import handle
from mulin.cases.actions.hotline import MOST_CALLS, call_back, contact
from mulin.cases.actions.instruct import fulfil, instruct
from mulin.cases.actions.mediate import Seat, agree, follow_up, sit
from mulin.cases.actions.whistle import arrive, finish_part, whistle
from mulin.cases.kinds import State
from mulin.catalogue.kinds import Door
from mulin.demo import steps
from mulin.demo.corpus import Story
from mulin.demo.paths import SIMPLE, accepted
from mulin.demo.scene import Scene
from mulin.demo.spots import handler, residents_of
from mulin.demo.steps import DAY, closed, comment_of, file_it, order, rated, take_on, work

# Of the callers asked some were not reached, some never heard from who handled it, some have it still.
UNREACHED_SHARE, UNTOLD_SHARE, UNSOLVED_SHARE = 0.1, 0.08, 0.05
WORDS = {5: "very", 4: "satisfied", 3: "satisfied", 2: "unsatisfied", 1: "unsatisfied"}


def hotline(scene: Scene) -> None:
    """Order, first contact, handling, reply, call-back."""
    scene.report()
    order(scene)
    worker = accepted(scene)
    scene.wait(15, 120)
    scene.do(contact, by=worker, note=scene.any("contact_note"))
    work(scene, worker)
    steps.checked(scene, worker)
    closed(scene)
    called_back(scene)


def luck(story: Story, turn: int) -> float:
    """How a caller's matter turned out, from 0 (out of reach) to 1 (not solved); the same each time."""
    return Random(f"call-back {story.id} {turn}").random()


def waits_for_a_call(scene: Scene) -> bool:
    """Whether an order has closed and nobody has asked its caller."""
    return scene.case.state == State.CLOSED and scene.case.next_due is not None


def called_back(scene: Scene) -> None:
    scene.wait(60, 1.5 * DAY)
    by = scene.post("P-D-CB")
    chance = luck(scene.story, scene.turn)
    if chance < UNREACHED_SHARE:
        for _call in range(MOST_CALLS):
            scene.do(call_back, by=by, reached=False, note=scene.any("callback_none"))
            scene.wait(180, 0.4 * DAY)
        return
    stars, comment = comment_of(scene, "rate")
    said = "callback_good" if stars >= 4 else "callback_fair" if stars == 3 else "callback_bad"
    answers = {"contacted": True, "solved": stars >= 3, "satisfaction": WORDS[stars]}
    if chance > 1 - UNSOLVED_SHARE:
        said, comment = "callback_bad", ""
        answers |= {"solved": False, "satisfaction": "unsatisfied"}
    elif chance > 1 - UNSOLVED_SHARE - UNTOLD_SHARE:
        said, comment = "callback_untold", ""
        answers |= {"contacted": False, "solved": False, "satisfaction": "unsatisfied"}
    scene.do(call_back, by=by, reached=True, note=comment or scene.any(said), **answers)


def blown(scene: Scene) -> None:
    """Departments report in within minutes, each does its part, one joint answer."""
    scene.report()
    if scene.story.door == Door.HOTLINE:
        order(scene)
    file_it(scene)
    scene.wait(20, 120)
    crews = [handler(unit, scene.spot) for unit in scene.story.units]
    bodies = [scene.crew.organisations[organisation] for organisation, _ in crews]
    scene.do(
        whistle,
        by=scene.post("P-{short}-DSP"),
        kind="emergency" if scene.story.urgency == "urgent" else "daily",
        lead=bodies[0],
        assist=bodies[1:],
        reason=scene.any("whistle_reason"),
    )
    workers = [scene.crew.post(post) for _, post in crews]
    for worker in workers:
        scene.wait(3, 11)
        scene.do(arrive, by=worker, note=scene.any("arrive_note"))
    for number, worker in list(enumerate(workers))[1:]:
        scene.wait(60, 0.8 * DAY)
        scene.do(finish_part, by=worker, result=scene.story.words("note", number))
    scene.wait(60, 0.8 * DAY)
    lead = workers[0]
    if scene.kind.photos_after:
        scene.show("after", lead)
    scene.do(handle, by=lead, result=scene.story.words("note", 0), contacted=True)
    steps.checked(scene, lead)
    closed(scene)
    called_back(scene) if scene.story.door == Door.HOTLINE else rated(scene)


def instructed(scene: Scene) -> None:
    """The secretary who was written to says what is to be done, and sees it to the answer."""
    code = scene.addressed()
    scene.report(secretary=scene.crew.posts[code])
    secretary = scene.crew.post(code)
    scene.wait(60, 0.7 * DAY)
    body = scene.crew.organisations[scene.organisation]
    scene.do(instruct, by=secretary, text=scene.say("instruct"), days=scene.rng.choice((5, 7, 10)), to=body)
    worker = accepted(scene)
    work(scene, worker)
    steps.checked(scene, worker)
    closed(scene)
    scene.wait(60, DAY)
    scene.do(fulfil, by=secretary, accepted=True, reply=scene.say("reply"))
    rated(scene)


def mediated(scene: Scene) -> None:
    """Only the mediator's post sees it: sittings, agreement, follow-up."""
    scene.report()
    mediator = scene.crew.post(scene.handler)
    own = scene.crew.posts[mediator.posts[0].code]
    scene.wait(10, 60)
    # Before anybody has said that it is a dispute, it lies with the dispatcher as everything does.
    files = mediator if scene.case.kind_id else scene.post("P-{short}-DSP")
    scene.do(file, by=files, kind=scene.kind, urgency=scene.story.urgency)
    scene.do(dispatch, by=mediator, organisation=own.organisation, post=own, reason=scene.any("route_reason"))
    scene.wait(5, 40)
    scene.do(accept, by=mediator)
    for number in range(len(scene.story.said["sitting"])):
        scene.wait(3 * 60, 1.6 * DAY)
        scene.do(
            sit,
            by=mediator,
            seats=seats(scene),
            minutes=minutes(scene, number),
            place=scene.any("minutes_place"),
        )
    scene.wait(60, DAY)
    scene.do(agree, by=mediator, text=scene.story.words("agree", 0))
    scene.wait(20, 200)
    scene.do(close, by=mediator, reply=scene.say("reply") or scene.any("merge_note"))
    rated(scene)
    if scene.story.said.get("follow"):
        scene.wait(8 * DAY, 14 * DAY)
        scene.do(follow_up, by=mediator, kept=True, note=scene.story.words("follow", 0))


def minutes(scene: Scene, number: int) -> str:
    return scene.story.words("sitting", number).format_map(scene.spot.slots)


def seats(scene: Scene) -> list[Seat]:
    """The reporter on one side, a neighbour on the other."""
    living = residents_of(scene.spot.micro[:12])
    one = scene.reporter or living[0]
    other = living[(scene.turn * 7 + 3) % len(living)]
    other = other if other != one else living[(living.index(one) + 1) % len(living)]
    return [Seat("one", scene.crew.person(one)), Seat("other", scene.crew.person(other))]


def cared_for(scene: Scene) -> None:
    """Only posts that are named for care meet it."""
    closed_doors(scene, worker="P-{short}-STF-1", desk="P-{short}-STF-2", checker="P-{short}-CHK")


def complained(scene: Scene) -> None:
    """About staff: whoever is complained of never meets it."""
    closed_doors(scene, worker="P-D-CMP", desk="P-D-CMP", checker="P-D-CMP-2")


def closed_doors(scene: Scene, *, worker: str, desk: str, checker: str) -> None:
    scene.report()
    files, handles, checks = scene.post(desk), scene.post(worker), scene.post(checker)
    own = scene.crew.posts[handles.posts[0].code]
    scene.wait(10, 90)
    scene.do(file, by=files, kind=scene.kind, urgency=scene.story.urgency)
    scene.wait(3, 40)
    scene.do(dispatch, by=files, organisation=own.organisation, post=own, reason=scene.any("route_reason"))
    take_on(scene, handles)
    scene.wait(120, 2 * DAY)
    scene.do(handle, by=handles, result=scene.say("note"), contacted=True)
    scene.wait(60, 5 * 60)
    scene.do(check, by=checks, passed=True, note=scene.any("pass_note"))
    closed(scene, checks)
    rated(scene)


PATHS = SIMPLE | {
    "hotline": hotline,
    "whistle": blown,
    "instruct": instructed,
    "mediation": mediated,
    "care": cared_for,
    "complaint": complained,
}
