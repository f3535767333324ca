"""A blog that shows off what WordPress can do, as designers of themes keep one to try them with:
every element and block, and items that are odd in each way that a part of them can be."""
# Texts stand as WordPress writes them, on one line.
# ruff: noqa: E501

from tests.articles import wxr

FILES = "https://i0.wp.com/old.files.wordpress.com"
ELEMENTS = """\
<strong>Headings</strong>
<h1>First</h1>
<h3>Third</h3>
<h6>Sixth</h6>
<h2>Quotes</h2>
<blockquote>One line.</blockquote>
<blockquote cite="https://x.example/"><p>Two <strong>lines <code>&lt;b&gt;</code></strong>.</p></blockquote>
<cite>Several people</cite>
<h2>Tables</h2>
<table border="1" cellpadding="2"><tbody><tr><td>Before the head</td></tr></tbody>
<thead><tr><th>What</th><th></th><th>Why</th></tr></thead>
<tfoot><tr><td colspan="9">The foot</td></tr></tfoot>
<tbody><tr></tr><tr><td rowspan="7">Tall</td><td colspan="2">Wide</td></tr>
<tr><td align="right" bgcolor="#eee">Short</td></tr></tbody><caption>Late</caption></table>
<table></table><table><tr><td></td></tr></table>
<table><tr><td colspan="2">Both</td></tr><tr><td colspan="2">Both again</td></tr></table>
<dl><dt>Term</dt><dd>What it means</dd></dl>
<ul><li>one<ul><li>two<ol reversed="reversed" start="8"><li>three</li></ol></li></ul></li><li></li></ul>
<address>1 Long Lane
A town</address>An <abbr title="Explained">expl.</abbr> and an <acronym title="For">f</acronym>,
<big>big</big>, <small>small <small>smaller</small></small>, <tt>typed</tt>, <u>under</u>,
<kbd>key</kbd>, <var>x</var>, <ins cite="y">new</ins>, <del cite="z">old</del>, <strike>gone</strike>,
<q>said</q>, H<sub>2</sub>O, <strong>bold<strong> twice</strong></strong>, <mark>marked</mark>.
<code>.title {
	margin: 0;
}</code>
<pre>
<cite>A poet</cite>

	Two    roads
	/ &gt; &lt; \\
</pre>
<center>In the middle</center><p style="text-align:justify" align="right">Lined up</p>
<font face="Arial"><a name="top"></a><a href="#top" target="_blank">Up</a></font>
<h3><a href="https://x.example/"><img src="https://y.example/a.png"></a></h3><h4>&nbsp;</h4>
<a href="/a"><h4>A heading in a link</h4></a> <a href="/b">one <a href="/c">two</a></a>
<span><p>A paragraph in a span</p></span><p><div>A box in a paragraph</div></p>
Emoji 🏡 <img class="emoji" alt="🙂" src="https://s.w.org/images/core/emoji/1.png"/> 你好 שלום עולם
<p dir="rtl" lang="ar">مرحبا بكم</p>
<a href="https://x.example/a b[1]?q=100%&r={x}|y#one#two">Odd</a> <a href="https://x.example:port/">Port</a>
<a href="https://münchen.example/ä b">Umlauts</a> <a href="mailto:a@b.example?subject=Hi there">Mail</a>
<marquee>Moving</marquee><blink>Blinking</blink><noscript>No script</noscript>
<details><summary>More</summary>Inside</details><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>
"""
SHORTCODES = f"""\
[caption id="attachment_31" align="alignleft" width="150"]<img class="wp-image-31"
src="{FILES}/2013/03/picture-150x150.jpg" alt="The small one" width="150" height="150" /> A <a
href="https://x.example/">linked</a> caption.[/caption]
[gallery columns="4" ids="31,32"] [gallery] [playlist ids="9,10"] [playlist type="video"]
[audio https://x.example/a.mp3] [video width="640" mp4="https://x.example/v.mp4"][/video] [audio]
[archives limit=10] [embed width="3"]https://x.example/e[/embed] [acme-box] [unknown] [sic]
<dl id="attachment_31" class="wp-caption aligncenter"><dt class="wp-caption-dt"></dt></dl>&nbsp;

https://x.example/status/1

<a href="{FILES}/2013/03/picture-300x200.jpg"><img
src="{FILES}/2013/03/picture-300x200.jpg?w=604" alt="" class="wp-image-99"/></a>
<!--more Read on--><!--nextpage-->Second page<!--nextpage-->
"""


