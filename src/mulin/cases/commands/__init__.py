"""Every verb as something that a form, a program or a phone can send: named fields in, one action called."""

from mulin.cases.commands.fields import Ask, Shape
from mulin.cases.commands.perform import offered, perform
from mulin.cases.commands.table import COMMANDS, Command

__all__ = ["COMMANDS", "Ask", "Command", "Shape", "offered", "perform"]
