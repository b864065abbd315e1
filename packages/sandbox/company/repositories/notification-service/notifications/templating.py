"""Letters from templates: {{path}} for a value, {{#path}} ... {{/path}} for each item of a list.

A missing value raises: a letter that says "Dear None" is worse than one that is late.
"""

import re

TAG = re.compile(r"\{\{\s*([#/]?)\s*([\w.]*)\s*\}\}")


class TemplateError(ValueError):
    """Names the tag, and what was known in its place."""


def parse(text):
    """Returns nested parts: strings, ("value", path) and ("each", path, parts)."""
    parts, stack = [], []
    position = 0
    for tag in TAG.finditer(text):
        parts.append(text[position:tag.start()])
        position = tag.end()
        kind, path = tag.groups()
        if not path:
            raise TemplateError("{{}}: a tag needs a name")
        if kind == "#":
            stack.append((path, parts))
            parts = []
            position = _skip_line_end(text, position)
        elif kind == "/":
            if not stack or stack[-1][0] != path:
                raise TemplateError(f"{{{{/{path}}}}} closes nothing that is open")
            opened, outer = stack.pop()
            outer.append(("each", opened, parts))
            parts = outer
            position = _skip_line_end(text, position)
        else:
            parts.append(("value", path))
    if stack:
        raise TemplateError(f"{{{{#{stack[-1][0]}}}}} is never closed")
    parts.append(text[position:])
    return parts


def _skip_line_end(text, position):
    """A tag that is alone on its line leaves no empty line behind."""
    return position + 1 if text[position:position + 1] == "\n" else position


def render(parts, *scopes):
    """Fills in values; the innermost scope is looked at first."""
    written = []
    for part in parts:
        if isinstance(part, str):
            written.append(part)
        elif part[0] == "value":
            written.append(_line(part[1], look_up(part[1], scopes)))
        else:
            items = look_up(part[1], scopes)
            if not isinstance(items, list):
                raise TemplateError(f"{{{{#{part[1]}}}}}: {items!r} is not a list")
            written.extend(render(part[2], item, *scopes) for item in items)
    return "".join(written)


def look_up(path, scopes):
    for scope in scopes:
        value, found = scope, True
        for name in path.split("."):
            found = isinstance(value, dict) and value.get(name) is not None
            if not found:
                break
            value = value[name]
        if found:
            return value
    known = ", ".join(sorted(scopes[0])) if isinstance(scopes[0], dict) else repr(scopes[0])
    raise TemplateError(f"{{{{{path}}}}} has no value; known here: {known}")


def _line(path, value):
    text = str(value)
    if "\n" in text or "\r" in text:
        # A line break in a subject would let a customer write their own mail headers.
        raise TemplateError(f"{{{{{path}}}}} holds a line break")
    return text
