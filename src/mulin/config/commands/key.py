"""Make a key with which a program acts as a post; the key is told this one time."""

import argparse

from mulin.accounts.actions.create_key import create_key
from mulin.config.outcome import Outcome
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.people.models import Post


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=("create",), metavar="create")
    parser.add_argument("name", metavar="NAME", help="the program that will use it")
    parser.add_argument("--post", required=True, metavar="POST_CODE", help="the post as which it acts")


def run(options: argparse.Namespace) -> Outcome:
    if not Post.objects.filter(code=options.post).exists():
        raise BadInput(fields={"post": f"there is no post with the code {options.post}"})
    made = create_key(options.name, post_code=options.post, by=Actor.system("command line"))
    return Outcome([made.secret], {"key": made.secret, "name": made.row.name, "post": options.post})
