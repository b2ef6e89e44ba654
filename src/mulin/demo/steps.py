"""Stretches of the way that many stories share: filing, handing out, handling, checking, rating."""

from mulin.cases.actions.accept import accept, give_back
from mulin.cases.actions.check import check, confirm
from mulin.cases.actions.close import close
from mulin.cases.actions.dispatch import dispatch
from mulin.cases.actions.escalate import decide
from mulin.cases.actions.extend import extend, grant
from mulin.cases.actions.file import file
from mulin.cases.actions.handle import handle
from mulin.cases.actions.hotline import link_order
from mulin.cases.actions.rate import rate
from mulin.cases.actions.urge import supervise, urge
from mulin.cases.actions.verify import ask_verify, verify
from mulin.cases.models import Clock, Oversight
from mulin.catalogue.kinds import Door
from mulin.demo.scene import RATES_SHARE, Scene
from mulin.demo.spots import handler
from mulin.people.access import Actor

VERIFY_SHARE, REWORK_SHARE, LATE_SHARE, EXTEND_SHARE = 0.07, 0.05, 0.06, 0.04
DAY = 24 * 60
SOON = frozenset({"urgent", "extremely_urgent"})
OVERSEERS = {7: "P-{grid}-GH", 6: "P-{grid}-GH", 5: "P-{short}-SEC", 4: "P-{street}-LDR", 3: "P-D-LDR"}
VERY, SATISFIED, UNSATISFIED = "very", "satisfied", "unsatisfied"


def desk(scene: Scene) -> Actor:
    """Who files and hands out: the community, or the district for the hotline's orders."""
    return scene.post("P-D-DSP" if scene.story.door == Door.HOTLINE else "P-{short}-DSP")


def file_it(scene: Scene) -> None:
    """Sometimes somebody goes and looks first."""
    scene.wait(5, 70)
    if scene.rng.random() < VERIFY_SHARE and scene.story.urgency not in SOON:
        looks = scene.post("P-{grid}-GW")
        at = scene.crew.posts[looks.posts[0].code]
        scene.do(ask_verify, by=desk(scene), post=at, note=scene.any("verify_ask"))
        scene.wait(25, 150)
        scene.do(verify, by=looks, found=True, note=scene.any("verify_found"))
        scene.wait(5, 50)
    scene.do(file, by=desk(scene), kind=scene.kind, urgency=scene.story.urgency)


def send(scene: Scene, who: str = "", reason: str = "route_reason") -> Actor:
    """To whom the story says, and the worker there."""
    organisation, post = handler(who or scene.story.who, scene.spot)
    worker = scene.crew.post(post)
    named = scene.crew.posts[post] if organisation.startswith("ORG-C") else None
    scene.wait(3, 60)
    fields = {
        "organisation": scene.crew.organisations[organisation],
        "post": named,
        "reason": scene.any(reason),
    }
    scene.do(dispatch, by=desk(scene), **fields)
    return worker


def order(scene: Scene) -> None:
    """The hotline's number, so that it finds its order again."""
    number = f"HX{scene.clock.moment:%y%m%d}{scene.turn:02d}{sum(map(ord, scene.story.id)) % 997:03d}"
    scene.do(link_order, by=scene.post("P-D-HOT-1"), order_no=number)


def take_on(scene: Scene, worker: Actor) -> None:
    scene.wait(*((2, 12) if scene.story.urgency in SOON else (10, 150)))
    scene.do(accept, by=worker)


def work(scene: Scene, worker: Actor, note: str = "note") -> None:
    """Handle in time, or late with warnings and pressure; photos where the kind wants them."""
    quick, soon = scene.story.urgency in SOON, scene.story.urgency == "fairly_urgent"
    late = scene.rng.random() < LATE_SHARE
    if late and not quick:
        scene.wait(DAY, 2 * DAY)
        pressed(scene)
        over = scene.minutes_left() + scene.rng.uniform(60, 0.6 * DAY)
        scene.wait(over, over, late=True)
        overseen(scene)
    elif not quick and scene.rng.random() < EXTEND_SHARE:
        more_time(scene, worker)
    scene.wait(*((15, 110) if quick else (90, 1.6 * DAY) if soon else (120, 2.6 * DAY)))
    result(scene, worker, note)


