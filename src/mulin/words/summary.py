"""A short title out of a long text, and one form out of a pasted chat."""

import re

from mulin.words.folding import HAN, tidy

LONGEST_TITLE = 30
CLAUSE = re.compile(r"[^。！？!?；;，,：:\n…]+[！？!?]?")
GREETING = re.compile(
    rf"^(?:尊敬的?[{HAN}a-z]{{0,12}}|敬爱的?[{HAN}]{{0,8}}|[{HAN}]{{0,6}}(?:书记|市长|区长|县长|局长|主任|领导|先生|女士|同志)们?|"
    rf"(?:各位|社区|物业)?(?:领导|老师|邻居|工作人员)们?|您好|你好|大家好|早上好|晚上好|hi|hello|请问一下?|麻烦[了您你]?)+[好们]?$",
    re.IGNORECASE,
)


def title_of(text: str) -> str:
    """The first clause that says something, at most thirty characters."""
    clauses = [clause.strip() for clause in CLAUSE.findall(tidy(text)[:1000])]
    telling = [
        clause for clause in clauses if len(clause) > 1 and not GREETING.match(clause.rstrip("！!？?~ "))
    ]
    title = (telling or clauses or [""])[0]
    if len(title) < 6 and len(telling) > 1:
        title = f"{title}，{telling[1]}"
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def title_and_body(text: str) -> tuple[str, str]:
    """A first line that is short and followed by more is the title; otherwise one is made."""
    first, _break, rest = tidy(text).partition("\n")
    if rest and len(first) <= 80 and not GREETING.match(first.rstrip("：:，,。！! ")):
        return first, rest
    return title_of(text), tidy(text)
