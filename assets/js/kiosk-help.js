// While somebody waits for help the page asks how the call stands, and is drawn anew when that changes.
import { go } from "./kiosk-nav.js";

const ASK = 3000;
let timer = 0;

export function help(root) {
  clearTimeout(timer);
  const page = root.querySelector("[data-help]");
  if (!page || page.dataset.helpState.startsWith("none")) return;
  timer = setTimeout(() => ask(page), ASK);
}

async function ask(page) {
  try {
    const answer = await fetch(page.dataset.help, { cache: "no-store", signal: AbortSignal.timeout(10_000) });
    const { state, late } = await answer.json();
    const now = late ? `${state}-late` : state;
    if (page.isConnected && now !== page.dataset.helpState) {
      go(location.pathname + location.search, {}, true);
      return;
    }
  } catch {
    // The network is away: asked again.
  }
  if (page.isConnected) timer = setTimeout(() => ask(page), ASK);
}
