<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML+RDFa 1.0//EN" "http://www.w3.org/MarkUp/DTD/xhtml-rdfa-1.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" version="XHTML+RDFa 1.0" dir="ltr">
<head profile="http://www.w3.org/1999/xhtml/vocab">
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="Generator" content="Drupal 7 (http://drupal.example)" />
<title>Oncology massage | Ballarat Lymphatic &amp; Oncology Massage</title>
<link type="text/css" rel="stylesheet" href="/sites/all/themes/calm/calm.css" media="all" />
</head>
<body class="html front not-logged-in one-sidebar sidebar-first page-node">
<div id="skip-link"><a href="#main-content" class="element-invisible">Skip to main content</a></div>
<div id="page-wrapper"><div id="header"><div class="section clearfix"><div id="name-and-slogan"><div id="site-name"><strong><a href="/index.php" title="Home" rel="home"><span>Ballarat Lymphatic &amp; Oncology Massage</span></a></strong></div><div id="site-slogan">Light hands for heavy times</div></div>
<div class="textsize">Text size: <a href="#a">A</a> <a href="#b"><big>A</big></a></div></div></div>
<div id="main" class="clearfix"><div id="sidebar-first" class="column sidebar"><div class="block block-menu"><ul class="menu"><li class="leaf"><a href="/index.php">Welcome</a></li><li class="leaf"><a href="/lymphoedema.php">Lymphoedema and MLD</a></li><li class="leaf"><a href="/oncology-massage.php">Oncology massage</a></li><li class="leaf"><a href="/costs.php">Costs and rebates</a></li><li class="leaf"><a href="/judith.php">Judith</a></li><li class="leaf"><a href="/contact.php">Contact and home visits</a></li></ul></div>
<div class="block block-block"><h2>Telephone Judith</h2><div class="content"><p class="tel">03 7010 1116</p><p>I cannot answer while I have someone on the table. Leave your name slowly, please.</p></div></div></div>
<div id="content" class="column"><a id="main-content"></a><h1 class="title" id="page-title">Oncology massage</h1>
<div class="region region-content"><div class="node node-page"><div class="field field-name-body"><div class="field-items"><div class="field-item even" property="content:encoded">
<p>Oncology massage is massage that has been adapted, in pressure, site and position, for a body in or after cancer treatment. It is meant to comfort. It does not treat cancer.</p>
<p>It can be given during chemotherapy and radiotherapy. We leave out the areas being treated, the port and the drain. Many people tell me they sleep better, feel less anxious and less sore; some just like an hour when nobody takes blood.</p>
<h3>Scar massage</h3><p>After mastectomy, lumpectomy or reconstruction, when the wound has healed for six weeks or more.</p>
<h3>Palliative care</h3><p>Hands and feet, fifteen minutes, by the bed. Often at home.</p>
<h3>Questions</h3><p><b>Can massage spread cancer?</b> No. This old fear has been looked at and put to rest.</p><p><b>May my husband stay?</b> Of course, and so may the dog on a home visit.</p>
</div></div></div></div></div></div></div>
<div id="footer"><div class="section">33 Prospector Street, Ballarat Central 3350 &nbsp;|&nbsp; The information here is no substitute for the advice of your cancer team. &nbsp;|&nbsp; Page last reviewed 02/07/2026</div></div></div>
</body></html>
