"""Who gets what at every address: one line each. A new address without a line here fails the matrix.

`row(anonymous, everybody_else, answer=names, …)`: answers are a status, LOGIN (sent to log in) or ONWARD (sent elsewhere);
exceptions are given as `ok=` (200), `onward=`, `missing=` (404), `late=` (409) or `posted=` (405) with logins of the demo town.
"address about" asks for the scene's other case: the confidential one (`secret`) or the one reported without a name (`nameless`).
"""

from dataclasses import dataclass, field

from tests.support.scene import LOGIN, ONWARD, STRANGER

LOGINS = (
    *("anonymous", STRANGER, "resident", "rider", "gridworker", "gridhead", "secretary", "dispatcher"),
    *("hotline", "callback", "mediator", "checker", "department", "property", "leader", "district", "owner"),
)
#: Posts over the place of the scene's case, and with them the organisation it was sent to.
AREA = "gridworker gridhead secretary dispatcher hotline callback checker leader district"
CASE = f"{AREA} department"
SCREEN = "gridhead secretary leader district owner"
PERSONS = "gridworker gridhead secretary dispatcher owner"
#: Who runs campaigns and holds weeks on their own ground.
RUNNING = "gridhead secretary dispatcher"
#: Who sees how campaigns and weeks stand.
STANDING = f"gridworker leader district {RUNNING}"
#: Who leads or keeps residents' tours over the scene's place.
TOURING = f"gridworker {RUNNING}"
POSTS = f"stranger rider {CASE} mediator property owner"
FIELD_CASE = "gridworker gridhead secretary dispatcher hotline checker department district"
FIELD = f"stranger rider {FIELD_CASE} mediator property"
#: The scene's confidential case is a dispute, told by the resident.
DISPUTE = "mediator"
#: Who plans rounds over the scene's place, and who oversees them.
PLANNERS = "gridhead secretary dispatcher district"
ROUNDS = f"{PLANNERS} checker leader"
ANSWERS: dict[str, int | str] = {"ok": 200, "onward": ONWARD, "missing": 404, "late": 409, "posted": 405}


@dataclass(frozen=True)
class Row:
    """The expected answers of one address."""

    anonymous: int | str
    others: int | str
    exceptions: dict[str, int | str] = field(default_factory=dict)

    def expected(self, login: str) -> int | str:
        return self.anonymous if login == "anonymous" else self.exceptions.get(login, self.others)


def row(anonymous: int | str, others: int | str, **exceptions: str) -> Row:
    return Row(
        anonymous, others, {one: ANSWERS[word] for word, names in exceptions.items() for one in names.split()}
    )


def each(names: str, found: Row) -> dict[str, Row]:
    """One row for several addresses."""
    return dict.fromkeys(names.split(), found)


