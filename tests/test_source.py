"""Habits that the sources themselves show."""

import ast
import re
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("accounts", "config", "ideas", "tests")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
WRITTEN = [path for path in MODULES if "migrations" not in path.parts]
BANNED = {"utils", "helpers", "common", "misc", "services", "managers", "base"}
LONGEST = 500
TRANSLATES = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
SETS_STATUS = "ideas/workflow/moving.py"


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def imports_inside_functions(tree: ast.Module) -> list[int]:
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    inner = (node for function in functions for node in ast.walk(function))
    return sorted({node.lineno for node in inner if isinstance(node, ast.Import | ast.ImportFrom)})


def status_set(tree: ast.Module) -> list[int]:
    """Lines that give an idea a status: `idea.status = ...`, `.update(status=...)`, `setattr(..., "status", ...)`."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets):
                found += [target.lineno for target in targets if is_status(target)]
            case ast.AugAssign(target=target) | ast.AnnAssign(target=target, value=ast.expr()):
                found += [target.lineno] if is_status(target) else []
            case ast.Call(func=ast.Attribute(attr="update"), keywords=words):
                found += [node.lineno for word in words if word.arg == "status"]
            case ast.Call(func=ast.Name(id="setattr"), args=[_, ast.Constant(value="status"), *_]):
                found.append(node.lineno)
    return found


def translated_inside_f_strings(tree: ast.Module) -> list[int]:
    """Lines whose words the gathering of messages does not see."""
    inside = (node for f in ast.walk(tree) if isinstance(f, ast.JoinedStr) for node in ast.walk(f))
    calls = (node for node in inside if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    return sorted({call.lineno for call in calls if call.func.id in TRANSLATES})


def is_status(target: ast.expr) -> bool:
    return isinstance(target, ast.Attribute) and target.attr == "status"


def offenders(check: Callable[[Path], object], paths: Iterable[Path] = WRITTEN) -> dict[str, object]:
    return {name_of(path): found for path in paths if (found := check(path))}


def test_modules_import_at_their_top_only():
    assert offenders(lambda path: imports_inside_functions(tree_of(path))) == {}


def test_modules_leave_the_status_to_moving():
    ours = [path for path in WRITTEN if "tests" not in path.parts and name_of(path) != SETS_STATUS]
    assert offenders(lambda path: status_set(tree_of(path)), ours) == {}


def test_words_to_be_translated_stand_where_they_are_found():
    assert offenders(lambda path: translated_inside_f_strings(tree_of(path))) == {}
    assert translated_inside_f_strings(ast.parse("f'{_(1)}'")) == [1]


def test_modules_are_short():
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in WRITTEN}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_modules_say_what_they_own():
    silent = [path for path in WRITTEN if path.read_text().strip() and not ast.get_docstring(tree_of(path))]
    assert [name_of(path) for path in silent] == []


def test_modules_have_names_of_the_trade():
    assert offenders(lambda path: BANNED & {path.stem, *path.relative_to(ROOT).parts[:-1]}, MODULES) == {}


def test_lock_file_names_hashes_and_no_host():
    lock = (ROOT / "requirements.lock").read_text()
    packages = re.findall(r"^[a-z0-9._-]+==", lock, re.MULTILINE)
    assert len(packages) > 50
    assert lock.count("--hash=sha256:") >= len(packages)
    assert "://" not in lock
    assert "index" not in lock


def test_watchers_find_what_they_look_for():
    assert imports_inside_functions(ast.parse("def f():\n    import os\n")) == [2]
    assert status_set(ast.parse("idea.status = 1\nq.update(status=2)\nsetattr(idea, 'status', 3)")) == [
        1,
        2,
        3,
    ]
    assert status_set(ast.parse("if idea.status == 1: pass\nq.filter(status=2)")) == []


def translation_by_other_names(tree: ast.Module) -> list[str]:
    """Names under which translation is imported and that the gathering of messages does not know."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    names = (one for node in imports if node.module == "django.utils.translation" for one in node.names)
    return [one.asname for one in names if one.name in TRANSLATES and one.asname not in (None, "_")]


def test_what_is_translated_is_gathered():
    ours = [path for path in WRITTEN if path.relative_to(ROOT).parts[0] != "tests"]
    assert offenders(lambda path: translation_by_other_names(tree_of(path)), ours) == {}
    planted = "from django.utils.translation import gettext as _now"
    assert translation_by_other_names(ast.parse(planted)) == ["_now"]