def block(name: str, inside: str | None = None, settings: str = "") -> str:
    """A block as the editor writes it; one without anything inside stands alone."""
    head = f"<!-- wp:{name} {settings}"
    return f"{head}/-->\n" if inside is None else f"{head}-->\n{inside}\n<!-- /wp:{name} -->\n\n"


def box(name: str, inside: str, tag: str = "div") -> str:
    return f'<{tag} class="wp-block-{name} alignwide has-background" id="same">{inside}</{tag}>'


def image(number: int, file: str, caption: str = "") -> str:
    picture = f'<img src="{FILES}/2013/03/{file}" alt="" class="wp-image-{number}"/>'
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="aligncenter">{picture}{words}</figure>'


TEXT = block("paragraph", '<p class="has-drop-cap">A paragraph.</p>')
FIRST, SECOND = image(31, "picture-150x150.jpg"), image(32, "picture-300x200.jpg", "Said")
LISTED = "".join(f'<li class="blocks-gallery-item">{each}</li>' for each in (FIRST, SECOND))
VERSES = '<pre class="wp-block-verse">One\n  two</pre>'
TABLE = (
    "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody>"
    "<tfoot><tr><td>F</td></tr></tfoot></table><figcaption>Of it</figcaption>"
)
BLOCKS = "".join(
    [
        TEXT,
        block("heading", '<h2 class="has-small-font-size">A heading</h2>'),
        block("heading", "<h4><br></h4>", '{"level":4}'),
        block("heading", "<h5>A deep one</h5>", '{"level":5}'),
        block("list", "<ul><!-- wp:list-item --><li>One<ol><li>in</li></ol></li></ul>"),
        block("image", box("image", FIRST), '{"id":31,"align":"center"}'),
        block("gallery", f'<figure><ul class="blocks-gallery-grid">{LISTED}</ul></figure>'),
        block("gallery", f"<figure>{block('image', SECOND)}<figcaption>All</figcaption></figure>"),
        block("quote", "<blockquote><p>Said.</p><cite>Who<br></cite></blockquote>"),
        block("quote", f"<blockquote>{TEXT}<cite></cite></blockquote>", '{"align":"right"}'),
        block("pullquote", "<figure><blockquote><p>Pulled</p></blockquote></figure>"),
        block("columns", box("columns", block("column", box("column", TEXT)) * 3)),
        block("cover", box("cover", f'<video src="https://x.example/v.mp4"></video>{TEXT}')),
        block("media-text", box("media-text", f"{SECOND}<div>{TEXT}</div>")),
        block("group", box("group", block("group", box("group", TEXT, "main")), "section")),
        block("table", f"<figure>{TABLE}</figure>"),
        block("verse", VERSES) + block("preformatted", VERSES) + block("code", VERSES),
        block("buttons", box("buttons", block("button", box("button", "<a>Left<br></a>")))),
        block("file", box("file", '<a href="/f.pdf">F</a><a href="/f.pdf" class="wp-block-file__button">D</a>')),
        block("embed", "<figure><div>\nhttps://x.example/1\n</div><figcaption>Seen</figcaption></figure>", '{"url":"https://x.example/1"}'),
        block("core-embed/twitter", "<figure><div>\nhttps://x.example/2\n</div></figure>"),
        block("audio", '<figure><audio controls src="https://x.example/a.mp3"></audio></figure>'),
        block("video", "<figure></figure>") + block("html", "<iframe src='//x.example/m'></iframe>"),
        block("shortcode", '[gallery ids="31"]') + block("more", "<!--more-->"),
        block("spacer", '<div style="height:70px" aria-hidden="true"></div>'),
        block("separator", '<hr class="is-style-dots"/>') + block("nextpage", "<!--nextpage-->"),
        block("details", "<details><summary>More</summary>" + TEXT + "</details>"),
        block("social-links", "<ul>" + block("social-link", None, '{"url":"https://x.example/me"}') + "</ul>"),
        *(block(name) for name in ("latest-posts", "archives", "calendar", "search", "tag-cloud")),
        block("rss", None, '{"feedURL":"https://x.example/feed"}') + block("block", None, '{"ref":40}'),
        block("query", box("query", block("post-template", block("post-title")))),
        block("acme/card", "<div>Of a plug-in</div>", '{"a":{"b":[1,{"c":"--\\u003e"}]}}'),
        "A classic part\n\nof two paragraphs\n\n",
        block("paragraph", '<p>Noted<sup data-fn="a1" class="fn"><a href="#a1" id="a1-link">1</a></sup>.</p>'),
        block("footnotes"),
        block("paragraph", "<p>Never closed <b>bold"),
    ]
)  # fmt: skip
NOTES = '[{"content":"A <em>note</em>.","id":"a1"},{"id":"b"},3]'
NEVER = {"post_date": "0000-00-00 00:00:00", "post_date_gmt": "0000-00-00 00:00:00"}
MENUS = (
    "<wp:term><wp:term_taxonomy>nav_menu</wp:term_taxonomy><wp:term_slug>m</wp:term_slug></wp:term>"
)
KINDS = (
    "nav_menu_item", "wp_navigation", "wp_template", "wp_template_part", "wp_global_styles",
    "wp_block", "customize_changeset", "revision", "acme_form",
)  # fmt: skip
TERMS = [
    ("category", "deep", "Deep"), ("post_tag", "%e4%bd%a0%e5%a5%bd", "你好"),
    ("post_format", "post-format-aside", "Aside"), ("genre", "crime", "Crime"),
]  # fmt: skip


