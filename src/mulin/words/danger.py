"""Words that speak of danger to life, and the number to call before anything is written."""

from mulin.words.folding import fold

#: 119 fire and rescue, 120 ambulance, 110 police, 122 traffic police.
CALL: dict[str, tuple[str, ...]] = {
    "119": (
        "着火", "起火", "火灾", "失火", "明火", "浓烟", "冒烟", "燃气味", "煤气味", "燃气泄漏", "煤气泄漏",
        "天然气味", "天然气泄漏", "煤气中毒", "爆炸", "困在电梯", "电梯困人", "困电梯", "被困", "塌陷", "坍塌", "倒塌",
    ),
    "120": (
        "晕倒", "昏迷", "触电", "大出血", "没有呼吸", "喘不上气", "心脏病发", "抽搐", "溺水", "落水", "起不来",
        "摔伤", "受伤", "中毒",
    ),
    "110": ("救命", "打架", "打人", "持刀", "轻生", "跳楼", "自杀", "家暴", "抢劫", "走失", "绑架"),
    "122": ("车祸", "撞人", "被车撞"),
}  # fmt: skip


def numbers_for(text: str) -> list[str]:
    """The numbers the words call for, the first found first; none when nothing sounds dangerous."""
    folded = fold(text[:4000])
    found = [
        (min(folded.find(word) for word in words if word in folded), number)
        for number, words in CALL.items()
        if any(word in folded for word in words)
    ]
    return [number for _at, number in sorted(found)]
