"""Compiles the law's own functions for batch runs: the same code objects under Numba, nothing rewritten.

A copy of a function differs from the original in its globals alone: the law functions it calls are compiled copies
too, and long tuples of numbers are arrays. Machine code is kept on disk under a hash of every source and table
of `nenkin.law` and `nenkin.batch`, so that any change compiles anew.
"""

import dis
import hashlib
import importlib
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, TypeAlias

import numba
import numpy as np
from numba.core import config, types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler
from numba.extending import intrinsic

from nenkin.batch.people import Columns

NENKIN = Path(__file__).parent.parent
LONG_TUPLE = 8  # a longer tuple of numbers becomes an array: Numba unrolls tuples

Compiled: TypeAlias = Callable[..., Any]


def compile_rule(
    rule: Callable[..., Any], *, replace: Mapping[str, object] | None = None, disk_key: str = ""
) -> Compiled:
    """A compiled copy of a plain function and of every plain function it calls.

    `replace`: globals of `rule` to be other than they are; `disk_key`: keep the machine code for
    the next process under this name, which must be another one wherever `replace` is.
    """
    return _compile(rule, {}, replace or {}, inner=False, disk_key=disk_key)


def _borrowed(_: object, array: Any) -> tuple[Any, Callable[..., Any]]:
    """The same array without its owner, so that slices of it count no references; the caller must keep it alive.

    For compiled code only. Counting costs more than a short rule: two atomic steps a slice and call.
    """

    def without_owner(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        view = context.make_array(signature.args[0])(context, builder, args[0])
        view.meminfo, view.parent = view.meminfo.type(None), view.parent.type(None)
        return view._getvalue()

    return array(array), without_owner


borrowed: Compiled = intrinsic(_borrowed)


def lent(columns: Columns) -> Columns:
    """The columns, each `borrowed`."""
    return Columns(
        borrowed(columns.birth_date),
        borrowed(columns.sex),
        borrowed(columns.record_end),
        borrowed(columns.coverage_from),
        borrowed(columns.coverage_start),
        borrowed(columns.coverage_end),
        borrowed(columns.coverage_kind),
        borrowed(columns.coverage_pay),
        borrowed(columns.bonus_from),
        borrowed(columns.bonus_month),
        borrowed(columns.bonus_amount),
        borrowed(columns.bonus_kind),
        borrowed(columns.status_from),
        borrowed(columns.status_start),
        borrowed(columns.status_end),
        borrowed(columns.status_code),
    )


def came_from_disk(compiled: Compiled) -> bool:
    """Whether the machine code of the calls so far was loaded rather than made."""
    stats = compiled.stats  # type: ignore[attr-defined]
    return bool(stats.cache_hits) and not stats.cache_misses


def as_array(value: object) -> object:
    """A tuple of whole numbers (or of equal rows of them) as an array, narrow where it fits; anything else unchanged."""
    if not isinstance(value, tuple) or len(value) <= LONG_TUPLE:
        return value
    if not all(type(cell) is int for row in value for cell in (row if isinstance(row, tuple) else (row,))):
        return value
    if len({len(row) if isinstance(row, tuple) else None for row in value}) > 1:
        return value
    wide = np.array(value, dtype=np.int64)
    narrow = wide.astype(np.int32)
    return narrow if (narrow == wide).all() else wide


def _compile(
    rule: Callable[..., Any],
    done: dict[Callable[..., Any], Compiled],
    replace: Mapping[str, object],
    *,
    inner: bool = True,
    disk_key: str = "",
) -> Compiled:
    if not isinstance(rule, FunctionType):
        raise TypeError(f"{rule!r} is not a plain function")
    around = {name: rule.__globals__[name] for name in _names(rule.__code__) if name in rule.__globals__}
    around |= replace
    for name, value in around.items():
        if isinstance(value, FunctionType) and _is_ours(value.__module__, rule.__module__):
            if value not in done:
                done[value] = _compile(value, done, {})
            around[name] = done[value]
        elif isinstance(value, ModuleType) and _is_ours(value.__name__, rule.__module__):
            raise TypeError(
                f"{rule.__module__}.{rule.__name__} reaches into {name}: import the function itself"
            )
        else:
            around[name] = as_array(value)
    copy = FunctionType(rule.__code__, around, rule.__name__, rule.__defaults__, rule.__closure__)
    copy.__module__, copy.__qualname__ = rule.__module__, rule.__qualname__
    with _cache_folder(disk_key) as usable:
        options: dict[str, Any] = {"no_cpython_wrapper": inner, "no_cfunc_wrapper": True}  # nothing calls in
        compiled: Compiled = numba.njit(
            error_model="numpy",
            boundscheck=False,
            forceinline=True,  # passing a career costs more than most rules
            cache=usable,
            pipeline_class=_PartCompiler if inner else Compiler,
            **options,
        )(copy)
    _accept_any_number(compiled)
    return compiled


class _Part(JITCodeLibrary):
    """The code of a rule that is only ever linked into its callers: optimised there, once, and never called itself."""

    def finalize(self) -> None:
        for library in dict.fromkeys(self._linking_libraries):
            self._reload_init.update(library._reload_init)
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)
        self._finalize_dynamic_globals()  # type: ignore[no-untyped-call]
        self._finalized = True


