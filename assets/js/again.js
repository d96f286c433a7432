// The program ends and begins again: this page waits until it has been away, and goes on when it is back.
const EVERY = 2_000;
const PATIENCE = 5_000;
// Who never saw it go was too slow to look.
const GONE_BY = 20_000;
const LATE = 15 * 60_000;

const box = document.querySelector("[data-again]");
const begun = Date.now();
let away = false;

async function look() {
  const waited = Date.now() - begun;
  try {
    const answer = await fetch(box.dataset.again, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok && (away || waited > GONE_BY)) return location.assign(box.dataset.again);
  } catch {
    away = true;
  }
  if (waited > LATE) document.querySelector("[data-again-late]").hidden = false;
  setTimeout(look, EVERY);
}

if (box) setTimeout(look, EVERY);
