"""The names of months in the languages of news, whole and shortened."""

_NAMES = """
en january february march april may june july august september october november december
de januar februar märz april mai juni juli august september oktober november dezember
de jänner feber
fr janvier février mars avril mai juin juillet août septembre octobre novembre décembre
es enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
it gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
pt janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
nl januari februari maart april mei juni juli augustus september oktober november december
sv januari februari mars april maj juni juli augusti september oktober november december
pl stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrze października listopada grudnia
pl styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień
cs ledna února března dubna května června července srpna září října - prosince
uk січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
uk січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень
ru января февраля марта апреля мая июня июля августа сентября октября ноября декабря
ru январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
tr ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
el ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου
""".strip()
_REST = {"mrt": 3, "sept": 9, "mag": 5, "set": 9, "νοεμβρίου": 11, "δεκεμβρίου": 12}
_SHORTEST = 3


def _forms() -> dict[str, int]:
    """Return the number of each name and of each way to shorten it that means one month only."""
    means: dict[str, set[int]] = {}
    whole: dict[str, int] = dict(_REST)
    for line in _NAMES.splitlines():
        for number, name in enumerate(line.split()[1:], start=1):
            whole[name] = number
            for length in range(_SHORTEST, len(name) + 1):
                means.setdefault(name[:length], set()).add(number)
    return {form: min(numbers) for form, numbers in means.items() if len(numbers) == 1} | whole


_FORMS = _forms()


def month_of(name: str) -> int:
    """Return the month, 1 to 12, that the name or its beginning means; raises `ValueError`."""
    known = _FORMS.get(name.casefold().rstrip("."))
    if known is None:
        raise ValueError(f"{name!r} is no month")
    return known