class _PartCompiler(Compiler):
    def __init__(self, typingctx: Any, targetctx: Any, library: Any, *rest: Any) -> None:
        part = _Part(targetctx.codegen(), "part")  # type: ignore[no-untyped-call]
        super().__init__(typingctx, targetctx, part, *rest)  # type: ignore[no-untyped-call]
        self.state.targetctx.get_executable = _name_of_part


def _name_of_part(part: _Part, description: Any, environment: Any) -> Any:
    """What Numba knows a function by; this one leads to no code."""
    name = description.qualname
    make: Any = importlib.import_module("numba._dynfunc").make_function
    return make(description.lookup_module(), name, "", 0, environment, (part,))


def _accept_any_number(compiled: Compiled) -> None:
    """Compile once for all whole numbers, not once for each constant a caller writes: a third of the time."""
    of_types = compiled.get_call_template  # type: ignore[attr-defined]

    def of_plain_types(args: tuple[Any, ...], kws: dict[str, Any]) -> Any:
        plain = {name: _plain(kind) for name, kind in kws.items()}
        return of_types(tuple(_plain(kind) for kind in args), plain)

    compiled.get_call_template = of_plain_types  # type: ignore[attr-defined]


def _plain(kind: Any) -> Any:
    return types.unliteral(kind)  # type: ignore[no-untyped-call]


def _is_ours(module: str, caller: str) -> bool:
    return module == caller or module.split(".")[0] == "nenkin"


def _names(code: CodeType) -> set[str]:
    """Every global name a function reads, those of its inner functions and comprehensions included."""
    own = {step.argval for step in dis.get_instructions(code) if step.opname == "LOAD_GLOBAL"}
    inner = (_names(constant) for constant in code.co_consts if isinstance(constant, CodeType))
    return own.union(*inner)


@contextmanager
def _cache_folder(disk_key: str) -> Iterator[bool]:
    """Point Numba to the folder of these very sources while a function is declared; False: nothing is kept."""
    folder = _folder(disk_key)
    if not disk_key or not _writable(folder):
        yield False
        return
    settings: Any = config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(folder)
    try:
        yield True
    finally:
        settings.CACHE_DIR = before


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _folder(disk_key: str) -> Path:
    base = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    name = hashlib.sha256(f"{_hash_of_sources()} {disk_key}".encode()).hexdigest()[:20]
    return Path(base) / "nenkin" / name


@cache
def _hash_of_sources() -> str:
    versions = (sys.version, platform.machine(), numba.__version__, np.__version__)
    digest = hashlib.sha256(repr(versions).encode())
    for folder in ("law", "batch"):
        for path in sorted((NENKIN / folder).rglob("*")):
            if path.suffix in {".py", ".csv"} and "tests" not in path.parts:
                digest.update(f"{path.relative_to(NENKIN)}\0".encode() + path.read_bytes())
    return digest.hexdigest()
