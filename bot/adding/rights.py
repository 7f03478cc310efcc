"""Who may fill a library."""

from __future__ import annotations

from bot.errors import PlainError
from bot.rules import Rule, Rules
from bot.visits import Visit, role_mentions
from index import is_private


class MayNotFillError(PlainError):
    """The server lets certain members add, replace or remove stories only."""

    def __init__(self, rule: Rule, roles: frozenset[int]) -> None:
        if roles:
            mentions = role_mentions(roles)
            super().__init__("denied-filling-roles", rule=rule.value, roles=mentions)
        else:
            super().__init__("denied-filling", rule=rule.value)


def may(visit: Visit, rule: Rule) -> bool:
    """Whether the visitor may add (``ADDERS``), replace or remove stories.

    A library of one's own is always open; in a server's library it takes its roles, in direct
    messages too.
    """
    if is_private(visit.home.key):
        return True
    return visit.visitor.manages or bool(roles_of(visit.rules, rule) & visit.visitor.roles)


def require(visit: Visit, rule: Rule) -> None:
    """Let go on only who may; raises ``MayNotFillError``."""
    if not may(visit, rule):
        raise MayNotFillError(rule, roles_of(visit.rules, rule))


def roles_of(rules: Rules, rule: Rule) -> frozenset[int]:
    """The roles that one of the rules about filling names."""
    found = {
        Rule.ADDERS: rules.adders,
        Rule.REPLACERS: rules.replacers,
        Rule.REMOVERS: rules.removers,
    }
    return found[rule].value
