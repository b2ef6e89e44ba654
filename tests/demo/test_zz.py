import time as T, traceback, collections
from mulin.demo import history
from mulin.demo.crew import Crew
from mulin.lib import clock
from django.db import transaction, connection
from mulin.cases.models import Case
from mulin.demo.history import *
def test_b(town):
    now=clock.now(); crew=Crew.gathered(); errs=collections.Counter(); ok=0; t=T.time(); tp=T.process_time()
    seen=set()
    from django.test.utils import CaptureQueriesContext
    for one in tellings():
        if (one.story.id,one.turn%3) in seen: continue
        seen.add((one.story.id,one.turn%3))
        try:
            with transaction.atomic(): tell(crew,one,now)
            ok+=1
        except Exception as e:
            k=(one.story.id,one.story.path,type(e).__name__,str(getattr(e,'fields','') or e)[:120], [f"{x.name}:{x.lineno}" for x in traceback.extract_tb(e.__traceback__)[2:7]].__str__())
            errs[k]+=1
    print(ok,len(tellings()),T.time()-t,T.process_time()-tp)
    for k,v in errs.items(): print(v,k)
    print(collections.Counter(Case.objects.values_list('state',flat=True)))
    with connection.cursor() as c:
        c.execute("select count(*) from trail_event where subject_kind='case'"); print(c.fetchone())
    assert 0
