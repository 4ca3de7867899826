<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML+RDFa 1.0//EN" "http://www.w3.org/MarkUp/DTD/xhtml-rdfa-1.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" version="XHTML+RDFa 1.0" dir="ltr">
<head profile="http://www.w3.org/1999/xhtml/vocab">
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="Generator" content="Drupal 7 (http://drupal.example)" />
<title>Costs and rebates | Ballarat Lymphatic &amp; Oncology Massage</title>
<link type="text/css" rel="stylesheet" href="/sites/all/themes/calm/calm.css" media="all" />
</head>
<body class="html front not-logged-in one-sidebar sidebar-first page-node">
<div id="skip-link"><a href="#main-content" class="element-invisible">Skip to main content</a></div>
<div id="page-wrapper"><div id="header"><div class="section clearfix"><div id="name-and-slogan"><div id="site-name"><strong><a href="/index.php" title="Home" rel="home"><span>Ballarat Lymphatic &amp; Oncology Massage</span></a></strong></div><div id="site-slogan">Light hands for heavy times</div></div>
<div class="textsize">Text size: <a href="#a">A</a> <a href="#b"><big>A</big></a></div></div></div>
<div id="main" class="clearfix"><div id="sidebar-first" class="column sidebar"><div class="block block-menu"><ul class="menu"><li class="leaf"><a href="/index.php">Welcome</a></li><li class="leaf"><a href="/lymphoedema.php">Lymphoedema and MLD</a></li><li class="leaf"><a href="/oncology-massage.php">Oncology massage</a></li><li class="leaf"><a href="/costs.php">Costs and rebates</a></li><li class="leaf"><a href="/judith.php">Judith</a></li><li class="leaf"><a href="/contact.php">Contact and home visits</a></li></ul></div>
<div class="block block-block"><h2>Telephone Judith</h2><div class="content"><p class="tel">03 7010 1116</p><p>I cannot answer while I have someone on the table. Leave your name slowly, please.</p></div></div></div>
<div id="content" class="column"><a id="main-content"></a><h1 class="title" id="page-title">Costs and rebates</h1>
<div class="region region-content"><div class="node node-page"><div class="field field-name-body"><div class="field-items"><div class="field-item even" property="content:encoded">
<table class="fees"><tr><td>First lymphatic visit, with measuring</td><td>90 minutes</td><td>$165</td></tr><tr><td>Lymphatic drainage</td><td>60 minutes</td><td>$115</td></tr><tr><td>Oncology massage</td><td>60 minutes</td><td>$110</td></tr><tr><td>Oncology massage, pension or health care card</td><td>60 minutes</td><td>$90</td></tr><tr><td>Scar massage</td><td>30 minutes</td><td>$65</td></tr><tr><td>Home visit, within 15 km of Sturt Street</td><td>60 minutes</td><td>$145</td></tr></table>
<p>Further out than 15 km I add $1.20 for every kilometre.</p>
<p><b>Health funds.</b> I am an approved provider with most funds and give you a receipt to claim from; I have no HICAPS machine.</p>
<p><b>Veterans.</b> I'm sorry, massage therapists cannot bill DVA.</p>
<p><b>NDIS.</b> I am not an NDIS provider and cannot invoice a plan.</p>
<p><b>Medicare.</b> There is no Medicare rebate for massage.</p>
<p>Cash, cheque or card. If you are too sick to come, you are too sick to pay: no cancellation fee.</p>
<p>The Pink Scarf Fund gives women of the district in treatment four sessions free. Ask me for the form.</p>
</div></div></div></div></div></div></div>
<div id="footer"><div class="section">33 Prospector Street, Ballarat Central 3350 &nbsp;|&nbsp; The information here is no substitute for the advice of your cancer team. &nbsp;|&nbsp; Page last reviewed 02/07/2026</div></div></div>
</body></html>
