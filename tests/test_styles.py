"""The styles: every decision is a token, every class is used, every class that is used exists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "ideas/static/tell"
SHEETS = ("tokens.css", "tell.css")
LONGEST = 500
TOKENS = (STATIC / "tokens.css").read_text()
PARTS = (STATIC / "tell.css").read_text()

COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(|(?<!-)\b(?:white|black|red|green|blue|gr[ae]y|silver)\b",
    re.I,
)
SPACE = re.compile(r"(?:padding|margin|inset)(?:-[a-z]+)*|(?:row-|column-)?gap|--gap|scroll-padding")
LENGTH = re.compile(r"(?<![\w.])-?(\d*\.?\d+)(rem|px|pt|cm|mm|ch|vw|vh)\b")
HAIR = 4.0
"""So many pixels are a line, not a distance."""
TIME = re.compile(r"(?<![\w.-])\d*\.?\d+m?s\b")
MADE_ELSEWHERE = {"htmx-indicator", "htmx-request", "htmx-swapping", "htmx-settling", "htmx-added"}
"""Classes that the library for parts of pages sets by itself."""


@dataclass(frozen=True)
class Rule:
    """A selector, the conditions around it, and what it declares."""

    around: tuple[str, ...]
    selector: str
    declared: tuple[tuple[str, str], ...]


def rules(text: str) -> Iterator[Rule]:
    """The rules of a style sheet, the inner ones first."""
    bodies: list[list[str]] = [[]]
    heads: list[str] = []
    words = ""
    for piece in re.split(r"([{};])", re.sub(r"/\*.*?\*/", "", text, flags=re.S)):
        if piece == "{":
            heads.append(words.strip())
            bodies.append([])
        elif piece in ("}", ";"):
            bodies[-1].append(words.strip())
        else:
            words = piece
            continue
        words = ""
        if piece == "}":
            selector, declared = heads.pop(), tuple(pairs(bodies.pop()))
            if declared:
                yield Rule(tuple(heads), selector, declared)


def pairs(declared: list[str]) -> Iterator[tuple[str, str]]:
    for line in declared:
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip(), value.strip()


def declarations(text: str) -> Iterator[tuple[str, str, str]]:
    return ((rule.selector, name, value) for rule in rules(text) for name, value in rule.declared)


def in_words(found: Iterator[tuple[str, str, str]]) -> list[str]:
    return [f"{selector} {{ {name}: {value} }}" for selector, name, value in found]


# Tokens ---------------------------------------------------------------------------------------------------------


def test_colours_are_tokens():
    raw = (one for one in declarations(PARTS) if COLOUR.search(one[2]))
    assert in_words(raw) == []


def test_distances_are_tokens():
    def is_raw(name: str, value: str) -> bool:
        lengths = LENGTH.findall(value) if SPACE.fullmatch(name) else []
        return any(unit != "px" or float(number) > HAIR for number, unit in lengths)

    raw = (one for one in declarations(PARTS) if is_raw(*one[1:]) and "@page" not in one[0])
    assert in_words(raw) == []


def test_sizes_of_type_are_tokens():
    def size(name: str, value: str) -> str:
        return value.partition("/")[0] if name == "font" else value if name == "font-size" else ""

    allowed = {"106.25%", "10pt"}  # the reader's own size, a little larger; and on paper
    raw = (
        one
        for one in declarations(PARTS)
        if (words := size(*one[1:])) and words not in allowed and re.search(r"\d(rem|px|pt|%)", words)
    )
    assert in_words(raw) == []


def test_radii_are_tokens():
    raw = (one for one in declarations(PARTS) if "radius" in one[1] and LENGTH.search(one[2]))
    assert in_words(raw) == []


def test_motion_is_a_token_and_rests_where_it_is_asked_to():
    moving = [one for one in declarations(PARTS) if re.match(r"transition|animation", one[1])]
    assert in_words(one for one in moving if TIME.search(one[2])) == []
    assert "@media (prefers-reduced-motion: reduce) { :root { --move: 0s" in TOKENS
    spinning = {rule.selector for rule in rules(PARTS) if any("var(--turn)" in v for _n, v in rule.declared)}
    resting = {
        rule.selector
        for rule in rules(PARTS)
        if any("reduced-motion" in around for around in rule.around)
        and ("animation", "none") in rule.declared
    }
    assert spinning <= resting


def test_every_token_that_is_asked_for_exists_and_every_token_is_asked_for():
    defined = set(re.findall(r"(?<![\w-])(--[\w-]+)\s*:", TOKENS + PARTS))
    used = set(re.findall(r"var\((--[\w-]+)", TOKENS + PARTS))
    assert used - defined == set()
    assert defined - used == set()


def test_scale_of_type_is_a_major_third():
    sizes = [float(size) for size in re.findall(r"--t[012]: ([\d.]+)rem", TOKENS)]
    assert sizes == pytest.approx([1, 1.25, 1.25**2])
    largest = re.findall(r"--t([34]): clamp\([^;]*?([\d.]+)rem\)", TOKENS)
    assert {step: float(size) for step, size in largest} == pytest.approx(
        {"3": 1.25**3, "4": 1.25**4}, abs=0.001
    )


def test_everything_stands_in_a_layer():
    outside = [
        rule.selector for rule in rules(PARTS) if not rule.around and not rule.selector.startswith("@layer")
    ]
    assert outside == []
    assert "@layer tokens, base, parts, help, paper;" in TOKENS


def test_sheets_are_short():
    lengths = {name: len((STATIC / name).read_text().splitlines()) for name in SHEETS}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_styles_know_every_wish_of_a_reader():
    for wish in (
        *("prefers-contrast: more", "prefers-reduced-motion: reduce", "forced-colors: active"),
        *("print", "pointer: coarse"),
    ):
        assert wish in TOKENS + PARTS


# Classes --------------------------------------------------------------------------------------------------------


def styled() -> set[str]:
    """Every class that a selector names."""
    selectors = (rule.selector for sheet in SHEETS for rule in rules((STATIC / sheet).read_text()))
    return {
        name
        for selector in selectors
        for name in re.findall(r"\.([a-zA-Z][\w-]*)", without_strings(selector))
    }


def without_strings(selector: str) -> str:
    return re.sub(r"\[[^\]]*\]", "", selector)


def sources() -> dict[str, str]:
    """Everything that may name a class: pages, what makes parts of pages, the script."""
    pages = [path for path in (ROOT / "templates").rglob("*.html") if "email" not in path.parts]
    makers = [*ROOT.glob("ideas/**/*.py"), *ROOT.glob("accounts/*.py"), *STATIC.glob("*.js")]
    return {
        str(path.relative_to(ROOT)): path.read_text()
        for path in [*pages, *makers]
        if "migrations" not in path.parts
    }


def named_in_pages() -> dict[str, set[str]]:
    """Class -> the pages that give it to an element; what a tag of the template fills in is left out."""
    found: dict[str, set[str]] = {}
    for place, text in sources().items():
        if place.endswith(".html"):
            for value in re.findall(r'\bclass="([^"]*?)"', flat(text)):
                for name in value.split():
                    if re.fullmatch(r"[a-zA-Z][\w-]*", name):
                        found.setdefault(name, set()).add(place)
    return found


def flat(text: str) -> str:
    """A page without comments; tags and variables of the template become a sign that no class has.

    Only blanks part classes, so a class that begins or ends with a variable is no whole one and is left out.
    """
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", text, flags=re.S)
    text = re.sub(r"{{.*?}}", "•", text, flags=re.S)
    return re.sub(r"{%.*?%}", " ", text, flags=re.S)


def test_every_class_of_the_styles_is_used():
    everything = "\n".join(sources().values())
    names = set(re.findall(r"[\w-]+", everything))
    numbered = re.compile(r"[hto]\d|w\d")  # the hue in three digits; steps of a heat map
    assert {name for name in styled() - names if not numbered.fullmatch(name)} == set()


def test_every_class_of_the_pages_exists():
    known = styled() | MADE_ELSEWHERE
    missing = {name: sorted(places) for name, places in named_in_pages().items() if name not in known}
    assert missing == {}


def test_watchers_find_what_they_look_for():
    sheet = "@layer x { .a { color: #fff; padding: 3rem } @media print { .b:is(.c) { margin: var(--s1) } } }"
    assert [(rule.selector, rule.around[-1]) for rule in rules(sheet)] == [
        (".a", "@layer x"),
        (".b:is(.c)", "@media print"),
    ]
    assert [name for name, _value in next(iter(rules(sheet))).declared] == ["color", "padding"]
    assert COLOUR.search("1px solid #ABC")
    assert not COLOUR.search("var(--good)")
    assert LENGTH.findall("0 1.5rem .5em -3px") == [("1.5", "rem"), ("3", "px")]
