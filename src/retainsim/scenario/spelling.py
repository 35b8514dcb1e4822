"""Which texts are the same name, and which characters a name may have."""

import unicodedata

JOINERS = "\u200c\u200d"  # between letters of Persian and of Indian scripts, and within emoji: they change their shapes
PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_WITHOUT_JOINERS = dict.fromkeys(map(ord, JOINERS))


def same_name(name: str) -> str:
    """What all spellings of a name have in common, whatever their capitals, accents in one character or two, joiners
    and kinds of blanks (Unicode Standard, section 3.13: canonical caseless matching)."""
    bare = unicodedata.normalize("NFD", with_plain_blanks(name).translate(_WITHOUT_JOINERS))
    folded = unicodedata.normalize("NFD", bare.casefold())
    return unicodedata.normalize("NFC", " ".join(folded.split()))


def with_plain_blanks(text: str) -> str:
    """The text with a plain blank in place of any other, such as one that no line may break at."""
    return "".join(" " if unicodedata.category(c) == "Zs" else c for c in text)


def in_plain_letters(text: str) -> str:
    """The text in small letters without accents, as far as it is in Latin letters: "zurich" for "Zürich"."""
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(PLAIN)
    return "".join(c for c in letters if not unicodedata.combining(c))


def is_visible(character: str) -> bool:
    """Whether a character can be shown as it is: none that steers a terminal or the direction of the text."""
    return character.isprintable() or character in JOINERS


def stranger(name: str) -> str:
    """The code point of the first character that a name may not have, such as U+202E; nothing if there is none.

    Joiners stand between two characters that are seen.
    """
    text = f" {with_plain_blanks(name)} "
    for before, c, after in zip(text, text[1:], text[2:], strict=False):
        if not is_visible(c) or (c in JOINERS and {before, after} & {" ", *JOINERS}):
            return f"U+{ord(c):04X}"
    return ""