def result(scene: Scene, worker: Actor, note: str = "note") -> None:
    if scene.kind.photos_after:
        scene.show("after", worker)
    scene.do(handle, by=worker, result=scene.say(note), contacted=bool(scene.reporter))


def pressed(scene: Scene) -> None:
    """The reporter urges, or the supervisor demands an answer."""
    if scene.reporter and scene.rng.random() < 0.5:
        scene.do(urge, by=scene.crew.resident(scene.reporter), note=scene.any("urge_resident"))
    elif scene.rng.random() < 0.5:
        scene.do(supervise, by=scene.post("P-D-SUP"), demand=scene.any("supervise"))
    else:
        scene.do(urge, by=scene.post("P-{short}-DSP"), note=scene.any("urge_desk"))


def overseen(scene: Scene) -> None:
    """Whoever oversees at the rank that it has risen to decides, and the work goes on."""
    risen = Oversight.objects.filter(case=scene.case, decided_at=None).select_related("post")
    if risen_to := risen.order_by("rank").first():
        by = scene.post(risen_to.post.code if risen_to.post else OVERSEERS[risen_to.rank])
        decision = "council" if scene.rng.random() < 0.2 else "support"
        scene.do(decide, by=by, decision=decision, note=scene.any("decide_note"))


def more_time(scene: Scene, worker: Actor) -> None:
    scene.wait(60, 6 * 60)
    if not Clock.objects.filter(case=scene.case, link="handle", due_at__gt=scene.clock.moment).exists():
        return
    scene.do(extend, by=worker, reason=scene.say("extend_reason"))
    scene.wait(30, 240)
    scene.do(grant, by=desk(scene), granted=True, note=scene.any("extend_grant"))


def checked(scene: Scene, worker: Actor, checker: str = "P-{short}-CHK") -> None:
    """Somebody else looks; now and then it must be done again."""
    scene.wait(40, 5 * 60)
    by = scene.post(checker)
    if scene.rng.random() < REWORK_SHARE:
        scene.do(check, by=by, passed=False, note=scene.any("fail_note"))
        scene.wait(2 * 60, DAY)
        result(scene, worker)
        scene.wait(40, 5 * 60)
    scene.do(check, by=by, passed=True, note=scene.any("pass_note"))


def closed(scene: Scene, closer: Actor | None = None) -> None:
    scene.wait(20, 4 * 60)
    scene.do(close, by=closer or desk(scene), reply=scene.say("reply"))


def confirmed(scene: Scene) -> bool:
    """The reporter says that it is done, which is the check; nobody to ask: somebody looks."""
    if not scene.reporter or scene.rng.random() < 0.2:
        return False
    scene.wait(20, DAY, office=False)
    scene.do(confirm, by=scene.crew.resident(scene.reporter), note=scene.any("confirm_note"))
    return True


def rated(scene: Scene, name: str = "rate") -> int:
    """Stars of the story's own comment; 0 when the reporter says nothing."""
    if not scene.reporter or scene.rng.random() > RATES_SHARE:
        return 0
    scene.wait(30, 2 * DAY, office=False)
    stars, comment = comment_of(scene, name)
    word = VERY if stars == 5 else SATISFIED if stars >= 3 else UNSATISFIED
    by = scene.crew.resident(scene.reporter)
    scene.do(rate, by=by, solved=stars >= 3, satisfaction=word, comment=comment)
    return stars


def comment_of(scene: Scene, name: str) -> tuple[int, str]:
    """The story's comment in turn, or for every other telling what people usually write."""
    own = scene.story.words(name, scene.turn)
    stars, _bar, comment = own.partition("|")
    if not own:
        return 5, scene.any("rate_very")
    if scene.turn >= 2 * len(scene.story.said[name]):
        usual = "rate_very" if stars == "5" else "rate_satisfied" if stars in "34" else "rate_unsatisfied"
        comment = scene.any(usual)
    return int(stars), comment


def returned(scene: Scene, who: str, words: str) -> None:
    """Sent to the wrong body, which gives it back."""
    worker = send(scene, who)
    scene.wait(20, 200)
    scene.do(give_back, by=worker, reason=scene.say(words))
