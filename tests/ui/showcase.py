"""Every component once, on pages of each audience: for pictures and checks, not part of the product."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from mulin.lib import clock
from mulin.lib.paging import Page
from mulin.ui.filters import CHOICE, DATE, Filter, FilterBar
from mulin.ui.http import done
from mulin.ui.states import STATES
from tests.ui.showcase_form import ReportForm

GRID = [121.5400, 31.2200]


def _square(at: int) -> dict[str, Any]:
    lng, lat = GRID[0] + (at % 3) * 0.004, GRID[1] + (at // 3) * 0.003
    ring = [[lng, lat], [lng + 0.004, lat], [lng + 0.004, lat + 0.003], [lng, lat + 0.003], [lng, lat]]
    tone = ("none", "low", "some", "many", "most", "low")[at]
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {
            "name": f"柳桥社区{at + 1}-{at}微网格",
            "value": at * 7,
            "tone": tone,
            "url": f"/area/{at}/",
        },
    }


PHOTO = {"url": "/static/mark.svg", "thumb": "/static/mark.svg", "alt": "单元门口积水", "stage": "处置前"}
KINDS = [("light", "路灯不亮"), ("water", "给排水"), ("noise", "噪声扰民")]


def _rows(now: datetime) -> list[dict[str, Any]]:
    titles = [
        ("梧桐里3号楼东侧路灯连着三晚不亮，老人晚上出门看不清路", "handling", now + timedelta(hours=2)),
        ("单元门口井盖下沉，雨天积水", "dispatched", now - timedelta(hours=30)),
        ("楼上装修中午不停工", "filed", now + timedelta(days=2)),
        ("电梯里的灯修好了，谢谢师傅", "closed", None),
        ("春节后再粉刷楼道", "suspended", None),
        ("非机动车堵住消防通道", "reported", now + timedelta(minutes=25)),
    ]
    return [
        {
            "title": title,
            "state": state,
            "due": due,
            "stopped": state == "suspended",
            "at": now - timedelta(hours=at),
        }
        for at, (title, state, due) in enumerate(titles)
    ]


def _bar() -> FilterBar:
    wanted = [
        Filter("q", "内容或编号", placeholder="路灯、3号楼、编号", wide=True),
        Filter("kind", "类别", CHOICE, KINDS),
        Filter("since", "上报日期起", DATE),
    ]
    return FilterBar(wanted, {"kind": "water", "q": "积水"}, page="showcase")


def _steps(now: datetime) -> list[dict[str, Any]]:
    marks = [("已上报", 24, "past"), ("已立案", 20, "past"), ("处置中", 3, "now")]
    past = [{"label": label, "at": now - timedelta(hours=ago), "mark": mark} for label, ago, mark in marks]
    return past + [{"label": label, "at": None, "mark": "next"} for label in ("核查", "办结评价")]


def _events(now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "what": "派遣至自来水公司",
            "who": "街道派遣员",
            "at": now - timedelta(hours=20),
            "said": ["请先围挡，再查漏点。"],
            "tone": "main",
        },
        {"what": "已超过接收时限", "who": "", "at": now - timedelta(hours=4), "said": [], "tone": "late"},
        {
            "what": "已到现场",
            "who": "自来水公司抢修员",
            "at": now - timedelta(hours=3),
            "said": ["阀门老化，已更换，等待复水。"],
            "tone": "main",
            "photos": [PHOTO, PHOTO],
        },
    ]


def context() -> dict[str, Any]:
    now = clock.now()
    return {
        "rows": _rows(now),
        "states": list(STATES),
        "bar": _bar(),
        "page": Page([], next_cursor="abc"),
        "steps": _steps(now),
        "events": _events(now),
        "photos": [PHOTO, PHOTO, PHOTO],
        "shapes": {"type": "FeatureCollection", "features": [_square(at) for at in range(6)]},
        "points": [
            {"lng": 121.542, "lat": 31.2215, "label": "路灯不亮", "url": "/x/", "tone": "late"},
            {"lng": 121.547, "lat": 31.2242, "label": "井盖下沉", "url": "/x/"},
        ],
        "centre": GRID,
        "labels": ["路灯", "给排水", "噪声", "停车", "电梯"],
        "series": [{"name": "按期", "values": [12, 9, 4, 7, 3]}, {"name": "超时", "values": [1, 3, 2, 0, 1]}],
    }


def _shown(name: str, body: str) -> Any:
    template = engines["django"].from_string(
        '{% extends "ui/' + name + '.html" %}{% load mulin figures %}{% block title %}组件{% endblock %}'
        '{% block head %}{% include "ui/parts/map_assets.html" %}{% include "ui/parts/chart_assets.html" %}{% endblock %}'
        "{% block content %}" + body + "{% endblock %}"
    )

    def view(request: HttpRequest) -> HttpResponse:
        form = ReportForm(request.POST or None)
        if "toast" in request.GET:
            done(request, "已派遣至自来水公司。", undo="/resident/")
            messages.error(request, "图片没有传上去，请再试一次。")
        return HttpResponse(template.render(context() | {"form": form}, request))

    return view


RESIDENT = """
<div class="page-head"><h1>下午好，王阿姨</h1><p class="lead-in">梧桐里小区 · 第3网格</p></div>
<ul class="tiles"><li><a class="tile tile-main" href="/report/">{% icon "camera" %}我要上报<small>拍张照，说一句，一分钟</small></a></li>
<li><a class="tile" href="/who/">{% icon "heart-handshake" %}谁服务我<small>网格员 李华</small></a></li></ul>
<ul class="emergency"><li><a href="tel:119"><strong>119</strong>火警</a></li><li><a href="tel:110"><strong>110</strong>报警</a></li><li><a href="tel:120"><strong>120</strong>急救</a></li></ul>
<div class="card"><div class="card-header"><h2 class="card-title">单元门口积水</h2>{% state "handling" %}</div><div class="card-body">{% way steps %}{% strip photos %}</div></div>
<div class="card"><ul class="rows" data-rows>{% for row in rows %}<li><a class="row-card" href="/mine/1/"><span class="row-top"><span class="row-title">{{ row.title }}</span></span><span class="row-top">{% state row.state %}<span class="row-end">{% due row.due stopped=row.stopped %}</span></span><span class="row-sub">{% when row.at %}</span></a></li>{% endfor %}</ul></div>
<div class="card"><div class="card-body">{% form_errors form %}<form method="post" enctype="multipart/form-data">{% csrf_token %}{% field form.text %}{% photos "photos" most=3 %}{% field form.place %}{% point_picker "spot" at=centre zoom=15 shapes=shapes %}<div class="mt-3"></div>{% field form.urgency %}{% field form.kind %}{% field form.follow %}<div class="form-actions"><button class="btn btn-primary btn-big">{% icon "send" %}提交</button></div></form></div></div>
<div class="card">{% empty "还没有上报过事情" hint="看到路灯不亮、井盖松动，都可以拍张照告诉我们。" icon="camera" url="/report/" verb="去上报" %}</div>
"""
FIELD = """
<div class="page-head"><h1>今日清单</h1><p class="lead-in">先办危险的，再办快到期的</p></div>
<div class="alert alert-warning mb-3">{% icon "alert-triangle" %}<p>有 1 件已超时，请先处理。</p></div>
<div class="card"><ul class="rows" data-rows>{% for row in rows %}<li><a class="row-card" href="/field/1/"><span class="row-top">{% badge "特急" "late" %}<span class="row-title">{{ row.title }}</span></span><span class="row-top">{% state row.state %}<span class="row-end">{% due row.due stopped=row.stopped %}</span></span></a></li>{% endfor %}</ul></div>
<div class="card"><div class="card-body">{% tale events %}</div></div>
<form method="post" class="thumbs">{% csrf_token %}<div class="verbs"><button class="btn btn-primary">{% icon "check" %}现场解决</button><button class="btn">{% icon "arrow-up" %}上报社区</button><button class="btn btn-harm" data-confirm="退回后由社区重新派遣。" data-confirm-title="这件事不归我管？" data-confirm-yes="退回">{% icon "arrow-back-up" %}退回</button></div></form>
"""
DESK = """
<ol class="crumbs"><li><a href="/desk/">收件箱</a></li><li>待派遣</li></ol>
<div class="page-head"><h1>收件箱</h1><p class="lead-in">各个渠道来的事情都在这里。</p><div class="page-actions"><a class="btn btn-primary" href="/desk/new/" data-key="n">{% icon "plus" %}登记诉求</a><button class="btn" data-print>{% icon "printer" %}打印</button></div></div>
<nav class="views" aria-label="列表"><a href="?" aria-current="page">待派遣 <span class="num">12</span></a><a href="?t=2">待核查 <span class="num">3</span></a><a href="?t=3">超时 <span class="num">1</span></a></nav>
{% filters bar %}
<form method="post">{% csrf_token %}<div class="card"><div class="table-responsive"><table class="table table-rows table-stack" data-rows><thead><tr><th><input class="form-check-input" type="checkbox" aria-label="全选" data-tick-all="ids"></th><th>事项</th><th>状态</th><th>来源</th><th>时限</th></tr></thead><tbody>{% for row in rows %}<tr><td class="tick"><input class="form-check-input" type="checkbox" name="ids" value="{{ forloop.counter }}" aria-label="选中 {{ row.title }}"></td><td><a class="row-link clip clip-1" href="/desk/cases/1/">{{ row.title }}</a><span class="row-sub">梧桐里社区 第3网格 · 路灯不亮</span></td><td data-label="状态">{% state row.state %}</td><td data-label="来源">居民</td><td data-label="时限">{% due row.due stopped=row.stopped %}</td></tr>{% endfor %}</tbody></table></div></div>
<div class="form-actions"><button class="btn btn-primary" data-needs-ticks>派遣所选 <span data-ticked>0</span> 件</button></div></form>
{% pager page %}
<div class="two"><div class="stack"><div class="card"><div class="card-header"><h2 class="card-title">办理过程</h2></div><div class="card-body">{% way steps %}{% tale events %}</div></div></div>
<aside class="stack"><div class="card"><div class="card-header"><h2 class="card-title">情况</h2></div><div class="card-body"><dl class="facts"><dt>编号</dt><dd class="num">沪-2026-001234</dd><dt>上报人</dt><dd>王**</dd><dt>为什么派到这里</dt><dd>供水管网由自来水公司负责（第3街道责任清单）</dd></dl></div></div>
<div class="card"><div class="card-body">{% map "where" shapes=shapes points=points label="事发位置" names=True %}</div></div>
<div class="card"><div class="card-body">{% for code in states %}{% state code %} {% endfor %}</div></div></aside></div>
<button class="btn" data-open="keys">快捷键</button>
"""
SCREEN = """
<div class="figures"><div class="figure"><span class="figure-name">办理中</span><span class="figure-value">1,284</span><span class="figure-note">今天新增 96</span></div><div class="figure"><span class="figure-name">超时</span><span class="figure-value">37</span>{% badge "比昨天多 4" "late" %}</div><div class="figure"><span class="figure-name">按期办结率</span><span class="figure-value">94.2%</span></div></div>
<div class="two"><div class="card"><div class="card-body">{% map "town" shapes=shapes points=points size="tall" label="各网格在办事项" names=True %}</div></div><div class="stack"><div class="card"><div class="card-body"><h2>按类别</h2>{% chart "kinds" labels series type="bar" stacked=True label="各类事项按期与超时" %}</div></div><div class="card"><div class="card-body"><h2>环节用时</h2>{% chart "links" labels series type="line" label="各环节用时" %}</div></div></div></div>
<div class="card"><div class="card-body">{% for code in states %}{% state code %} {% endfor %}<p>{% due rows.0.due %} {% due rows.1.due %}</p></div></div>
"""
PAGES = {"resident": RESIDENT, "field": FIELD, "desk": DESK, "ops": DESK, "screen": SCREEN}
handler404 = "mulin.ui.errors.not_found"
urlpatterns = [
    path("", include("mulin.ui.urls")),
    *(path(f"{name}/", _shown(name, body)) for name, body in PAGES.items()),
]
