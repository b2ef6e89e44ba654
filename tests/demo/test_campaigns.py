"""The town's campaigns, weeks and diary are told through the actions and fit their histories."""

from mulin.campaigns.kinds import TargetState
from mulin.campaigns.models import Outreach, Target
from mulin.campaigns.queries import audit as campaigns
from mulin.campaigns.queries import due
from mulin.demo.campaigns import build_campaigns
from mulin.diary.models import DiaryEntry
from mulin.diary.queries import audit as diary
from mulin.diary.queries import waiting
from mulin.lib import clock
from tests.support.cast import Town


def test_every_login_finds_something_of_it(town: Town) -> None:
    build_campaigns(clock.now())
    assert set(Target.objects.values_list("state", flat=True)) == set(TargetState.values)
    assert due(town.gridworker).exists()
    assert waiting(town.gridhead).exists()
    assert waiting(town.secretary).exists()
    assert Outreach.objects.exclude(published_at=None).count() == 2
    assert DiaryEntry.objects.filter(at__gt=clock.now()).count() == 0
    assert [*campaigns.misfits(), *diary.misfits()] == []
