"""Names of charsets that an outlet may state."""

import re

_TEXT = re.compile(
    r"(?:utf-?8|utf-?16(?:-?[lb]e)?|us-ascii|ascii|(?:windows-|cp-?|x-cp)125[0-8]|cp-?(?:720|864)|iso-?8859-?(?:[1-9]|1[0-6])|latin-?1|mac-?arabic)"
)


def known_charset(name: str) -> str:
    """The name in small letters where it is that of a charset in which news comes, `""` for any other.

    Python knows codecs that are no charsets: `idna` and `undefined` raise what no caller expects, `punycode` takes quadratic time.

    >>> known_charset("Windows-1256"), known_charset("idna")
    ('windows-1256', '')
    """
    lowered = name.strip().lower().replace("_", "-")
    return lowered.replace("x-cp", "cp") if _TEXT.fullmatch(lowered) else ""
