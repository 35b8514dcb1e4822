"""How results show themselves: as the command line prints them, and in a notebook."""

from abc import ABC, abstractmethod
from dataclasses import fields
from html import escape
from typing import Any, Self


class Display(ABC):
    """What shows itself by the text that the command line prints of it."""

    @classmethod
    def of(cls, plain: Any) -> Self:
        """The same dataclass, able to show itself."""
        return cls(**{field.name: getattr(plain, field.name) for field in fields(plain)})

    @abstractmethod
    def __str__(self) -> str: ...

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {str(self).partition(chr(10))[0]}>"

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"
