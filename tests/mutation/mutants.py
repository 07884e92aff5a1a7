"""Single changes of the compiler's sources, and which of them are drawn."""
import hashlib
import pathlib
import random
import re

# Rooms -> how many of 100 changes are there.
ROOMS = {
    "compiler/emit": 34, "compiler/plan": 12, "compiler/pack": 12, "compiler/layers": 14, "compiler/calibrate": 6,
    "compiler/tensors": 9, "compiler/spec": 3, "compiler/json": 3, "compiler/weights": 3, "runtime/media": 4,
}
# (what is there, what comes instead); \b and spaces as clang-format sets them.
OPERATORS = [
    (r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > "), (r" == ", " != "), (r" != ", " == "),
    (r" && ", " || "), (r" \|\| ", " && "), (r"(?<=[\w\])]) \+ (?=[\w(])", " - "), (r"(?<=[\w\])]) - (?=[\w(])", " + "),
    (r"(?<=[\w\])]) \* (?=[\w(])", " + "), (r"(?<=[\w\])]) / (?=[\w(])", " * "), (r"\b0\b(?!x)", "1"), (r"\b1\b", "2"),
    (r"\b2\b", "3"), (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"(?<=\()!", ""), (r"\bx_row\b", "x_block"),
    (r"\by_row\b", "y_block"), (r"\bx_block\b", "x_row"), (r"\bwidth\b", "height"), (r"\bheight\b", "width"),
    (r"\bbefore\b", "behind"), (r"\bbehind\b", "before"), (r"\bcolumns\b", "rows"), (r"\bstride\b", "kernel"),
    (r" \+= ", " = "), (r"\?(?= )", "&& 0 ?"), (r"\bw0\b", "w1"), (r"\bin_blocks\b", "in_lanes"),
    (r"\bif \((?=.*\) return)", "if (0 && "), (r"(?<=\bif \()(?=.*\)$)", "0 && "),
]


def code_lines(path):
    """(number, line) of what can be changed: no comment, assertion, message or declaration of a name."""
    inside = False
    for number, line in enumerate(path.read_text().splitlines()):
        text = line.strip()
        inside = inside or text.startswith("/*")
        if not inside and text and not re.match(r"#|assert|typedef|return diag_|diag_|\"|static .*;$|enum|\}", text):
            if "printf(" not in text or "/emit/" in str(path):
                yield number, line
        if "*/" in text:
            inside = False


def places(path):
    for number, line in code_lines(path):
        code = line.split("/*")[0]
        for pattern, replacement in OPERATORS:
            for match in re.finditer(pattern, code):
                yield number, match.start(), match.end(), replacement


class Mutant:
    """A change at one place; two are the same where their lines are, before and after, wherever these stand by now."""
    def __init__(self, path, place):
        self.path, (self.number, start, end, replacement) = path, place
        lines = path.read_text().splitlines()
        self.before = lines[self.number].strip()
        lines[self.number] = lines[self.number][:start] + replacement + lines[self.number][end:]
        self.after, self.text = lines[self.number].strip(), "\n".join(lines) + "\n"
        self.key = (str(path), self.before, self.after)

    def __str__(self):
        return f"{self.path}:{self.number + 1}: {self.before}\n{'':12}-> {self.after}"


def ranked(seed, path):
    """(rank, path, place): the rank does not hang on other lines, so a seed draws the same when those have changed."""
    lines = path.read_text().splitlines()
    for place in places(path):
        number, start, end, replacement = place
        text = f"{seed} {path} {lines[number].strip()} {start} {end} {replacement}"
        yield hashlib.sha256(text.encode()).digest(), path, place


def draw(seed):
    """Rooms in their shares; of each its places in an order that is drawn."""
    rng, shares = random.Random(seed), list(ROOMS.values())
    left = {}
    for room in ROOMS:
        left[room] = sorted(each for path in pathlib.Path(room).glob("*.c") for each in ranked(seed, path))
    while True:
        room = rng.choices(list(ROOMS), shares)[0]
        if left[room]:
            yield Mutant(*left[room].pop()[1:])


def given(words):
    """FILE:LINE: all changes there. FILE:LINE:TEXT:OTHER: that one."""
    for word in words:
        file, line, *texts = word.split(":")
        path, number = pathlib.Path(file), int(line) - 1
        if texts:
            start = path.read_text().splitlines()[number].index(texts[0])
            yield Mutant(path, (number, start, start + len(texts[0]), texts[1]))
        else:
            yield from (Mutant(path, place) for place in places(path) if place[0] == number)
