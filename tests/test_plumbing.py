import socket
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


@pytest.mark.parametrize(("family", "address"), [(socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")])
def test_no_test_reaches_the_network(family, address):
    with socket.socket(family) as call, pytest.raises(AssertionError, match="a test tried to reach"):
        call.connect((address, 443))


def test_files_of_a_test_stay_out_of_the_data_folder(tmp_path):
    name = default_storage.save("scan.pdf", ContentFile(b"%PDF"))

    assert Path(default_storage.path(name)) == tmp_path / "files" / "scan.pdf"
