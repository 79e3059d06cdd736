"""How a report looks: in light and in dark, on a phone, a desk and on paper."""

SHEET = """
:root{color-scheme:light dark;--page:#fff;--ink:#16181b;--soft:#5a6068;--line:#d9dde2;--box:#f5f6f8;
--link:#0b57d0;--new:#2f6fd0;--update:#c77a16;--confirmed:#2c8a50;--contested:#8e4fb8;
--overdue:#b3261e;--gained:#1e7340;--lost:#b3261e;--changed:#935400}
@media (prefers-color-scheme:dark){:root{--page:#15181c;--ink:#e8eaed;--soft:#a9b0ba;--line:#343a42;
--box:#20252b;--link:#8ab4f8;--new:#6ea3ee;--update:#e0a04a;--confirmed:#5cb981;--contested:#bd8be0;
--overdue:#ee7d75;--gained:#5cb981;--lost:#ee7d75;--changed:#e0a04a}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,
"Segoe UI",Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
main{max-width:1040px;margin:0 auto;padding:24px 16px 64px}
h1{font-size:28px;line-height:1.2;margin:0 0 4px}
h2{font-size:20px;line-height:1.3;margin:40px 0 12px;padding-top:12px;
border-top:1px solid var(--line)}
h3{font-size:16px;margin:24px 0 6px}
p{margin:0 0 8px}
a{color:var(--link)}
.soft,figcaption,.axis{color:var(--soft);font-size:14px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(130px,1fr));gap:12px;
margin:20px 0 0;padding:0;list-style:none}
.tiles li{background:var(--box);border-radius:8px;padding:12px 14px}
.tiles b{display:block;font-size:24px;line-height:1.2;font-variant-numeric:tabular-nums}
.tiles span{color:var(--soft);font-size:14px}
.chart{margin:4px 0 12px;display:grid;grid-template-columns:auto 1fr;column-gap:8px}
.chart svg{width:100%;height:120px;display:block;grid-column:2}
.axis{display:flex;flex-direction:column;justify-content:space-between;text-align:right;
min-width:2.5em;font-variant-numeric:tabular-nums;line-height:1}
.chart figcaption{grid-column:2;display:flex;justify-content:space-between;gap:16px;padding-top:4px}
.grid line{stroke:var(--line);stroke-width:1}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:14px;color:var(--soft)}
.legend i{display:inline-block;width:12px;height:12px;border-radius:2px;margin-right:6px;
vertical-align:-1px}
rect.new{fill:var(--new)}rect.update{fill:var(--update)}rect.confirmed{fill:var(--confirmed)}
rect.contested{fill:var(--contested)}rect.overdue{fill:var(--overdue)}
i.new{background:var(--new)}i.update{background:var(--update)}i.confirmed{background:var(--confirmed)}
i.contested{background:var(--contested)}i.overdue{background:var(--overdue)}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums}
th,td{text-align:right;padding:4px 12px 4px 0;border-bottom:1px solid var(--line);
vertical-align:top}
th:first-child,td:first-child{text-align:left;white-space:nowrap}
thead th{color:var(--soft);font-weight:normal;overflow-wrap:normal}
details{margin:8px 0}
summary{cursor:pointer;color:var(--soft);font-size:14px}
.choice{display:flex;flex-wrap:wrap;gap:8px;border:0;padding:0;margin:0 0 16px}
.choice input{position:absolute;opacity:0}
.choice label{border:1px solid var(--line);border-radius:999px;padding:4px 14px;font-size:14px;
cursor:pointer}
.choice input:checked+label{background:var(--ink);color:var(--page);border-color:var(--ink)}
.choice input:focus-visible+label{outline:2px solid var(--link);outline-offset:2px}
.alert{padding:14px 0;border-bottom:1px solid var(--line);break-inside:avoid}
.alert h3{font-size:17px;line-height:1.35;margin:0 0 4px;font-weight:600}
.alert .meta{font-size:14px;color:var(--soft);margin:0 0 6px}
.tag{display:inline-block;color:#fff;border-radius:4px;font-size:12px;font-weight:600;line-height:1;
padding:4px 7px;margin-right:8px}
.tag.new{background:#1a56b0}.tag.update{background:#935400}.tag.confirmed{background:#1e7340}
.tag.contested{background:#7a3fa0}.tag.overdue{background:#b3261e}
.tag.gained{background:#1e7340}.tag.lost{background:#b3261e}.tag.changed{background:#935400}
blockquote{margin:6px 0 4px;padding:0 0 0 12px;border-left:3px solid var(--line);
font-family:Georgia,"Times New Roman",serif}
blockquote footer{font:14px/1.5 system-ui,Helvetica,Arial,sans-serif;color:var(--soft)}
.why{font-size:14px;color:var(--soft);margin:6px 0 0;padding-left:18px}
.change{font-size:15px;margin:0 0 4px}
@media (min-width:900px){.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 40px}}
@media print{body{font-size:11pt}main{max-width:none;padding:0}.choice,summary{display:none}
.alert,.chart,.tiles{break-inside:avoid}a{color:inherit;text-decoration:none}
rect,i,.tag{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""
