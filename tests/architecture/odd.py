"""Values that people, broken programs and attackers send."""

FOREIGN_ID = "00000000-0000-4000-8000-000000000000"

# As a value of a query or a form.
ODD_VALUES = {
    "nul": "a\x00b",
    "10 kB": "kata " * 2048,
    "direction marks": "\u202eSiti\u200f\u200b\u2066",
    "emoji": "😀👨‍👩‍👧🇮🇩",
    "combining": "e" + "\u0301" * 60,
    "markup": "<script>alert(1)</script>{{ 7*7 }}{% url 'x' %}",
    "sql": "' or 1=1; --\\ % _ \" ) (",
    "format": "%s %(x)s {0} {x} ${x}",
    "no such day": "31-02-2025",
    "year zero": "0000-00-00",
    "far year": "99999-12-31",
    "huge": "9" * 400,
    "beyond 64 bits": "9223372036854775808",
    "negative": "-1",
    "float": "1e400",
    "not a number": "NaN",
    "other digits": "٣٥٠٤١٤٤٤١١٩٠٠٠١١",
    "superscript": "²",
    "line breaks": "a\r\nX-Uji: 1\r\n\tb",
    "path": "../../../../etc/passwd",
    "foreign id": FOREIGN_ID,
    "id of the last day": "ffffffff-ffff-7fff-bfff-ffffffffffff",
    "code": "35.04.14.2011\n",
    "spaces": " \t\u00a0\u3000 ",
    "surrogate": "\ufffe\uffff",
}

# As the raw text after the question mark.
RAW_QUERIES = {
    "bad utf-8": "q=%ff%fe&data=%c3%28",
    "overlong": "q=%c0%80&sesudah=%f0%28%8c%28",
    "nul": "q=%00",
    "nul in a name": "a%00b=1",
    "half a percent": "q=%&q=%2&=&&&",
    "list": "q=a&q=b&desa=1&desa=2&status=A&status=B&wilayah=35&wilayah=33&data=VERIF&data=VERIF",
    "brackets": "q[]=a&q[0]=b&q[$ne]=1&__proto__[x]=1",
    "unknown": "tidak_dikenal=1&id__in=1&pk=1&ordering=nik_hash",
    "too long": "q=" + "a" * 10_240,
    "many": "&".join(f"p{number}=1" for number in range(400)),
}

# In the place of a code in an address.
ODD_SEGMENTS = [
    "%00",
    "%ff",
    "%E2%80%AE",
    "35.04.14.2011%0a",
    "%2e%2e",
    "..%2f..%2fetc",
    "a" * 2000,
    "-1",
    "0",
    "99999999999999999999",
    "%D9%A3%D9%A5",
    "'%20or%201=1",
    "😀",
    "null",
    FOREIGN_ID,
    "ffffffff-ffff-7fff-bfff-ffffffffffff",
]
