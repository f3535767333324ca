"""A blog with most of what WordPress can say, made from what the format is described to be."""

from tests.articles import wxr

UPLOADS = f"{wxr.SITE}/wp-content/uploads"
CLASSIC = f"""\
An opening paragraph with <strong>bold</strong>, <em>emphasis</em>, <a href="{wxr.SITE}/?p=2">a
number</a>, <a href="/about-us/">a path</a> and <a
href="http://www.old.example/2019/05/post-2/#x">a link</a>.
A second line of it.

<!--more-->
<h1>A heading</h1>
<h4>A deeper one</h4>
<h4>A deeper one</h4>
[caption id="attachment_50" align="alignleft" width="300"]<a href="{UPLOADS}/2019/05/door.jpg"><img
class="size-medium wp-image-50" src="{UPLOADS}/2019/05/door-300x225.jpg" alt="A red door"></a> The
<em>door</em>, in May.[/caption]

[gallery ids="50,51" columns="2"]

<img src="{UPLOADS}/2011/01/lost-150x150.png" alt="A lost one"> beside text

https://www.youtube.com/watch?v=abcdefghijk

[youtube https://www.youtube.com/watch?v=abcdefghijk]
[vimeo 12345678] [embed]https://video.example/1[/embed] [audio mp3="{UPLOADS}/2019/05/a.mp3"]
[contact-form-7 id="7" title="Contact"] [acme_slider id="3"]slides[/acme_slider] [sic] [[gallery]]

<blockquote>Quoted, with <cite>a source</cite></blockquote>
<ul>
 <li>one
<ol><li>first</li><li>second</li></ol></li>
 <li>two</li></ul>
<table><caption>Costs</caption><tr><th><h3>What</h3></th><th>How much</th></tr>
<tr><td>Rent</td><td>$ 240</td></tr></table>
<dl><dt>Term</dt><dd>Its meaning</dd></dl>
<pre>
line one
  line two
</pre>
<iframe src="//maps.example/embed?q=1" width="400"></iframe>
<script>alert(1)</script><style>p {{}}</style>
<form action="/x"><label>Name <input name="n"></label><button>Send</button></form>
<p align="center">Centered <font color="red">red</font> <b>unclosed <i>misnested</b></i>
<div><p>In a box</div>
<a href="http://bad.example/a b|c">Odd</a> <a href="javascript:alert(1)">Bad</a>
<video controls><source src="{UPLOADS}/2019/05/tour.mp4"></video>
<h2></h2>
"""
BLOCKS = f"""\
<!-- wp:paragraph {{"align":"center"}} -->
<p class="has-text-align-center">A paragraph
of blocks.</p>
<!-- /wp:paragraph -->
<!-- wp:heading {{"level":3}} --><h3 id="h">A heading</h3><!-- /wp:heading -->
<!-- wp:image {{"id":50,"sizeSlug":"large"}} -->
<figure class="wp-block-image size-large"><img src="{UPLOADS}/2019/05/door-1024x768.jpg" alt=""
class="wp-image-50"/><figcaption>A caption</figcaption></figure>
<!-- /wp:image -->
<!-- wp:gallery {{"linkTo":"none"}} -->
<figure class="wp-block-gallery has-nested-images"><!-- wp:image {{"id":50}} --><figure
class="wp-block-image"><img src="{UPLOADS}/2019/05/door.jpg" class="wp-image-50"/></figure>
<!-- /wp:image --><!-- wp:image {{"id":51}} --><figure class="wp-block-image"><img
src="{UPLOADS}/2019/06/porch.jpg" class="wp-image-51"/><figcaption>Two</figcaption></figure>
<!-- /wp:image --><figcaption>All of them</figcaption></figure>
<!-- /wp:gallery -->
<!-- wp:columns --><div class="wp-block-columns"><!-- wp:column --><div class="wp-block-column">
<!-- wp:list --><ul><!-- wp:list-item --><li>One</li><!-- /wp:list-item --></ul><!-- /wp:list -->
</div><!-- /wp:column --></div><!-- /wp:columns -->
<!-- wp:quote --><blockquote class="wp-block-quote"><p>Said</p><cite>Who</cite></blockquote><!-- /wp:quote -->
<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>Pulled</p></blockquote></figure><!-- /wp:pullquote -->
<!-- wp:table --><figure class="wp-block-table"><table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><figcaption>Tab</figcaption></figure><!-- /wp:table -->
<!-- wp:code --><pre class="wp-block-code"><code>a = 1
b = 2</code></pre><!-- /wp:code -->
<!-- wp:embed {{"url":"https://video.example/2","type":"video"}} --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
https://video.example/2
</div></figure><!-- /wp:embed -->
<!-- wp:buttons --><div class="wp-block-buttons"><!-- wp:button --><div class="wp-block-button"><a class="wp-block-button__link" href="tel:+18332851315">Call us</a></div><!-- /wp:button --></div><!-- /wp:buttons -->
<!-- wp:cover {{"url":"{UPLOADS}/2019/06/porch.jpg"}} --><div class="wp-block-cover"><img class="wp-block-cover__image-background wp-image-51" src="{UPLOADS}/2019/06/porch.jpg"/><div><p>Over a picture</p></div></div><!-- /wp:cover -->
<!-- wp:file --><div class="wp-block-file"><a href="{UPLOADS}/2019/05/a.pdf">A file</a><a href="{UPLOADS}/2019/05/a.pdf" class="wp-block-file__button" download>Download</a></div><!-- /wp:file -->
<!-- wp:latest-posts {{"postsToShow":3}} /-->
<!-- wp:acme/notice --><div class="acme">A notice</div><!-- /wp:acme/notice -->
<!-- wp:separator --><hr class="wp-block-separator"/><!-- /wp:separator -->
<!-- wp:html --><details><summary>More</summary><p>Inside</p></details><!-- /wp:html -->
<!-- wp:shortcode -->[gallery ids="51"]<!-- /wp:shortcode -->
"""  # noqa: E501  as WordPress writes it


