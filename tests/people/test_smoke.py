"""x"""

import pytest
from mulin.people.models import *


@pytest.mark.django_db
def test_x():
    assert Post.objects.count() == 0
