"""Pages of the reference, made of what the program says itself: --help, the schema of specs, headers."""

import json
import re

OPTION = re.compile(r"^ {1,6}(-\S.*?)(?: {2,}(\S.*))?$")


def row(*cells):
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def table(*head):
    return row(*head) + row(*["---"] * len(head))


def code(text):
    """In a span; a backquote does not stand in what is shown here."""
    return f"`{text}`"


def prose(text):
    """Words of the program, where of Markdown's marks backquotes alone are meant."""
    return re.sub(r"`[^`]*`|[\\*_<>\[\]#]", lambda match: match[0] if match[0].startswith("`") else "\\" + match[0], text)


def options(text):
    """--help: groups, with an example each, and their options."""
    out = "# Options\n\nMade of `resnetc --help`. [The command line](../docs/command-line.md) says more of each.\n"
    rows = []
    for line in text.split("\n"):
        group, option = re.match(r"^ (\S.*):$", line), OPTION.match(line)
        if group:
            out += flush(rows) + f"\n## {group[1]}\n\n"
        elif re.match(r"^ {5}(resnetc .*)$", line):
            out += f"```sh\n{line.strip()}\n```\n\n"
        elif option and out.count("##"):
            rows.append([option[1], option[2] or ""])
        elif rows and line.startswith(" " * 20):
            rows[-1][1] += " " + line.strip()
        elif rows and line and not line.startswith(" "):
            out += flush(rows) + f"\n{line}"
        elif line and out.count("##") and not rows:
            out += f"\n{line}"
    return out + flush(rows) + "\n"


def flush(rows):
    out = table("option", "meaning") + "".join(row(code(name), prose(what.strip())) for name, what in rows) if rows else ""
    rows.clear()
    return out


def resolved(node, schema):
    reference = node.get("$ref")
    return {**schema["$defs"][reference.rpartition("/")[2]], **node} if reference else node


def bounds(node):
    low, high = node.get("minimum"), node.get("maximum")
    if low is not None and high is not None:
        return f"{low} to {high}"
    return f"at least {low}" if low is not None else f"at most {high}" if high is not None else ""


def kind(node, schema):
    """What may stand there, in words."""
    node = resolved(node, schema)
    values = node.get("enum", [node["const"]] if "const" in node else None)
    if values:
        shown = values if len(values) <= 12 else [*values[:3], "...", values[-1]]
        return ", ".join(value if value == "..." else code(json.dumps(value)) for value in shown)
    if "oneOf" in node:
        return "; or ".join(dict.fromkeys(kind(other, schema) for other in node["oneOf"]))
    if "properties" in node:
        return "an object"
    if isinstance(node.get("type"), list):
        return ", or ".join(kind({**node, "type": each}, schema) for each in node["type"])
    if node.get("type") == "array":
        return "a list of " + kind(node["items"], schema) if "items" in node else "a list"
    names = {"integer": "an integer", "number": "a number", "string": "a string", "boolean": "`true`, `false`", "null": "`null`"}
    return f"{names.get(node.get('type'), '')} {bounds(node) if node.get('type') in ('integer', 'number') else ''}".strip()


def below(node, schema, prefix=""):
    """(key, node) of each key, in the schema's order; `stem.kernel` is one of an object."""
    node = resolved(node, schema)
    for part in [node, *(resolved(other, schema) for other in node.get("oneOf", []))]:
        for key, value in part.get("properties", {}).items():
            if key != "$schema":
                yield prefix + key, resolved(value, schema)
                yield from below(value, schema, f"{prefix}{key}.")


def keys(text):
    """The schema of specs: a row a key."""
    schema = json.loads(text)
    merged = {}
    for key, node in below(schema, schema):
        merged.setdefault(key, []).append(node)
    out = "# Keys of a spec\n\nMade of `specs/schema.json`. [The spec](../docs/spec.md) has them in order, with networks.\n"
    out += "`input.height` is `{\"input\": {\"height\": ...}}`, and `--set input.height=96`.\n\n"
    out += table("key", "meaning", "what may stand there", "default")
    for key, nodes in merged.items():
        meaning = " ".join(dict.fromkeys(prose(node["description"]) for node in nodes if "description" in node))
        values = "; or ".join(dict.fromkeys(kind(node, schema) for node in nodes))
        default = code(json.dumps(nodes[0]["default"])) if "default" in nodes[0] else "required" * (key in schema["required"])
        out += row(code(key), meaning, values, default)
    return out


def functions(headers):
    """Headers: each declaration below what its comment says."""
    out = "# Functions\n\nMade of the headers themselves: of two that resnetc emits for ResNet-18, and of those that are installed.\n"
    out += "[Embedding](../docs/embedding.md) tells how to use them.\n"
    for title, text in headers.items():
        out += f"\n## {title}\n\n" + header(text)
    return out


def header(text):
    """Comments at the beginning of a line become text; declarations, and what is indented in a comment, stand as they are."""
    text = re.sub(r"^#ifndef \w+_H_?\n#define \w+_H_?\n|^#endif\n\Z|^#ifdef __cplusplus\n.*?^#endif\n", "", text, flags=re.MULTILINE | re.DOTALL)
    out = ""
    for comment, declarations in re.findall(r"(^/\*.*?\*/\n)|((?:^(?!/\*)[^\n]*\n)+)", text, flags=re.MULTILINE | re.DOTALL):
        if comment:
            lines = [re.sub(r"^ ?\* ?", "", line) for line in comment.strip()[2:-2].split("\n")]
            out += paragraphs([line.rstrip() for line in lines])
        elif declarations.strip():
            declarations = re.sub(r"\n{3,}", "\n\n", declarations.strip())
            out += f"```c\n{declarations}\n```\n\n"
    return out


def paragraphs(lines):
    out = ""
    for block in re.split(r"\n\s*\n", "\n".join(lines)):
        if block.startswith("    "):
            out += f"```c\n{block}\n```\n\n"
        elif block.strip():
            out += prose(" ".join(block.split())) + "\n\n"
    return out
