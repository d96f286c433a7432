// Links and forms by fetch: what was typed stays on the screen until the server has it. A form that was sent twice is the
// server's to recognise; here a second touch while the first is on its way does nothing.
const RETRY = 2000;
const REFUSALS = 5;
let busy = false;
let begun = () => {};

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const offline = (on) => {
  const overlay = document.getElementById("offline");
  if (overlay) overlay.hidden = !on;
};

// Tries until the server answers, or nobody waits for it any more. A gateway without its server counts as no answer.
export async function reach(url, options, still = () => true) {
  while (still()) {
    try {
      const answer = await fetch(url, { credentials: "same-origin", cache: "no-store", ...options });
      if (![502, 504].includes(answer.status)) {
        offline(false);
        return answer;
      }
    } catch {
      // No network, or the server is starting again.
    }
    offline(true);
    await wait(RETRY);
  }
  offline(false);
  return null;
}

function show(text, url, replace) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  document.documentElement.lang = fresh.documentElement.lang;
  document.title = fresh.title;
  document.body.replaceWith(document.adoptNode(fresh.body));
  if (replace) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  window.scrollTo(0, 0);
  begun();
}

export async function go(url, options = {}, replace = false) {
  if (busy) return;
  busy = true;
  document.body.setAttribute("aria-busy", "true");
  try {
    const answer = await reach(url, options);
    const kind = answer.headers.get("content-type") || "";
    if (!kind.startsWith("text/html")) {
      location.assign(url);
      return;
    }
    const text = await answer.text();
    const here = new URL(answer.url);
    show(text, here.pathname + here.search, replace || here.pathname === location.pathname);
  } finally {
    busy = false;
    document.body.removeAttribute("aria-busy");
  }
}

// Everything of this person leaves the screen at once, then the server, then the history.
export async function leave(token) {
  document.body.replaceChildren();
  document.body.className = "kiosk attract-screen";
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await fetch("/done", { method: "POST", body: new URLSearchParams({ csrf: token }), redirect: "manual" });
      // Led on, it is done; refused for good (a token of another time), a fresh page begins with nothing anyway.
      if (answer.type === "opaqueredirect" || tries >= REFUSALS) break;
    } catch {
      // The server is away: nobody else sees anything meanwhile.
    }
    await wait(Math.min(RETRY * (tries + 1), 10000));
  }
  location.replace("/");
}

export function navigate(begin) {
  begun = begin;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.hasAttribute("data-native") || form.enctype === "multipart/form-data") return;
    event.preventDefault();
    if (form.hasAttribute("data-done")) {
      const ask = document.getElementById("clear");
      // Asked once where something would be lost.
      if (ask && document.querySelector("[data-filling]") && ask.hidden) {
        ask.hidden = false;
        ask.querySelector("[data-keep-it]").focus();
        return;
      }
      leave(form.elements.csrf.value);
      return;
    }
    const data = new URLSearchParams(new FormData(form, event.submitter));
    go(form.getAttribute("action"), { method: "POST", body: data });
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keep-it]")) document.getElementById("clear").hidden = true;
    const link = event.target.closest("a[href]");
    if (!link || link.hasAttribute("data-native") || link.target || link.origin !== location.origin) return;
    event.preventDefault();
    go(link.getAttribute("href"));
  });
  window.addEventListener("popstate", () => go(location.pathname + location.search, {}, true));
  // A page kept whole by the browser may be another person's.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
