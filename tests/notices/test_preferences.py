"""How somebody wants to be told; no address of theirs makes the house call inside its own network."""

import pytest

from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.notices.actions.read import prefer
from mulin.people.access import Actor
from mulin.people.models import Person


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["https://127.0.0.1/x", "https://qyapi.weixin.qq.com.evil.cn/x", "ftp://x"]
)
def test_only_wecoms_robots_are_called(address: str) -> None:
    by = Actor.resident(Person.objects.create(registered=clock.now()))
    with pytest.raises(BadInput):
        prefer(by=by, sms=True, wecom=address)
    robot = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"
    assert prefer(by=by, sms=True, wecom=robot).wecom == robot
