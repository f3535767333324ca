"""What programs and unlucky people put into forms."""

import json
from html import escape
from itertools import chain
from urllib.parse import quote

CONTROLS = [f"Jo{chr(code)}Ann" for code in chain(range(0x20), range(0x7F, 0xA0))]
INVISIBLE = [
    f"Jo{chr(code)}Ann"
    for code in (
        *range(0x2000, 0x2010), *range(0x2028, 0x2030), 0x205F, *range(0x2060, 0x2070), 0x00AD,
        0x034F, 0x061C, 0x115F, 0x180E, 0x3000, 0x3164, 0xFEFF, 0xFFF9, 0xFFFC, 0xFFFD, 0xFFFE,
        0xFFFF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0x1F3FB, 0xE0001, 0xE0061, 0x10FFFF,
    )
]  # fmt: skip
SQL = [
    "' OR '1'='1", "'; DROP TABLE intake_contact;--", '" OR ""="', "1); DELETE FROM x;--",
    "admin'/*", "' UNION SELECT NULL,NULL--", "%' AND 1=0 UNION ALL SELECT '", "\\'; --",
    "pg_sleep(10)--", "1;WAITFOR DELAY '0:0:9'", "x' AND randomblob(1e9) --", "$$;SELECT 1;$$",
    "%s %d %(name)s", "%", "%%", "{0}", "{name}", "?", ":name", "E'\\\\x00'",
]  # fmt: skip
MARKUP = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "\"><script>alert(1)</script>", "'><b>", "<!--", "-->", "]]>", "<![CDATA[x]]>",
    "&lt;b&gt;", "&#0;", "&#xD800;", "&nbsp", "javascript:alert(1)", "<a href='javascript:x'>",
    "<math><mtext></p>", "</textarea>", "</title>", "<plaintext>", "<iframe src=//x>",
    "{{ 7*7 }}", "{% debug %}", "${7*7}", "#{7*7}", "<%= 7 %>", "{{request.user}}",
    "{% load static %}", "*{7}", "@(7)", "[[7]]", "<?php 1 ?>", "<?xml version='1.0'?>",
]  # fmt: skip
SHELL = [
    "; rm -rf /", "| cat /etc/passwd", "$(id)", "`id`", "&& id", "../../etc/passwd",
    "..\\..\\win.ini", "/dev/null", "CON", "NUL", "file:///etc/passwd", "\\\\host\\share",
    "http://169.254.169.254/", "//x", "~root", "-rf", "--help", "<(id)", "%00", "%0d%0aX: y",
]  # fmt: skip
HEADERS = [
    "a\r\nBcc: x@example.org", "a\nSubject: x", "a\r\n\r\nbody", "=?utf-8?q?x?=", "a\x0bb",
    "Jo\r", "\r\n.\r\n", "From: x", "Jo <x@example.org>", "x@example.org,y@example.org",
]  # fmt: skip
NUMBERS = [
    "0", "-1", "1e400", "NaN", "Infinity", "-0", "0x7f", "1_000", "9" * 400, "٣", "½", "𝟘",
    "1.7976931348623157e309", "2147483648", "9223372036854775808", "0000-00-00", "9999-12-31",
    "10000-01-01", "-0001-01-01", "2026-02-30", "02/29/2027", "24:60", "1970-01-01T00:00:00Z",
    "None", "null", "undefined", "true", "false", "on", "[]", "{}", "()", "[object Object]",
]  # fmt: skip
PHONES = [
    "+", "++1", "+1", "1", "000-000-0000", "911", "988", "+999999999999999", "561555014" * 9,
    "(((((", "tel:", "tel:911;phone-context=x", "+1 561 555 0142 ext", "x" * 61, "ext. 5",
    "561-555-0142;ext=", "+1-561-555-0142;isub=9", "AAA-AAA-AAAA", "+٩٩٩", "５６１５５５０１４２",
    "561–555–0142", "561\u200b555\u200b0142", "1-800-FLOWERS", "833-CALL", "+44 (0)20 7946 0018",
]  # fmt: skip
EMAILS = [
    "@", "a@", "@b", "a@b", "a@b.", "a@.b", "a b@c.de", "a@b..c", '"a b"@c.de', "a@[127.0.0.1]",
    "a@-b.de", f"{'a' * 65}@b.de", f"a@{'b' * 250}.de", "ä@ö.de", "a@xn--ls8h.la", "a@b.c\x00",
    "a@localhost", "a@b.de\n", "<a@b.de>", "mailto:a@b.de", "a@@b.de", "a@b.de, c@d.de",
]  # fmt: skip
LANGUAGES = [
    "José Ñandú", "Œuvre", "Łódź", "Þór", "ß", "İstanbul", "ﬁﬂ", "你好", "こんにちは", "안녕",
    "שלום", "مرحبا",
    "नमस्ते", "สวัสดี", "🙂", "👩‍👩‍👧‍👦", "🏳️‍🌈", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴", "e\u0301" * 40, "\u0301" * 300, "𓀀",
    "Ⅷ", "ｆｕｌｌ", "a\u202eb", "a\u2066b", "O’Brien", "O'Brien-Smith Jr.", "Anne  Marie", "X",
]  # fmt: skip
LENGTHS = ["", " ", "\t", "\n", "\r\n" * 250, "a" * 80, "a" * 81, "a" * 500, "a" * 501, "é" * 500,
           "🙂" * 500, "🙂" * 501, "a\n" * 250, "\r\n" + "a" * 499, "a" * 100_000,
           "http://a.example " * 40, "(" * 2000, "a@" * 2000, "<" * 5000, "&" * 5000]  # fmt: skip

CORPUS = [
    *CONTROLS, *INVISIBLE, *SQL, *MARKUP, *SHELL, *HEADERS, *NUMBERS, *PHONES, *EMAILS,
    *LANGUAGES, *LENGTHS,
]  # fmt: skip

# The same once more as it looks when it went through one program too many.
ENCODED = [
    encode(text)
    for text in (*SQL, *MARKUP, *SHELL, *HEADERS)
    for encode in (lambda text: quote(text, safe=""), escape, json.dumps)
]
FIVE_HUNDRED = list(dict.fromkeys([*CORPUS, *ENCODED]))
