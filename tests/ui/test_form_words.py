"""What a form says about a mistake is short and names the mend."""

from django import forms


class Asked(forms.Form):
    name = forms.CharField(max_length=3)
    what = forms.CharField()
    count = forms.IntegerField(min_value=1)
    on = forms.DateField()
    how = forms.ChoiceField(choices=[("a", "b")])


def test_mistakes_are_told_as_people_say_them() -> None:
    told = Asked({"name": "一二三四", "count": "-1", "on": "明天", "how": "c"}).errors
    assert {name: str(said[0]) for name, said in told.items()} == {
        "name": "最多 3 个字，现有 4 个字。",
        "what": "请填写或选择这一项。",
        "count": "不能小于 1。",
        "on": "请填写日期，例如 2027-06-30。",
        "how": "请在列出的选项中选一项。",
    }
