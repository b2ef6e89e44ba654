"""The people of the town: leading characters by name, the rest from hand-written names."""

from dataclasses import dataclass
from functools import cache

# 154 was never given out to anybody.
PHONE_PREFIX = "1540"


def listed(words: str) -> list[str]:
    """The words of a text."""
    return words.split()


SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
    "阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
WOMEN = listed(
    "秀兰 桂芝 淑珍 玉梅 凤英 春花 雪琴 素芬 丽华 美荣 彩霞 慧芳 晓燕 红梅 建英 翠萍 玉洁 海霞 艳丽 志红 "
    "雅静 文娟 晓琳 婷婷 思雨 雨桐 佳宁 欣然 梦洁 晨曦 静怡 诗涵 可心 晓月 春燕 冬梅 秋菊 亚男 立新 爱华 "
    "巧云 金凤 宝珠 瑞芳 香莲 玉兰 云霞 清华 月娥 国英 小芹 敏 莉 倩 颖 璐 娜 洋 蕾 岚 "
    "书瑶 若楠 忆安 念慈 如意 秋实 海宁 兰芝 佩文 惠君 景怡 乐言 沛然 又青 佳音 晚晴 向阳 知夏 以宁 半夏"
)
MEN = listed(
    "建国 德福 国强 志刚 立军 永胜 长河 宝山 玉林 文革 卫东 新民 振华 学文 金贵 福来 广田 大勇 海涛 小龙 "
    "志强 立新 晓东 鹏飞 浩然 子轩 宇航 俊杰 明哲 嘉豪 天佑 泽宇 思远 一凡 文博 承志 瑞祥 春雷 冬生 铁柱 "
    "和平 援朝 胜利 向前 长征 守信 忠义 本善 家栋 景山 松涛 海波 云峰 雪松 伟 磊 强 军 勇 斌 "
    "远 凯 鑫 超 峰 毅 诚 恒 朗 越 书恒 绍棠 维岳 启明 怀山 敬业 学勤 兆丰 国梁 柏年"
)


@dataclass(frozen=True)
class PersonPlan:
    key: str
    name: str
    gender: str
    phone: str


# Key, name, gender: those whom the demo logins, the stories and the tests call by name.
LEADING = (
    ("resident", "梁秀兰", "female"),
    ("rider", "高远", "male"),
    ("gridworker", "周晓燕", "female"),
    ("gridhead", "马立军", "male"),
    ("secretary", "林慧芳", "female"),
    ("dispatcher", "郑文博", "male"),
    ("department", "韩立新", "male"),
    ("property", "孙志刚", "male"),
    ("leader", "钱卫东", "male"),
    ("district", "冯静怡", "female"),
    ("owner", "何一凡", "male"),
    ("checker", "董雅静", "female"),
    ("microworker", "田春燕", "female"),
    ("mediator", "贺本善", "male"),
    ("hotline", "叶佳宁", "female"),
    ("callback", "夏晓琳", "female"),
    ("complaints", "秦守信", "male"),
    ("street_dispatcher", "邹晓东", "male"),
    ("street_checker", "毛海霞", "female"),
    ("street_secretary", "龚国梁", "male"),
    ("district_leader", "段维岳", "male"),
    ("district_checker", "孔又青", "female"),
    ("neighbour", "崔德福", "male"),
    ("father", "邱浩然", "male"),
    ("child", "梁雨桐", "female"),
)
STAFF, RESIDENTS = 248, 260


def phone(number: int) -> str:
    return f"{PHONE_PREFIX}{number:07d}"


def invented(number: int) -> tuple[str, str]:
    """A name that nobody else in the town has, and the gender it goes with."""
    given, gender = (WOMEN, "female") if number % 2 else (MEN, "male")
    turn, place = divmod(number // 2, len(given))
    return SURNAMES[(number * 13 + turn * 29) % len(SURNAMES)] + given[place], gender


@cache
def persons() -> dict[str, PersonPlan]:
    """Everybody by key: leading characters, then `staff-001` …, then `resident-001` …"""
    made = {
        key: PersonPlan(key, name, gender, phone(100 + n)) for n, (key, name, gender) in enumerate(LEADING)
    }
    taken = {name for _, name, _ in LEADING}
    number = 0
    for label, count in (("staff", STAFF), ("resident", RESIDENTS)):
        for order in range(1, count + 1):
            name, gender = invented(number)
            while name in taken:
                number += 1
                name, gender = invented(number)
            taken.add(name)
            key = f"{label}-{order:03d}"
            made[key] = PersonPlan(key, name, gender, phone(1_000 + len(made)))
            number += 1
    return made
