"""Files on their way out."""

import pytest

from documents.downloads import file_response


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "Giao ước thi đua năm 2027.pdf",
            'filename="giao-uoc-thi-dua-nam-2027.pdf"; '
            "filename*=UTF-8''Giao%20%C6%B0%E1%BB%9Bc%20thi%20%C4%91ua%20n%C4%83m%202027.pdf",
        ),
        ("Đồng Nai.xlsx", "filename=\"dong-nai.xlsx\"; filename*=UTF-8''%C4%90%E1%BB%93ng%20Nai.xlsx"),
        (
            'a"b\r\nSet-Cookie: x.pdf',
            "filename=\"a-b-set-cookie-x.pdf\"; filename*=UTF-8''a%20b%20Set-Cookie%20%20x.pdf",
        ),
        ("///", "filename=\"tep\"; filename*=UTF-8''tep"),
    ],
)
def test_names_survive_every_browser(name, expected):
    assert file_response(b"x", name)["Content-Disposition"] == f"inline; {expected}"


def test_what_came_from_outside_is_kept_and_boxed_in():
    response = file_response(b"x", "a.pdf", attachment=True)
    assert response["Content-Disposition"].startswith("attachment; ")
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
