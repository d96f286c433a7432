//! What is looked at on every screen: axe-core's rules, and for the terminal our own sizes.
use serde_json::Value;

/// Runs axe over the page with the rules of WCAG 2.2 AA; answers one line per violation.
pub(crate) const AXE: &str = r"
const done = arguments[arguments.length - 1];
axe.run(document, {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] },
  resultTypes: ['violations'],
}).then(
  r => done(r.violations.flatMap(v => v.nodes.slice(0, 3).map(n => 'axe ' + v.id + ': ' + n.target.join(' ') + ' — ' +
    (n.any.concat(n.all, n.none)[0]?.message ?? v.help)))),
  e => done(['axe could not run: ' + e]));
";

/// The terminal's sizes (architecture.md, Faces): targets of 80 px both ways, what is touched has text of 34 px (notes beside it
/// 28 px), no sideways scrolling, and
/// on the main path no scrolling at all. The first argument says whether the screen may be scrolled.
pub(crate) const SIZES: &str = r"
const faults = [];
const seen = e => {
  if (!e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return null;
  const r = e.getBoundingClientRect();
  return r.width > 1 && r.height > 1 ? r : null;
};
const name = e => e.tagName.toLowerCase() + (e.className ? '.' + String(e.className).trim().split(/\s+/).join('.') : '')
  + ' «' + (e.textContent || e.getAttribute('aria-label') || '').trim().slice(0, 12) + '»';
for (const e of document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')) {
  if (e.closest('[hidden], [inert]')) continue;
  // A box to tick is as large as the label around it.
  const target = /^(radio|checkbox|file)$/.test(e.type) && (e.closest('label') || document.querySelector(`label[for='${e.id}']`)) || e;
  const r = seen(target);
  if (r && (r.width < 79.5 || r.height < 79.5)) faults.push('small target ' + Math.round(r.width) + '×' + Math.round(r.height) + ' ' + name(target));
}
const small = new Set();
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const e = walk.currentNode.parentElement;
  if (!walk.currentNode.nodeValue.trim() || e.closest('script, style, noscript, svg, [hidden], [aria-hidden=true]') || !seen(e)) continue;
  const px = parseFloat(getComputedStyle(e).fontSize);
  // What is touched is 34 px; what explains a choice or names a fact may be a little smaller than what is read.
  const note = e.closest('small, dt, time, .fact-name, .policy, .tile span, .who-is, .receipt aside');
  const least = note ? 28 : 34;
  if (px < least - 0.1) small.add('small text ' + px + ' px ' + name(e));
}
faults.push(...small);
if (parseFloat(getComputedStyle(document.body).fontSize) < 34) faults.push('the body text is smaller than 34 px');
const d = document.documentElement;
if (d.scrollWidth > innerWidth + 1) faults.push('scrolls sideways: ' + d.scrollWidth + ' in ' + innerWidth);
if (!arguments[0] && d.scrollHeight > innerHeight + 1) faults.push('scrolls down: ' + d.scrollHeight + ' in ' + innerHeight);
for (const e of document.querySelectorAll('main, main *')) {
  const o = getComputedStyle(e).overflowY;
  if (!arguments[0] && /auto|scroll/.test(o) && e.scrollHeight > e.clientHeight + 1 && seen(e)) faults.push('scrolls inside: ' + name(e));
}
return faults;
";

/// A page that was asked for and is not there, or broke, is no page. Forms with errors (422) are.
pub(crate) const ANSWERED: &str = r"
const status = performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0;
return status >= 400 && status !== 422 ? ['answered ' + status + ' at ' + location.pathname] : [];
";

/// The office's one size rule: no sideways scrolling of the page.
pub(crate) const SIDEWAYS: &str =
    "const d = document.documentElement; return d.scrollWidth > innerWidth + 1 ? ['scrolls sideways: ' + d.scrollWidth] : [];";

/// The lines of a script's answer.
pub(crate) fn lines(answer: &Value) -> Vec<String> {
    answer.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
