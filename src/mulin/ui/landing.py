"""Where people land after login: where their duties are."""

from mulin.people.access import Actor

RESIDENT, FIELD, DESK, SCREEN, OPS = "/", "/field/", "/desk/", "/screen/", "/ops/"

HOMES: dict[str, str] = {
    "owner": OPS,
    "street_leader": SCREEN,
    "street_secretary": SCREEN,
    "district_secretary": SCREEN,
    "district_leader": SCREEN,
    "district_supervisor": SCREEN,
    "community_dispatcher": DESK,
    "community_secretary": DESK,
    "compound_secretary": DESK,
    "community_staff": DESK,
    "checker": DESK,
    "street_dispatcher": DESK,
    "district_dispatcher": DESK,
    "department_worker": DESK,
    "department_head": DESK,
    "property_worker": DESK,
    "property_manager": DESK,
    "hotline_clerk": DESK,
    "hotline_callback": DESK,
    "complaint_officer": DESK,
    "mediator": DESK,
    "grid_head": FIELD,
    "grid_worker": FIELD,
    "micro_grid_worker": FIELD,
    "building_head": FIELD,
    "part_time_worker": FIELD,
    "volunteer": FIELD,
    "grid_adviser": FIELD,
}
# Who holds several posts lands where the widest view is; the other faces are one press away.
ORDER = (OPS, SCREEN, DESK, FIELD)


FRAMES = {
    RESIDENT: "ui/resident.html",
    FIELD: "ui/field.html",
    DESK: "ui/desk.html",
    SCREEN: "ui/screen.html",
    OPS: "ui/ops.html",
}


def frame_for(actor: Actor) -> str:
    """The frame around pages that belong to everybody: the reader's own."""
    return FRAMES[home_for(actor)]


def home_for(actor: Actor) -> str:
    """The page that belongs to the posts held today."""
    homes = {HOMES.get(post.role, DESK) for post in actor.posts}
    return next((home for home in ORDER if home in homes), RESIDENT)