def page(number: int, title: str, content: str = "", **fields: str) -> str:
    given = {"kind": "page", "post_name": f"page-{number}", "link": f"{wxr.SITE}/p{number}/"}
    return wxr.item(number, title, content, **given | fields)


def everything() -> bytes:
    picture = {"attachment_url": f"{FILES}/2013/03/picture-150x150.jpg", "post_parent": "1"}
    plain = {"attachment_url": "https://old.files.wordpress.com/2013/03/picture-300x200.jpg"}
    moving = {"attachment_url": "", "guid": "https://old.files.wordpress.com/2014/01/moving.gif"}
    return wxr.export(
        wxr.author("ana", "Ana Ruiz"), wxr.author("idle", "Never Wrote"), wxr.author("", ""),
        wxr.category("high", "High"), wxr.category("mid", "Mid &amp; more", parent="high"),
        wxr.category("deep", "Deep", parent="mid"), wxr.category("deep", "Deep again"),
        wxr.category("", ""), wxr.tag("deep", "Deep"), wxr.tag("alone", "Nobody has it"), MENUS,
        wxr.item(1, "Elements", ELEMENTS, terms=TERMS, is_sticky="1", comments=4),
        wxr.item(2, "Short <em>codes</em> ~`!@#$%^&amp;*()-_=+{}[]/\\;:'\"?,.&gt; 🏡", SHORTCODES),
        wxr.item(3, "Blocks", BLOCKS, meta=[("footnotes", NOTES), ("_thumbnail_id", "31")]),
        wxr.item(4, "", "This one has no title at all."), wxr.item(5, "No text"), wxr.item(6, "", ""),
        wxr.item(7, "Taumatawhakatangihanga" * 9, "A long word.", guid="old?p=7"),
        wxr.item(8, "Ελληνικά", "Κείμενο 🏡.", post_name="%ce%b5", **{"dc:creator": "stranger"}),
        wxr.item(9, "Draft", "Not yet.", status="draft", post_name="", pubDate="Mon, 30 Nov -0001 00:00:00 +0000", **NEVER),
        wxr.item(10, "Locked", "Secret.", post_password="enter", comments=1),
        wxr.item(11, "Bin", "x", status="trash"), wxr.item(12, "Ours", "x", status="private"),
        wxr.item(13, "Later", "x", status="future", post_date="2030-01-01 12:00:00", post_date_gmt="2030-01-01 12:00:00"),
        wxr.item(14, "Never dated", "x", **NEVER), wxr.item(15, "Twin", "x", post_name="page-20"),
        page(20, "Front page", BLOCKS, link=f"{wxr.SITE}/", menu_order="3"),
        page(21, "Blog"), page(22, "Child", ELEMENTS, post_parent="20", link=f"{wxr.SITE}/p20/p22/"),
        *(wxr.item(50 + n, "", kind=kind, status="publish") for n, kind in enumerate(KINDS)),
        wxr.attachment(31, "", "The small one", **picture),
        wxr.attachment(32, "", "The other", **plain), wxr.attachment(33, "", "", **moving),
        wxr.attachment(34, "2013/03/lost.jpg"), wxr.attachment(35, "2013/03/song.mp3"),
        wxr.attachment(36, "2013/03/door.jpg", attachment_url=""),
    )  # fmt: skip
