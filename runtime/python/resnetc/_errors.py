"""The one exception."""

INPUT, USAGE, SYSTEM = 1, 2, 3


class Error(Exception):
    """What went wrong, in one line, as the program says it.

    `status` is the program's exit status: 1 the content of an input is wrong, 2 wrong usage, 3 a failure of the
    operating system (a file that cannot be read, no memory).
    """

    def __init__(self, message: str, status: int = INPUT) -> None:
        super().__init__(message)
        self.status = status

    def __reduce__(self) -> "tuple[type[Error], tuple[str, int]]":
        return Error, (str(self), self.status)
