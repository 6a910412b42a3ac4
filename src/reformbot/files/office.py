"""Formats of older word processors, by way of LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from reformbot.errors import SourceDamagedError, ToolMissingError
from reformbot.files import ole
from reformbot.files.document import Caution, Extract, Format
from reformbot.files.docx import read_docx
from reformbot.files.limits import Limits
from reformbot.files.refusal import RefusalError

_PROGRAMS = ("soffice", "libreoffice")
_INSTALL = "apt-get install libreoffice-writer-nogui"
# Suffix and import filter by how a file begins; without a filter, what is broken is taken as text.
_FILTERS = (
    (b"{\\rtf", ".rtf", "Rich Text Format"),
    (ole.SIGNATURE, ".doc", "MS Word 97"),
    (b"", ".xml", "MS Word 2003 XML"),
)
# No macro runs, and nothing that a file refers to is fetched.
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
)


def read_doc(data: bytes, limits: Limits) -> Extract:
    """Read a file of Word before 2007, of WPS, or in rich text, made a .docx first.

    Raises:
        RefusalError: LibreOffice is not installed (ToolMissingError), or makes nothing of it
            (SourceDamagedError).
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise RefusalError(ToolMissingError, tool="LibreOffice", command=_INSTALL)
    with tempfile.TemporaryDirectory() as folder:
        extract = read_docx(_converted(program, Path(folder), data), limits)
    cautions = (Caution.MACROS,) if ole.has_macros(data) else ()
    return replace(extract, format=Format.DOC, cautions=cautions)


def _converted(program: str, folder: Path, data: bytes) -> bytes:
    suffix, rule = next(found[1:] for found in _FILTERS if data.startswith(found[0]))
    source = folder / f"file{suffix}"
    source.write_bytes(data)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    made = folder / "made"
    subprocess.run(  # noqa: S603
        [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"),
            f"--infilter={rule}",
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(source)),
        ],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
    )
    out = made / "file.docx"
    if not out.is_file():
        raise RefusalError(SourceDamagedError)
    return out.read_bytes()


def _registry() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
