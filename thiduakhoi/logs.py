"""What is kept out of the log."""

import logging
import re

PERSONAL = re.compile(r"(/giay-moi/)[^/\s]+")


class NoPersonalLinks(logging.Filter):
    """Whoever reads the log does not answer in a guest's place."""

    def filter(self, record):
        arguments = record.args if isinstance(record.args, tuple) else ()
        if any("/giay-moi/" in str(said) for said in (record.msg, *arguments)):
            record.msg, record.args = PERSONAL.sub(r"\1…", record.getMessage()), ()
        return True
