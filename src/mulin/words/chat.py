"""One report out of what was pasted from a chat group: what was said, without who said it."""

import re
from typing import NamedTuple

from mulin.lib.masking import mask_text

STAMP = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*)?(?:(?:上午|下午|晚上|凌晨|昨天|前天|星期.)\s*)?\d{1,2}:\d{2}(?::\d{2})?"
SPEAKER_LINE = re.compile(rf"^\s*[^\s:：]{{1,20}}\s+{STAMP}\s*$")
STAMP_LINE = re.compile(rf"^\s*[—\-–\s]*{STAMP}[—\-–\s]*$")
SPEAKER_THEN = re.compile(rf"^\s*(?:\[?{STAMP}\]?\s*)?[^\s:：，。！？]{{1,16}}[:：]\s*(?P<said>.+)$")
PICTURE = re.compile(r"\[(?:图片|照片|视频|语音|文件|动画表情|表情|链接)[^\]]*\]|<(?:图片|视频)[^>]*>")
MENTION = re.compile(r"@\S{1,20}\s?")
SYSTEM = re.compile(r"撤回了一条消息|加入了群聊|拍了拍|修改群名|以下为新消息|群公告")


class ChatReport(NamedTuple):
    """What was said, line by line, with numbers and names of speakers taken out, and how many pictures."""

    text: str
    lines: int
    pictures: int


def parse_chat(pasted: str) -> ChatReport:
    """Join what was said; times, speakers, mentions and the group's own notices fall away."""
    said: list[str] = []
    pictures = 0
    for raw in pasted.replace("\r", "").split("\n"):
        pictures += len(PICTURE.findall(raw))
        line = MENTION.sub("", PICTURE.sub("", raw)).strip()
        if not line or SPEAKER_LINE.match(line) or STAMP_LINE.match(line) or SYSTEM.search(line):
            continue
        spoken = SPEAKER_THEN.match(line)
        line = spoken["said"].strip() if spoken else line
        if line and (not said or said[-1] != line):
            said.append(line)
    return ChatReport(mask_text("\n".join(said)), len(said), pictures)
