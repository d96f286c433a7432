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

/// The terminal's sizes, in every layout and orientation:
/// * what is touched is 80 px both ways, keys and suggestions 96 px with 12 px between keys, the box to write in 560² px;
/// * what is touched or read has text of 34 px, notes beside it 28 px; with large print 1.3 times that (44 px);
/// * contrast of 4.5, or 7 with high contrast; nothing lies outside the screen or under something else; nothing scrolls;
/// * in the low layout everything that is touched lies in the lower half.
pub(crate) const SIZES: &str = r"
const faults = [];
const screen = document.querySelector('.screen');
const layout = screen?.dataset.layout ?? 'normal';
const seen = e => {
  if (!e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return null;
  const r = e.getBoundingClientRect();
  return r.width > 1 && r.height > 1 ? r : null;
};
const name = e => e.tagName.toLowerCase() + (e.className ? '.' + String(e.className).trim().split(/\s+/).join('.') : '')
  + ' «' + (e.textContent || e.getAttribute('aria-label') || '').trim().slice(0, 12) + '»';
const size = r => Math.round(r.width) + '×' + Math.round(r.height);
const open = document.querySelector('.overlay:not([hidden])');
const root = open ?? document.body;
for (const e of root.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden]), canvas')) {
  if (e.closest('[hidden], [inert]')) continue;
  // A box to tick is as large as the label around it.
  const target = /^(radio|checkbox|file)$/.test(e.type) && 
    (e.closest('label') || document.querySelector(`label[for='${e.id}']`)) || e;
  const r = seen(target);
  if (!r) continue;
  const least = target.matches('.key, .offer') ? 96 : 80;
  if (r.width < least - 0.5 || r.height < least - 0.5) faults.push('small target ' + size(r) + ' ' + name(target));
  if (r.left < -1 || r.top < -1 || r.right > innerWidth + 1 || r.bottom > innerHeight + 1) faults.push('outside ' + name(target));
  const top = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
  if (top && !target.contains(top) && !top.contains(target)) faults.push('covered ' + name(target) + ' by ' + name(top));
  if (layout === 'low' && r.top < innerHeight / 2 - 1 && !e.closest('.line'))
    faults.push('above the lower half: ' + name(target) + ' at ' + Math.round(r.top));
  if (e.tagName === 'CANVAS' && (r.width * r.height < 560 * 560 || layout !== 'low' && Math.min(r.width, r.height) < 560))
    faults.push('small box ' + size(r));
  if (target.matches('.row .key')) {
    const next = target.nextElementSibling?.getBoundingClientRect();
    if (next && next.left - r.right < 11.5) faults.push('keys too near: ' + name(target));
  }
}
const grown = layout === 'large' ? 1.3 : 1;
const light = c => {
  const [r, g, b] = c.map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const rgba = c => {
  const n = (c.match(/[\d.]+/g) ?? []).map(Number);
  return c.startsWith('rgb') ? { c: n.slice(0, 3), a: n[3] ?? 1 } : null;
};
const behind = e => {
  for (; e; e = e.parentElement) {
    const b = rgba(getComputedStyle(e).backgroundColor);
    if (b && b.a === 1) return b.c;
    if (b && b.a > 0) return null;
  }
  return [255, 255, 255];
};
const enough = screen?.hasAttribute('data-contrast') ? 7 : 4.5;
const small = new Set();
const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const e = walk.currentNode.parentElement;
  const aside = 'script, style, noscript, svg, [hidden], [aria-hidden=true]';
  if (!walk.currentNode.nodeValue.trim() || e.closest(aside) || !seen(e)) continue;
  const style = getComputedStyle(e);
  const px = parseFloat(style.fontSize);
  // What explains a choice or names a fact may be a little smaller than what is read.
  const note = e.closest('small, dt, time, .fact-name, .policy, .tile span, .who-is, .receipt aside, .note');
  const least = (note ? 28 : 34) * grown;
  if (px < least - 0.3) small.add('small text ' + px + ' px ' + name(e));
  const [ink, paper] = [rgba(style.color), behind(e)];
  if (ink && paper && !e.closest(':disabled')) {
    const [a, b] = [light(ink.c), light(paper)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < enough - 0.01) small.add('contrast ' + ratio.toFixed(1) + ' ' + name(e));
  }
}
faults.push(...small);
if (parseFloat(getComputedStyle(document.body).fontSize) < 34 * grown - 0.3)
  faults.push('the body text is smaller than ' + 34 * grown + ' px');
const d = document.documentElement;
if (d.scrollWidth > innerWidth + 1) faults.push('scrolls sideways: ' + d.scrollWidth + ' in ' + innerWidth);
if (d.scrollHeight > innerHeight + 1) faults.push('scrolls down: ' + d.scrollHeight + ' in ' + innerHeight);
for (const e of document.querySelectorAll('main, main *')) {
  const o = getComputedStyle(e).overflowY;
  if (/auto|scroll/.test(o) && !e.matches('.wheel-list') && e.scrollHeight > e.clientHeight + 1 && seen(e))
    faults.push('scrolls inside: ' + name(e));
}
return [...new Set(faults)].slice(0, 20);
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
