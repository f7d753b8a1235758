"""The three files of real blocs, as they are read."""

import json
from pathlib import Path

FOLDER = Path(__file__).parent / "samples"
KHOI_2017 = FOLDER / "khoi-ii-noi-chinh-kinh-te-tong-hop-2017.json"
CUM_2019 = FOLDER / "cum-v-trung-du-mien-nui-phia-bac-2019.json"
CUM_2026 = FOLDER / "cum-trung-du-mien-nui-phia-bac-2026.json"
ALL = [KHOI_2017, CUM_2019, CUM_2026]


def content(path):
    return json.loads(path.read_text())
