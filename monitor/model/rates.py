"""Sums in different currencies, held against each other: by rates learnt from texts, else by a
dated table.

The table is a yearly mean of 2025, in units of each currency for one euro, rounded to three digits;
it is good for
comparing within a fifth, never for telling a converted figure without saying that it is
approximate.
"""

from dataclasses import dataclass
from decimal import Decimal

from monitor.model.development import Amount

TABLE_YEAR = 2025
_PER_EURO = (
    "EUR 1 USD 1.13 GBP 0.857 CHF 0.937 JPY 169 CNY 8.12 INR 98.7 RUB 94.5 UAH 47.1 PLN 4.24 "
    "CZK 24.7 HUF 398 RON 5.04 BGN 1.956 SEK 11.1 NOK 11.7 DKK 7.46 ISK 143 TRY 44.7 ILS 3.90 "
    "EGP 57.0 SAR 4.24 AED 4.15 QAR 4.12 KWD 0.346 JOD 0.801 LBP 101000 IQD 1480 IRR 47500 "
    "AUD 1.75 NZD 1.94 CAD 1.58 BRL 6.31 MXN 21.7 ARS 1410 CLP 1075 COP 4570 ZAR 20.2 NGN 1740 "
    "KES 146 ETB 158 GHS 14.1 TZS 2980 UGX 4110 SDG 678 KRW 1606 TWD 35.2 HKD 8.81 SGD 1.475 "
    "MYR 4.83 THB 37.1 IDR 18600 PHP 65.0 VND 29400 PKR 318 BDT 138 LKR 339 GEL 3.09 AMD 438 "
    "AZN 1.92 KZT 587 BYN 3.50 MDL 19.5 RSD 117.2 ALL 98.5 MKD 61.6 XOF 656 XAF 656 MAD 10.5 "
    "TND 3.37 DZD 148"
)
_CODES = _PER_EURO.split()
_TABLE = {code: Decimal(rate) for code, rate in zip(_CODES[::2], _CODES[1::2], strict=True)}


@dataclass(frozen=True, slots=True)
class Rates:
    """Units of a currency for one of another, as pairs learnt from texts; the table stands behind
    them.
    """

    learnt: tuple[tuple[str, str, Decimal], ...] = ()

    @classmethod
    def from_amounts(cls, amounts: tuple[Amount, ...]) -> "Rates":
        """Return the rates that amounts told in two currencies teach, the latest first."""
        pairs = [
            (amount.currency, other.currency, other.value / amount.value)
            for amount in reversed(amounts)
            for other in amount.equivalents
            if amount.value and other.value
        ]
        return cls(tuple(pairs))

    def knows(self, currency: str, to: str) -> bool:
        """Return whether a text taught this rate."""
        return any({one, other} == {currency, to} for one, other, _ in self.learnt)

    def convert(self, value: Decimal, currency: str, to: str) -> Decimal | None:
        """Return the sum in the other currency; None if a currency is in no text and not in the
        table.
        """
        if currency == to:
            return value
        for one, other, rate in self.learnt:
            if (one, other) == (currency, to):
                return value * rate
            if (other, one) == (currency, to):
                return value / rate
        if currency in _TABLE and to in _TABLE:
            return value / _TABLE[currency] * _TABLE[to]
        return None
