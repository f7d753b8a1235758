"""The checker inside a dossier, run with nothing but the ZIP, and the tools that everybody has."""

import hashlib
import io
import subprocess
import sys
import unicodedata
import zipfile

import pytest

from archive.dossier import CHECKER, GUIDE, INDEX, RECORDS_FILE
from archive.kiem_tra import MANIFEST
from archive.packing import Package
from tests.archive.full_year import rewritten

# As in a dossier: what the checker sees are names and bytes.
FILES = {
    "1 Văn bản phát hành/001 Quy chế hoạt động của Khối.pdf": b"%PDF-1.7 quy che",
    "6 Dữ liệu/ban-ghi.json": "{“Năm”: 2027}".encode(),
    INDEX: b"%PDF-1.7 muc luc",
}


@pytest.fixture
def dossier(tmp_path):
    """A small ZIP with the checker, alone in a folder."""
    out = io.BytesIO()
    package = Package(out)
    with open("archive/kiem_tra.py", "rb") as checker:
        files = FILES | {CHECKER: checker.read()}
    for name, content in sorted(files.items()):
        package.add(name, [content], len(content))
    package.close()
    return out.getvalue()


def unpacked(content, folder):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def run(folder, *arguments):
    """Isolated from this program, its packages and its environment."""
    command = [sys.executable, "-I", "-S", CHECKER, *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, env={}, timeout=60)
    return done.returncode, done.stdout.decode() + done.stderr.decode()


def test_nothing_has_changed(dossier, tmp_path):
    folder = unpacked(dossier, tmp_path)

    code, said = run(folder)

    assert code == 0
    assert "KẾT QUẢ: không có gì thay đổi; 4 tệp" in said
    assert subprocess.run(["sha256sum", "-c", "--quiet", MANIFEST], cwd=folder).returncode == 0
    assert subprocess.check_output(["sha256sum", MANIFEST], cwd=folder).decode()[:64] in said


def test_a_changed_byte_a_missing_and_an_added_file_are_named(dossier, tmp_path):
    folder = unpacked(dossier, tmp_path)
    changed, missing, _ = FILES
    content = bytearray((folder / changed).read_bytes())
    content[-1] ^= 1
    (folder / changed).write_bytes(content)
    (folder / missing).unlink()
    (folder / "1 Văn bản phát hành" / "thêm.pdf").write_bytes(b"%PDF")
    (folder / "Thumbs.db").write_bytes(b"of Windows")

    code, said = run(folder)

    assert code == 1
    assert f"ĐÃ BỊ SỬA: {changed}\n" in said
    assert f"BỊ THIẾU: {missing}\n" in said
    assert "THỪA, không có trong danh mục: 1 Văn bản phát hành/thêm.pdf\n" in said
    assert "1 tệp bị sửa, 1 tệp thiếu, 1 tệp thừa" in said


def test_the_zip_itself_is_checked_without_unpacking(dossier, tmp_path):
    unpacked(dossier, tmp_path)
    good, bad = tmp_path / "tốt.zip", tmp_path / "xấu.zip"
    good.write_bytes(dossier)
    bad.write_bytes(rewritten(dossier, {INDEX: b"%PDF-1.7 khac", "la.txt": b"x"}, listed=False))

    assert run(tmp_path, good)[0] == 0
    code, said = run(tmp_path, bad)
    assert code == 1
    assert f"ĐÃ BỊ SỬA: {INDEX}\n" in said
    assert "THỪA, không có trong danh mục: la.txt\n" in said


def test_damage_inside_the_zip_is_a_change(dossier, tmp_path):
    unpacked(dossier, tmp_path)
    damaged = dossier.replace(b"%PDF-1.7 quy che", b"%PDF-1.7 quy cha")
    (tmp_path / "a.zip").write_bytes(damaged)

    code, said = run(tmp_path, "a.zip")

    assert code == 1
    assert f"ĐÃ BỊ SỬA: {next(iter(FILES))}" in said


def test_a_name_that_stands_twice_is_one_too_many(dossier, tmp_path):
    unpacked(dossier, tmp_path)
    twice = io.BytesIO(dossier)
    with zipfile.ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(INDEX, FILES[INDEX])
    (tmp_path / "a.zip").write_bytes(twice.getvalue())

    code, said = run(tmp_path, "a.zip")

    assert code == 1
    assert f"THỪA, không có trong danh mục: {INDEX}" in said


