"""The covenant as a Word file: for editing, never the record."""

import io
import re

import docx

from documents.downloads import WORD
from tests.documents import words
from tests.pledges.covenants import url


def test_the_word_file_is_a_draft_without_the_code(client, cast, frozen):
    client.force_login(cast["member_clerk"])

    answer = client.get(url("covenant_word"))

    assert answer["Content-Type"] == WORD
    assert answer["Content-Disposition"].startswith(
        'attachment; filename="giao-uoc-thi-dua-nam-2027-ban-word-de-sua.docx"'
    )
    section = docx.Document(io.BytesIO(answer.content)).sections[0]
    code = frozen.document.code
    assert [p.text for p in section.first_page_header.paragraphs] == ["", "DỰ THẢO"]
    assert section.footer.paragraphs[0].text.startswith(f"Bản chính thức là tệp PDF mang mã xác minh {code}.")
    text = words.letters_of_docx(answer.content)
    assert code not in text
    issued = words.letters_of_pdf(frozen.document.pdf.read(), words.headings_of_docx(answer.content))
    checking = f"Mãxácminh:{code}Kiểmtravănbảnnàytại:"
    assert text == re.sub(rf"{checking}https?://\S+?/{code}/", "", issued)
    assert url("covenant_word") in client.get(url("covenant_detail")).content.decode()


def test_the_word_file_of_a_draft(client, cast, draft):
    client.force_login(cast["leader_clerk"])

    answer = client.get(url("covenant_word"))

    section = docx.Document(io.BytesIO(answer.content)).sections[0]
    assert [p.text for p in section.footer.paragraphs] == [""]
    preview = client.get(url("covenant_preview")).content
    repeated = words.headings_of_docx(answer.content)
    assert words.letters_of_docx(answer.content) == words.letters_of_pdf(preview, repeated)
