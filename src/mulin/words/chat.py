"""Text copied out of a chat group, as one report: who said it and when is dropped, what was said stays.

There is no interface to the group; a person copies some lines and photos. WeChat pastes a name, then the words, or
「name: words」, or a name with a time on a line of its own; photos arrive as [图片].
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mulin.lib.masking import mask_text
from mulin.words.folding import tidy
from mulin.words.summary import GREETING, title_of

PICTURE = re.compile(
    r"[\[【〔<](?:图片|照片|视频|image|photo|picture|video|img)[^\]】〕>\n]{0,20}[\]】〕>]", re.IGNORECASE
)
# Stickers, voice and the notes that the program itself writes.
NOISE = re.compile(
    r"[\[【〔](?:[\u4e00-\u9fff]{1,4}|动画表情|语音\d*[\"”秒]?|视频|文件|链接|位置|红包|sticker|voice|video|file)[\]】〕]"
    r"|.{0,30}(?:邀请.{0,30}加入了?群聊|撤回了一条消息|拍了拍.{0,20}|修改群名为.*|加入了群聊)$"
    r"|[-—─]{2,}.*[-—─]{2,}",
    re.IGNORECASE,
)
CLOCK = r"(?:(?:上午|下午|凌晨|早上|中午|晚上)\s*)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s*[ap]m)?"
DAY = r"(?:\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}月\d{1,2}日|星期[一二三四五六日天]|昨天|今天|前天|周[一二三四五六日天])"
MOMENT = rf"(?:{DAY}\s*{CLOCK}|{DAY}|{CLOCK})"
ONLY_MOMENT = re.compile(rf"^\s*{MOMENT}\s*$", re.IGNORECASE)
NAME_AND_MOMENT = re.compile(rf"^(?P<name>\S.{{0,28}}?)\s*[\(（]?{MOMENT}[\)）]?\s*[:：]?\s*$", re.IGNORECASE)
MOMENT_FIRST = re.compile(
    rf"^[\[（(]?{MOMENT}[\]）)]?\s*(?P<name>[^:：]{{1,24}})[:：]\s*(?P<words>.*)$", re.IGNORECASE
)
NAMED = re.compile(r"^(?P<name>[^:：，。！？,!?\s][^:：，。！？,!?]{0,23}?)\s*[:：]\s*(?P<words>.+)$")
# 地址：…, 时间：… are parts of a report, not speakers.
FIELDS = frozenset(
    [
        "地址",
        "地点",
        "位置",
        "时间",
        "电话",
        "联系电话",
        "联系方式",
        "问题",
        "诉求",
        "情况",
        "内容",
        "标题",
        "备注",
        "说明",
        "原因",
        "建议",
        "小区",
        "楼栋",
        "房号",
        "车牌",
    ]
)
PHONE = re.compile(
    r"(?<!\d)(?:\+?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[-\s]?\d{7,8}(?!\d)"
)
CALLED = re.compile(r"@\S{1,20}\s?")


class ChatReport(NamedTuple):
    """One form: title, words, the lines they came from, how many pictures were meant, how many spoke."""

    title: str
    text: str
    lines: tuple[str, ...]
    pictures: int
    speakers: int
    phones_removed: int


def parse_chat(pasted: str) -> ChatReport:
    """Read what was pasted; a text that is no chat comes out as it is, without phones."""
    names: set[str] = set()
    lines: dict[str, None] = {}
    pictures = phones = 0
    source = tidy(pasted).split("\n")
    for name, said in _said(source):
        names |= {name} if name else set()
        pictures += len(PICTURE.findall(said))
        words, removed = PHONE.subn("", CALLED.sub("", NOISE.sub("", PICTURE.sub("", said))))
        phones += removed
        words = words.strip(" ,，、:：")
        if any(letter.isalnum() for letter in words) and not GREETING.match(words.rstrip("。！!~～")):
            lines[words] = None
    text = mask_text("\n".join(lines))
    return ChatReport(
        title_of(text) if text else "",
        text,
        tuple(text.split("\n")) if text else (),
        pictures,
        len(names),
        phones,
    )


def _said(source: list[str]) -> Iterator[tuple[str, str]]:
    """Each line's speaker, as far as it names one, and its words."""
    likely = _speakers(source)
    for line in (line.strip() for line in source):
        if ONLY_MOMENT.match(line):
            continue
        if found := MOMENT_FIRST.match(line):
            yield found["name"], found["words"]
        elif found := NAME_AND_MOMENT.match(line):
            yield found["name"], ""
        elif (found := NAMED.match(line)) and found["name"] in likely:
            yield found["name"], found["words"]
        elif line in likely:
            yield line, ""
        elif line.rstrip(":：") in likely:
            yield line.rstrip(":："), ""
        else:
            yield "", line


def _speakers(source: list[str]) -> frozenset[str]:
    """Who is named before a colon: anyone when most lines are so, else those named with a time or twice."""
    named = [found["name"] for line in source if (found := NAMED.match(line.strip()))]
    named = [name for name in named if name not in FIELDS and not name.lower().startswith("http")]
    timed = {found["name"] for line in source if (found := NAME_AND_MOMENT.match(line.strip()))}
    often = {name for name in named if named.count(name) > 1}
    spoken = [
        line for line in source if NOISE.sub("", PICTURE.sub("", line)).strip() and line.strip() not in timed
    ]
    spoken = [
        line for line in spoken if not ONLY_MOMENT.match(line) and not NAME_AND_MOMENT.match(line.strip())
    ]
    most = len(named) > 1 and 2 * len(named) >= len(spoken)
    return frozenset(timed | often | (set(named) if most else set()))