@pytest.mark.parametrize(
    ("manifest", "why"),
    [
        (None, f"Không có tệp {MANIFEST}"),
        (b"", f"Tệp {MANIFEST} không ghi tệp nào"),
        (b"khong phai ma  a.txt\n", f"Dòng 1 của {MANIFEST} không đúng dạng"),
        (b"\xff\xfe", f"Tệp {MANIFEST} không phải là chữ UTF-8"),
    ],
)
def test_without_a_manifest_it_says_that_it_cannot(dossier, tmp_path, manifest, why):
    folder = unpacked(dossier, tmp_path)
    (folder / MANIFEST).unlink()
    if manifest is not None:
        (folder / MANIFEST).write_bytes(manifest)

    assert run(folder) == (2, f"KHÔNG KIỂM TRA ĐƯỢC: {why}{' nên không kiểm tra được' if manifest is None else ''}.\n")


def test_what_is_no_dossier_is_said_to_be_none(dossier, tmp_path):
    unpacked(dossier, tmp_path)
    (tmp_path / "a.zip").write_bytes(b"khong phai ZIP")

    assert run(tmp_path, "a.zip") == (2, "KHÔNG KIỂM TRA ĐƯỢC: a.zip không phải là tệp ZIP còn đọc được.\n")
    assert run(tmp_path, "b.zip") == (2, "KHÔNG KIỂM TRA ĐƯỢC: Không có tệp hay thư mục b.zip\n")


def test_it_needs_no_newer_python_than_it_says():
    """Python 3.8 has neither ``match`` nor ``X | Y`` outside annotations, nor ``str.removeprefix``."""
    import ast

    with open("archive/kiem_tra.py") as file:
        source = file.read()

    ast.parse(source, feature_version=(3, 8))
    assert "removeprefix" not in source


@pytest.mark.django_db
def test_a_whole_dossier_checks_itself_and_says_how(year, tmp_path):
    from tests.archive.conftest import packed

    content, made = packed(year)
    folder = unpacked(content, tmp_path / "hồ sơ")

    code, said = run(folder)

    assert code == 0
    assert made.manifest_sha256 in said
    assert subprocess.run(["sha256sum", "-c", "--quiet", MANIFEST], cwd=folder).returncode == 0
    guide = (folder / GUIDE).read_bytes().decode("utf-8-sig")
    for way in ("certutil -hashfile", "Get-FileHash", "sha256sum -c", f"python {CHECKER}", "load_archive"):
        assert way in guide
    (folder / RECORDS_FILE).write_bytes((folder / RECORDS_FILE).read_bytes().replace(b"draft", b"drafT", 1))
    assert run(folder)[0] == 1


def test_another_folder_may_be_named(dossier, tmp_path):
    here, there = unpacked(dossier, tmp_path / "a"), unpacked(dossier, tmp_path / "hồ sơ b")
    (there / INDEX).write_bytes(b"khac")

    assert run(here)[0] == 0
    code, said = run(here, there)
    assert (code, f"ĐÃ BỊ SỬA: {INDEX}\n" in said) == (1, True)


def test_it_says_how_it_is_used(dossier, tmp_path):
    folder = unpacked(dossier, tmp_path)

    for arguments in (("--help",), ("a.zip", "b.zip")):
        code, said = run(folder, *arguments)
        assert code == 2
        assert "python kiem-tra.py HO-SO.zip" in said


def test_names_that_a_mac_has_taken_apart_are_the_same_names(dossier, tmp_path):
    folder = unpacked(dossier, tmp_path)
    changed = next(iter(FILES))
    apart = folder / unicodedata.normalize("NFD", changed)
    apart.parent.mkdir(exist_ok=True)
    (folder / changed).rename(apart)

    assert not (folder / changed).exists()
    assert run(folder)[0] == 0


def test_lines_of_windows_are_lines_too(dossier, tmp_path):
    folder = unpacked(dossier, tmp_path)
    manifest = (folder / MANIFEST).read_bytes()
    (folder / MANIFEST).write_bytes(b"\xef\xbb\xbf" + manifest.replace(b"\n", b"\r\n").replace(b"  ", b" *", 1))

    code, said = run(folder)

    assert (code, "không có gì thay đổi; 4 tệp" in said) == (0, True)
    assert hashlib.sha256(manifest).hexdigest() not in said  # another manifest: its own hash says so


def test_a_file_listed_twice_is_no_manifest(dossier, tmp_path):
    folder = unpacked(dossier, tmp_path)
    manifest = (folder / MANIFEST).read_text()
    (folder / MANIFEST).write_text(manifest + manifest.splitlines()[0] + "\n")

    assert run(folder) == (2, f"KHÔNG KIỂM TRA ĐƯỢC: Dòng 5 của {MANIFEST} không đúng dạng.\n")
