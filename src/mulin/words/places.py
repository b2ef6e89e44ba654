"""Place words in a Chinese text: compounds, roads, villages, institutions and administrative areas.

No dictionary: names end in words of their kind, and begin after a word that cannot be inside a name. Wrong
finds cost little, because the caller looks them up among known places or weighs them by how rare they are.
"""

import re
from typing import NamedTuple

from mulin.words.folding import HAN, fold


class PlaceWord(NamedTuple):
    """One name as found: `text[start:end]` of the folded text."""

    text: str
    kind: str
    start: int
    end: int


ENDINGS = {
    "compound": "小区 花园 家园 公寓 嘉园 雅园 名苑 苑 公馆 府 湾 郡 庄园 山庄 别墅 新村 新城 国际城 名城 花城 安置区 "
    "社区 院子 大院 家属院 宿舍 大厦 大楼 广场 中心 城 园 庭 里 居 轩 阁 墅 国际 项目 楼盘",
    "road": "大道 大街 公路 高速 国道 省道 县道 环线 路 街 巷 胡同 弄 大桥 立交桥 立交 隧道 号线",
    "village": "街道 镇 乡 村 组 屯 寨 湾子 营",
    "institution": "实验学校 学校 小学 中学 高中 大学 学院 幼儿园 医院 卫生院 诊所 公司 集团 市场 超市 商场 公园 派出所 "
    "车站 地铁站 公交站 火车站 机场 工地 厂 水库 饭店 酒店 宾馆 驾校 银行",
}
KINDS = {ending: kind for kind, endings in ENDINGS.items() for ending in endings.split()}
# Longest first, so that 新城 is not taken for 城.
LONGEST_FIRST = sorted(KINDS, key=len, reverse=True)
ENDING = "|".join(LONGEST_FIRST)
NAME = re.compile(rf"([{HAN}0-9a-z]{{1,10}}?)((?:{ENDING})+)(?![{HAN}]?[员民长])")
AREA = re.compile(
    rf"[a-z]\d{{0,2}}(?:市|区|县|州|省)|(?<![{HAN}])[{HAN}]{{2,4}}(?:自治州|自治县)|(?<=[省市州区县])[{HAN}]{{2,3}}(?:市|区|县|旗)"
    rf"|(?<![{HAN}])[{HAN}]{{2,3}}(?:省|(?<![超城夜股楼门])市|县|旗|(?<![小社片地景校园库灾山厂城辖街郊农])区(?![别分划域间]))"
)
SPLIT = re.compile(
    "居住在|住在|坐落于|坐落在|位于|关于|投诉|反映|咨询|请问|反对|建议|希望|恳请|举报|要求|解决|因为|由于|通过|经过|我们|你们|"
    "他们|我是|我家|本人|就是|都是|还是|已经|没有|附近的?|旁边的?|门口的?|周边的?|对面的?|里面的?|期间|之间|以及|或者|并且|"
    "进入|建设|规划|小孩|业主|居民|村民|业委会|购买|入住|[在是的了到从对把被给请将们我你他她它该这那某每去让要住买因但却]"
)
EDGES = re.compile(r"^(?:[和与及跟同往至经靠离过为个等有来]|\d+年|\d+月|\d+[日号](?![楼栋线]))+")
COMMON = frozenset(
    re.findall(
        r"\S+",
        """
        政府 马路 公路 道路 铁路 网路 线路 一路 半路 农村 乡村 本村 全村 新村 城市 全城 入城 进城 邻居 民居 家里 这里 那里 哪里
        公里 心里 手里 夜里 村里 县里 市里 区里 校园 家园 花园 公园 校区 园区 片区 地区 小学 中学 大学 学院 医院 法院 检察院 小组
        班组 工厂 物业公司 开发公司 电力公司 自来水公司 有限公司 公司 集团 本项目 项目 工程项目 建设项目 楼盘 小区 老旧小区 住宅小区 社区 街道 城镇 乡镇 村镇 大街 大道
        主干道 市场 菜市场 农贸市场 房地产市场 工地 建筑工地 广场 中心 服务中心 办事处 国际 市中心 县城 省城 商城 全省 全市 全国 街道办 十字路 一中心
        人行道路 断头路 必经之路 水泥路 快速路 高速公路 公交线路 城际铁路 文明城 无证经营 后花园 普惠性幼儿园 配套幼儿园 公交公司
        政务中心 街道社区 外国语学校 分公司 火车站 地铁站 公交站 以人民为中心 上小学 上幼儿园 各小区 安置小区 人民政府 大型楼盘
        """,
    )
)
# 本小区, 整个小区, 求市政府: a word of the kind with something before it that names nothing.
NAMELESS = re.compile(
    r"(?:.{0,4}政府|.{0,2}(?:本|还|现|而|宅|整个|一个|两个|几个|导致|目前|街道|老旧|个|各|全|响|由|此|大型|高档|任何|其他|很多)"
    r"(?:小区|项目|楼盘|公司|社区|学校|幼儿园|医院|市场|村|路|街道))+"
)


def _blank(match: re.Match[str]) -> str:
    return "\n" * len(match.group())


def find(text: str) -> list[PlaceWord]:
    """The place words of a text in order; administrative areas are taken off the front of other names."""
    cut = SPLIT.sub(_blank, fold(text))
    found = [PlaceWord(match.group(), "area", *match.span()) for match in AREA.finditer(cut)]
    for match in NAME.finditer(AREA.sub(_blank, cut)):
        edge = EDGES.match(match.group())
        name = match.group()[edge.end() if edge else 0 :]
        ending = next((end for end in LONGEST_FIRST if name.endswith(end) and len(end) < len(name)), "")
        if ending and len(name) > 2 and name not in COMMON and not NAMELESS.fullmatch(name):
            found.append(PlaceWord(name, KINDS[ending], match.end() - len(name), match.end()))
    return sorted(found, key=lambda word: word.start)


def names(text: str) -> list[str]:
    """The distinct names without administrative areas, in order."""
    return list(dict.fromkeys(word.text for word in find(text) if word.kind != "area"))