OPEN, OWN, POSTED, MEMBER = row(200, 200), row(LOGIN, 200), row(405, 405), row(LOGIN, ONWARD)
OPS = row(LOGIN, 404, ok="owner")
#: What is only posted, by whoever comes to the desk.
ACTED = row(LOGIN, 404, posted=POSTS)
#: Who is named for care among the cast.
CARERS = "gridworker checker"
CARE = row(LOGIN, 404, ok=CARERS)
PAGES: dict[str, Row] = {
    "healthz": OPEN,
    "readyz": row(503, 503),
    "metrics": row(404, 404),
    "ground": row(400, 400),
    # The entrance and one's own account.
    "account_login": row(200, ONWARD),
    "phone_login": OPEN,
    "phone_code": row(LOGIN, LOGIN),
    "account_logout": row(ONWARD, 200),
    "go": row(ONWARD, ONWARD),
    "look": POSTED,
    "keep_view": POSTED,
    "forget_view": POSTED,
    **each("notices rhythm", OWN),
    "notices_read": row(LOGIN, 405),
    "notice_ways": OWN,
    "account": OWN,
    "account_change_password": OWN,
    "account_inactive": OPEN,
    "account_reauthenticate": OWN,
    "account_signup": row(LOGIN, LOGIN),
    "mfa_index": OWN,
    "mfa_authenticate": MEMBER,
    "mfa_reauthenticate": MEMBER,
    "mfa_activate_totp": MEMBER,
    "mfa_deactivate_totp": row(LOGIN, 404),
    "mfa_view_recovery_codes": row(LOGIN, 404),
    "mfa_generate_recovery_codes": MEMBER,
    "mfa_download_recovery_codes": row(LOGIN, 404),
    "mfa_list_webauthn": OWN,
    "mfa_add_webauthn": MEMBER,
    "mfa_reauthenticate_webauthn": MEMBER,
    "mfa_remove_webauthn": MEMBER,
    "mfa_edit_webauthn": MEMBER,
    "mfa_login_webauthn": MEMBER,
    "files:photo": row(404, 404, ok=f"{CASE} resident"),
    "files:thumb": row(404, 404, ok=f"{CASE} resident"),
    # Programs, here with a session; keys of posts have their own table.
    "api_docs": OPEN,
    "api:openapi-json": OPEN,
    "api:api-root": row(404, 404),
    "api:report_case": row(401, 200),
    "api:list_cases": row(401, 200),
    "api:read_case": row(401, 404, ok=f"{CASE} resident"),
    "api:read_case secret": row(401, 404, ok=f"{DISPUTE} resident"),
    "api:read_case nameless": row(401, 404, ok=AREA),
    "api:add_photos": POSTED,
    "api:act": POSTED,
    "api:areas": OPEN,
    "api:area": OPEN,
    "api:kinds": OPEN,
    "api:tallies": row(401, 400),
    "api:readings": POSTED,
    "open311:discovery": OPEN,
    "open311:services": OPEN,
    "open311:service": OPEN,
    "open311:requests": OPEN,
    "open311:request": OPEN,
    "open311:request secret": row(404, 404),
    "open311:token": OPEN,
    "open311:token secret": row(404, 404),
    "open311:nothing": row(404, 404),
    # The desk.
    "desk:inbox": row(LOGIN, ONWARD, ok=AREA, missing="resident"),
    "desk:bulk": row(LOGIN, 405, missing="resident"),
    **dict.fromkeys(
        [f"desk:{name}" for name in ("work", "unplaced", "whistles", "callbacks", "supervision", "search", "agenda")],
        row(LOGIN, 404, ok=POSTS),
    ),
    "desk:decisions": row(LOGIN, 404, ok=ROUNDS),
    "desk:meeting": row(LOGIN, 404),
    "desk:coverage": row(LOGIN, 404, ok=ROUNDS),
    "desk:things": row(LOGIN, 404, ok=f"{ROUNDS} property"),
    "desk:new_thing": row(LOGIN, 404, ok="gridhead dispatcher property"),
    "desk:thing": row(LOGIN, 404, ok=f"{ROUNDS} property"),
    "desk:rounds": row(LOGIN, 404, ok=ROUNDS),
    "desk:plans": row(LOGIN, 404, ok=ROUNDS),
    "desk:new_plan": row(LOGIN, 404, ok=PLANNERS),
    "desk:plan": row(LOGIN, 404, ok=ROUNDS),
    "desk:stop_plan": row(LOGIN, 404, posted=POSTS),
    "desk:plan_goers": row(LOGIN, 404, posted=POSTS),
    "desk:round": row(LOGIN, 404, ok=ROUNDS),
    "desk:groups": row(LOGIN, 404, ok="gridhead secretary dispatcher leader district owner"),
    "desk:group": row(LOGIN, 404, ok=CASE),
    "desk:new": row(LOGIN, 200, missing="resident callback leader owner"),
    **each("desk:campaigns desk:campaign", row(LOGIN, 404, ok=STANDING)),
    **each("desk:campaign_new desk:campaign_template", row(LOGIN, 404, ok=RUNNING)),
    **dict.fromkeys(
        [f"desk:campaign_{name}" for name in ("list", "change", "end")],
        row(LOGIN, 404, ok="secretary dispatcher"),
    ),
    "desk:target": row(LOGIN, 404, ok="gridworker gridhead secretary dispatcher"),
    "desk:target_verb": row(LOGIN, 404, posted=POSTS),
    "desk:weeks": row(LOGIN, 404, ok=STANDING),
    "desk:week": row(LOGIN, 404, ok="secretary dispatcher leader district"),
    "desk:week_new": row(LOGIN, 404, ok=RUNNING),
    "desk:week_change": row(LOGIN, 404, ok="secretary dispatcher"),
    **each("desk:week_verb desk:week_photo", ACTED),
    **each("desk:tours desk:tour field:tours field:tour field:tour_stop", row(LOGIN, 404, ok=TOURING)),
    **each("desk:tour_new desk:tour_change desk:representatives", row(LOGIN, 404, ok=RUNNING)),
    **each("desk:tour_findings desk:tour_finding", row(LOGIN, 404, ok=f"{TOURING} department")),
    **each("desk:tour_seat desk:tour_photo desk:tour_verb desk:representative_end", ACTED),
    **dict.fromkeys(["desk:diary", "desk:topics"], row(LOGIN, 404, ok="gridhead secretary leader")),
    "desk:topic": row(LOGIN, 404, ok="secretary leader"),
    "desk:entry_verb": row(LOGIN, 404, posted=POSTS),
    "desk:case": row(LOGIN, 404, ok=CASE),
    "desk:case secret": row(LOGIN, 404, ok=DISPUTE),
    "desk:case nameless": row(LOGIN, 404, ok=AREA),
    "desk:compare": row(LOGIN, 404),
    "desk:sitting": row(LOGIN, 404, ok=CASE),
    "desk:sitting secret": row(LOGIN, 404, ok=DISPUTE),
    "desk:photo": row(LOGIN, 404, posted=POSTS),
    "desk:verb": row(LOGIN, 404, ok=CASE),
    "desk:verb secret": row(LOGIN, 404, ok=DISPUTE),
    # Care: posts named for it, and nobody else.
    **each("care:register care:new care:entry care:paper care:alert care:calling", CARE),
    "care:check": row(LOGIN, 404, posted=CARERS),
    "care:visit": row(LOGIN, 404, posted=CARERS),
    # The field.
    "field:today": row(LOGIN, 404, ok=FIELD),
    "field:report": row(LOGIN, 404, ok=FIELD),
    "field:map": row(LOGIN, 404, ok=FIELD),
    "field:homes": row(LOGIN, 404, ok="gridworker gridhead"),
    "field:shift": row(LOGIN, 404, ok=FIELD),
    "field:day": row(LOGIN, 404, ok=FIELD),
    **dict.fromkeys(["field:note_own", "field:tick_own"], row(LOGIN, 405)),
    "field:visits": row(LOGIN, 404, ok="gridworker gridhead property"),
    "field:visit": row(LOGIN, 404),  # open to who answers for that very home
    "field:round": row(LOGIN, 404, ok="gridworker gridhead secretary dispatcher checker district"),
    "field:finish_round": row(LOGIN, 405),
    "field:stop": row(LOGIN, 404, ok="gridworker gridhead"),
    "field:things": row(LOGIN, 404, ok="gridworker gridhead dispatcher property"),
    "field:thing": row(LOGIN, 404, ok="gridworker gridhead secretary dispatcher checker property district"),
    **each("field:tour_end field:tour_find", row(LOGIN, 405)),
    "field:campaigns": row(LOGIN, 404, ok="gridworker gridhead"),
    "field:target": row(LOGIN, 404, ok="gridworker gridhead secretary dispatcher"),
    "field:target_verb": row(LOGIN, 405),
    "field:diary": row(LOGIN, 404, ok="gridworker gridhead"),
    "field:diary_erase": row(LOGIN, 405),
    "field:case": row(LOGIN, 404, ok=FIELD_CASE),
    "field:case secret": row(LOGIN, 404, ok=DISPUTE),
    "field:verb": row(LOGIN, 404, ok=FIELD_CASE),
    "field:verb secret": row(LOGIN, 404, ok=DISPUTE),
    # The field without network.
    **each("worker webmanifest", OPEN),
    **each("field:device field:pack field:acts", POSTED),
    "field:away": row(LOGIN, 404, ok=FIELD),
    "field:away_code": row(LOGIN, 404, ok=FIELD),
    "field:outbox": row(LOGIN, 404, ok=FIELD),
    **dict.fromkeys(["field:repeat_act", "field:mend_act", "field:forget_act"], row(LOGIN, 405)),
    "field:act_photo": row(LOGIN, 404),
    "resident:kept_report": POSTED,
    "ops:devices": OPS,
    "ops:block_device": row(LOGIN, 404, posted="owner"),
    "block_own_device": row(LOGIN, 405),
    # Residents.
    "resident:home": OPEN,
    "resident:report": OPEN,
    "resident:hints": POSTED,
    "resident:mine": OPEN,
    "resident:matter": row(LOGIN, 404, ok="resident"),
    "resident:matter secret": row(LOGIN, 404, ok="resident"),
    "resident:verb": row(LOGIN, 405),
    "resident:keyed": OPEN,
    "resident:keyed_verb": POSTED,
    "resident:keyed_photo": row(404, 404),
    "resident:progress": OPEN,
    "resident:progress secret": row(404, 404),
    "resident:follow": POSTED,
    "resident:unfollow": POSTED,
    "resident:who": OPEN,
    "resident:thing": row(200, 200, onward="gridworker gridhead dispatcher property"),
    "resident:card": OPEN,
    "resident:sheet": OPEN,
    **each("resident:weeks resident:week resident:tours resident:tour", OPEN),
    **each("resident:me resident:my_tours resident:care", OWN),
    **each("resident:care_absence resident:care_withdraw resident:care_visit", POSTED),
    **each("resident:consent resident:delegate resident:end_delegate resident:my_seat", POSTED),
    "resident:looks": row(LOGIN, 404, ok="resident owner"),
    "resident:erase": POSTED,
    # Dashboards and operations.
    **dict.fromkeys(
        [f"screen:{name}" for name in ("overview", "late", "repeats", "links", "answers")],
        row(LOGIN, 404, ok=SCREEN),
    ),
    **dict.fromkeys(
        [f"ops:{name}" for name in (
            "overview", "area", "area_report", "recut", "roster", "teams", "team", "posts", "new_post", "post", "organisations", "catalogue",
            "buildings", "change_post", "post_households", "roles", "role", "new_organisation", "organisation",
            "edition", "diff", "kind", "admission", "standards", "checklists", "checklist", "checklist_seen", "new_item", "duties", "imports", "keys", "outbox", "audit",
        )],
        OPS,
    ),
    "ops:areas": row(LOGIN, 404, onward="owner"),
    **dict.fromkeys(["ops:people", "ops:person"], row(LOGIN, 404, ok=PERSONS)),
    "ops:new_person": row(LOGIN, 404, ok="gridworker gridhead owner"),
    "ops:openings": row(LOGIN, 404, ok="gridworker gridhead"),
    "ops:leave_home": row(LOGIN, 404, posted="gridworker gridhead owner"),
    "ops:approve_opening": row(LOGIN, 404, posted="gridworker gridhead"),
    "ops:decline_opening": row(LOGIN, 404, posted="gridworker gridhead"),
    "ops:edition_act": row(LOGIN, 404, posted="owner"),
    "ops:item": OPS,
    "ops:checklist_act": row(LOGIN, 404, posted="owner"),
    "ops:item_act": row(LOGIN, 404, posted="owner"),
    "ops:end_duty": row(LOGIN, 404, posted="owner"),
    "ops:cancel_shift": row(LOGIN, 404, posted="owner"),
    "ops:revoke_key": row(LOGIN, 404, posted="owner"),
}  # fmt: skip

#: Posts whose keys programs carry, and what each gets: own report read, the scene's case, the secret one, figures.
KEYS: dict[str, tuple[int, int, int, int]] = {
    # post:          note on case, read case, read secret, figures of the community
    "P-1201-GW": (200, 200, 404, 404),
    "P-1201-GH": (200, 200, 404, 404),
    "P-12-SEC": (200, 200, 404, 200),
    "P-12-DSP": (200, 200, 404, 200),
    "P-12-CHK": (200, 200, 404, 200),
    "P-12-MED": (404, 404, 200, 404),
    "P-13-DSP": (404, 404, 404, 404),
    "P-1-DSP": (200, 200, 404, 200),
    "P-1-LDR": (200, 200, 404, 200),
    "P-D-DSP": (200, 200, 404, 200),
    "P-D-SUP": (200, 200, 404, 200),
    "P-D-LDR": (200, 200, 404, 200),
    "P-D-CMP": (404, 404, 404, 404),
    "P-WATER-1": (200, 200, 404, 404),
    "P-ANJU-MGR": (404, 404, 404, 404),
    "P-RIDER-1": (404, 404, 404, 404),
    "P-OWNER": (404, 404, 404, 200),
    "P-FAR-1": (404, 404, 404, 404),
}