def everything() -> bytes:
    """An export with something of everything."""
    dates = {"post_date": "1970-01-01 00:00:00", "post_date_gmt": "1970-01-01 00:00:00"}
    future = {"post_date": "2099-01-01 00:00:00", "post_date_gmt": "2099-01-01 00:00:00"}
    unset = {"post_date": "2020-02-03 04:05:06", "post_date_gmt": "0000-00-00 00:00:00"}
    long = "Antidisestablishmentarianism and " * 8
    return wxr.export(
        wxr.author("ana", "Ana Ruiz"),
        wxr.author("sam@old.example", "sam@old.example"),
        wxr.category("moving-in", "Moving in"),
        wxr.category("first-week", "First week", parent="moving-in"),
        wxr.category("uncategorized", "Uncategorized"),
        wxr.tag("news", "News &amp; notes"),
        "<wp:term><wp:term_taxonomy>nav_menu</wp:term_taxonomy><wp:term_slug>main</wp:term_slug>"
        "<wp:term_name>Main</wp:term_name></wp:term>\n",
        wxr.item(
            1,
            "Classic <em>text</em> &amp; more",
            CLASSIC,
            meta=[("_thumbnail_id", "51")],
            terms=[("category", "first-week", "First week"), ("post_tag", "news", "News")],
            comments=3,
        ),
        wxr.item(2, "Blocks", BLOCKS, **{"dc:creator": wxr.cdata("sam@old.example")}),
        wxr.item(3, "", "<p>First words make a title when there is none at all.</p>"),
        wxr.item(4, "No text", ""),
        wxr.item(5, long, "Long title."),
        wxr.item(6, "Old", "Of 1970.", **dates),
        wxr.item(7, "Planned", "Of 2099.", status="future", **future),
        wxr.item(8, "Draft", "Not yet.", status="draft", post_name="", **unset),
        wxr.item(9, "Waits", "For a review.", status="pending", **unset),
        wxr.item(10, "Private", "Ours.", status="private"),
        wxr.item(11, "Locked", "Secret.", post_password="open"),
        wxr.item(12, "Same", "One.", post_name="same"),
        wxr.item(13, "Same", "Two.", post_name="same", link=f"{wxr.SITE}/other/same/"),
        wxr.item(13, "Twice", "The same number."),
        wxr.item(14, "Überall", "Letters.", post_name="%c3%bcberall-%e4%bd%a0"),
        wxr.item(15, "In the trash", "Gone.", status="trash"),
        wxr.item(16, "", "", status="auto-draft"),
        wxr.item(17, "A version", "", kind="revision", status="inherit"),
        wxr.item(18, "", kind="nav_menu_item"),
        wxr.item(19, "A product", "Buy.", kind="product"),
        wxr.item(
            20, "About us", "We.", kind="page", post_name="about-us", link=f"{wxr.SITE}/about-us/"
        ),
        wxr.item(
            21, "Houses", "Ours.", kind="page", post_name="houses", link=f"{wxr.SITE}/houses/"
        ),
        wxr.item(22, "Level 2", "Deep.", kind="page", post_name="level-2", post_parent="20"),
        wxr.item("", "No number", "Lost."),
        wxr.attachment(50, "2019/05/door.jpg", meta=[("_wp_attachment_image_alt", "A red door")]),
        wxr.attachment(51, "2019/06/porch.jpg", "Our porch", post_parent="1"),
        wxr.attachment(52, "2019/06/missing.jpg", "Missing"),
        wxr.attachment(53, "2019/06/paper.pdf", "A paper"),
    )
