"""Addresses of operations."""

from django.urls import path

from mulin.surfaces.ops.views import (
    areas,
    audit,
    catalogue,
    duties,
    imports,
    keys,
    overview,
    people,
    person,
    posts,
    recut,
    roster,
    teams,
)

app_name = "ops"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("areas/", areas.areas, name="areas"),
    path("areas/<int:area_id>/", areas.AreaPage.as_view(), name="area"),
    path("areas/<int:area_id>/report/", areas.report, name="area_report"),
    path("areas/<int:area_id>/recut/", recut.Recut.as_view(), name="recut"),
    path("roster/", roster.Roster.as_view(), name="roster"),
    path("roster/<int:shift_id>/cancel/", roster.cancel, name="cancel_shift"),
    path("teams/", teams.Teams.as_view(), name="teams"),
    path("teams/<int:team_id>/", teams.TeamPage.as_view(), name="team"),
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", posts.NewPost.as_view(), name="new_post"),
    path("posts/<int:post_id>/", posts.PostPage.as_view(), name="post"),
    path("organisations/", posts.organisations, name="organisations"),
    path("people/", people.People.as_view(), name="people"),
    path("people/new/", people.NewPerson.as_view(), name="new_person"),
    path("people/openings/", people.openings, name="openings"),
    path("people/<int:person_id>/", person.PersonPage.as_view(), name="person"),
    path("people/<int:person_id>/approve/", people.approve, name="approve_opening"),
    path("catalogue/", catalogue.schemes, name="catalogue"),
    path("catalogue/<int:edition_id>/", catalogue.edition, name="edition"),
    path("catalogue/<int:edition_id>/diff/", catalogue.changes, name="diff"),
    path("catalogue/<int:edition_id>/act/", catalogue.act, name="edition_act"),
    path("catalogue/kinds/<int:kind_id>/", catalogue.KindPage.as_view(), name="kind"),
    path("duties/", duties.Duties.as_view(), name="duties"),
    path("duties/<int:row_id>/end/", duties.end, name="end_duty"),
    path("imports/", imports.Imports.as_view(), name="imports"),
    path("keys/", keys.Keys.as_view(), name="keys"),
    path("keys/<int:key_id>/revoke/", keys.revoke, name="revoke_key"),
    path("outbox/", audit.outbox_page, name="outbox"),
    path("audit/", audit.audit, name="audit"),
]
