# SPDX-License-Identifier: Apache-2.0
"""TextMate's way of colouring lines, with the regular expressions of Oniguruma, as editors have it.

Packages on PyPI know neither injections with priority nor references from `end` to groups of `begin`, hence this: rules,
captures with patterns of their own, includes and injections; neither `while` nor `\\G`.
"""
import re

import onigurumacffi

_compiled = {}


def compiled(pattern):
    if pattern not in _compiled:
        _compiled[pattern] = onigurumacffi.compile(pattern)
    return _compiled[pattern]


class Frame:
    def __init__(self, rule, grammar, end, outer, inner):
        self.rule, self.grammar, self.end, self.outer, self.inner = rule, grammar, end, outer, inner


class Registry:
    def __init__(self, *grammars):
        self.grammars = {grammar["scopeName"]: grammar for grammar in grammars}

    def tokens(self, scope, text):
        """The scopes of each character of the text, outermost first."""
        grammar = self.grammars[scope]
        stack = [Frame(grammar, grammar, None, [scope], [scope])]
        result = []
        for line in text.split("\n"):
            result += self._line(line + "\n", 0, len(line) + 1, stack)
        return result[:-1]

    def _line(self, line, start, stop, stack):
        """Colours a part of a line, and leaves the stack for the next one."""
        scopes = [None] * (stop - start)
        place, stalls = start, 0
        while place < stop:
            top = stack[-1]
            found = self._next(line, place, stop, top)
            if found is None:
                for index in range(place, stop):
                    scopes[index - start] = list(top.inner)
                break
            match, rule, grammar, is_end = found
            for index in range(place, match.start()):
                scopes[index - start] = list(top.inner)
            stalls = 0 if match.end() > place else stalls + 1
            if stalls > 20:
                raise RuntimeError(f"no progress in {line!r} at {place}")
            if is_end:
                stack.pop()
                self._captures(line, match, rule, grammar, "endCaptures", top.outer, scopes, start)
            else:
                outer = top.inner + rule.get("name", "").split()
                self._captures(
                    line, match, rule, grammar, "beginCaptures" if "begin" in rule else "captures", outer, scopes, start)
                if "begin" in rule:
                    end = re.sub(r"\\(\d)", lambda group: re.escape(match.group(int(group[1])) or ""), rule["end"])
                    inner = outer + rule.get("contentName", "").split()
                    stack.append(Frame(rule, grammar, end, outer, inner))
            place = match.end()
        return scopes

    def _next(self, line, place, stop, top):
        """The match that comes first; of those that come first, an injection's, then the end, then the first rule's."""
        best = None
        candidates = []
        for grammar in self.grammars.values():
            selector = grammar.get("injectionSelector")
            if selector and self._selects(selector, top.inner):
                candidates += [(rule, owner, False) for rule, owner in self._rules(grammar["patterns"], grammar)]
        if top.end is not None:
            candidates.append((top.rule, top.grammar, True))
        candidates += [(rule, owner, False) for rule, owner in self._rules(top.rule.get("patterns", []), top.grammar)]
        for rule, grammar, is_end in candidates:
            pattern = top.end if is_end else rule.get("match") or rule["begin"]
            match = compiled(pattern).search(line, place)
            if match and match.start() < stop and match.end() <= stop and (best is None or match.start() < best[0].start()):
                best = (match, rule, grammar, is_end)
        return best

    def _rules(self, patterns, grammar, depth=0):
        """The rules behind includes and groups."""
        for pattern in patterns if depth < 20 else []:
            include = pattern.get("include")
            if include is None and "patterns" in pattern and "begin" not in pattern and "match" not in pattern:
                yield from self._rules(pattern["patterns"], grammar, depth + 1)
            elif include is None:
                yield pattern, grammar
            elif include.startswith("#"):
                yield from self._rules([grammar["repository"][include[1:]]], grammar, depth + 1)
            else:
                other = grammar if include == "$self" else self.grammars.get(include, {"patterns": []})
                yield from self._rules(other["patterns"], other, depth + 1)

    def _captures(self, line, match, rule, grammar, key, outer, scopes, start):
        captures = rule.get(key) or rule.get("captures") or {}
        for index in range(match.start(), match.end()):
            scopes[index - start] = list(outer)
        for number, capture in sorted(captures.items(), key=lambda item: int(item[0])):
            span = match.span(int(number))
            if span[0] < 0 or span[0] == span[1]:
                continue
            for index in range(*span):
                scopes[index - start] += capture.get("name", "").split()
            if "patterns" in capture:
                base = scopes[span[0] - start]
                inside = self._line(line, *span, [Frame(capture, grammar, None, base, base)])
                for index in range(*span):
                    scopes[index - start] = inside[index - span[0]]

    @staticmethod
    def _selects(selector, path):
        words = selector.removeprefix("L:").split()
        within = lambda word: any(scope == word or scope.startswith(word + ".") for scope in path)
        return all(not within(word[1:]) if word.startswith("-") else within(word) for word in words)
