"""How labels are written: with full names, surnames, first names, posts, numbers, nicks."""

from collections.abc import Callable

from eval.reading.pages.turns import Label, Speaking, hms, minutes


def named(
    form: str = "{name}", left: str = "", right: str = ":", *, capitals: bool = False
) -> Callable[[Speaking], Label]:
    """Labels with the full name. `form` and the marks may hold fields of the person, `hms` and `minutes`.

    The name alone, and the label without its last parentheses, count as the label too.
    """

    def write(turn: Speaking) -> Label:
        person = turn.person
        name = person.name.upper() if capitals else person.name
        fields = {
            "name": name,
            "courtesy": person.courtesy,
            "courtesy_fr": "M." if person.courtesy == "Mr" else "Mme",
            "post": person.post,
            "organisation": person.organisation,
            "party": person.party,
            "constituency": person.constituency,
            "hms": hms(turn.start_time),
            "minutes": minutes(turn.start_time),
        }
        text = form.format(**fields)
        also = (name, text.partition(" (")[0])
        return Label(text, left.format(**fields), right.format(**fields), also, person.has_full_name)

    return write


def surname(
    form: str, right: str = ":", *, capitals: bool = False, left: str = ""
) -> Callable[[Speaking], Label]:
    """Labels with the surname, which do not hold the full name."""

    def write(turn: Speaking) -> Label:
        person = turn.person
        text = form.format(
            surname=_capitals(person.surname) if capitals else person.surname,
            courtesy=person.courtesy,
            courtesy_capitals=person.courtesy.upper(),
            post=person.post,
            party=person.party,
            constituency=person.constituency,
            señor="señor" if person.courtesy == "Mr" else "señora",
            el="El" if person.courtesy == "Mr" else "La",
            sr="Sr" if person.courtesy == "Mr" else "Sra",
            m="M." if person.courtesy == "Mr" else "Mme",
            initials=".".join(word[0] for word in person.given.split()[:2]),
        )
        return Label(text, left, right, (text.partition(" (")[0],))

    return write


def ruled(turn: Speaking) -> Label:
    """The name, the organisation and post, and the number of the turn, as transcripts of calls have them."""
    person = turn.person
    text = f"{person.name},  {person.organisation} - {person.post}"
    return Label(
        text, "", f"   [{turn.ordinal + 1}]", (person.name, " ".join(text.split())), person.has_full_name
    )


def given(turn: Speaking) -> Label:
    """The first name alone."""
    return Label(turn.person.given.split()[0])


def numbered(form: str, left: str = "", right: str = ":") -> Callable[[Speaking], Label]:
    """Labels by diarization: a number instead of a name."""

    def write(turn: Speaking) -> Label:
        text = form.format(turn.rank, turn.rank + 1)
        return Label(text, left, right.format(hms=hms(turn.start_time)))

    return write


def nick(left: str = "", right: str = ":") -> Callable[[Speaking], Label]:
    """A nick of a chat: the name with underscores."""

    def write(turn: Speaking) -> Label:
        text = turn.person.name.replace(" ", "_")
        fields = {"hms": hms(turn.start_time), "minutes": minutes(turn.start_time)}
        return Label(text, left.format(**fields), right)

    return write


def host_or(first: str, others: Callable[[Speaking], Label], right: str = ":") -> Callable[[Speaking], Label]:
    """A post for whoever speaks most, another form for the others."""

    def write(turn: Speaking) -> Label:
        return Label(first, right=right) if turn.rank == 0 else others(turn)

    return write


def questions(question: Label, answers: Callable[[Speaking], Label]) -> Callable[[Speaking], Label]:
    """The most frequent speaker answers under a name; everybody else asks under the same mark."""

    def write(turn: Speaking) -> Label:
        return answers(turn) if turn.rank == 0 else question

    return write


def examination(turn: Speaking) -> Label:
    """A deposition: the most frequent speaker asks, the next one answers, the others have their surnames."""
    if turn.rank < 2:
        return Label("QA"[turn.rank], right=".")
    return surname("{courtesy_capitals}. {surname}", capitals=True)(turn)


def _capitals(name: str) -> str:
    """A surname in capitals, with the prefixes as they are printed: McDONALD."""
    for prefix in ("Mc", "Mac"):
        if name.startswith(prefix) and name[len(prefix) : len(prefix) + 1].isupper():
            return prefix + name[len(prefix) :].upper()
    return name.upper()
