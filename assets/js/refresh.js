// Parts of a page that keep themselves new: the server draws them, this file fetches them every few seconds.
const PATIENCE = 10_000;

for (const part of document.querySelectorAll("[data-refresh]")) {
  const again = () => setTimeout(refresh, Number(part.dataset.every) * 1000);
  const refresh = async () => {
    // Whoever is about to press a button in it keeps it; a page that nobody sees waits.
    if (document.hidden || part.contains(document.activeElement)) return again();
    try {
      const answer = await fetch(part.dataset.refresh, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.redirected || [401, 403].includes(answer.status)) return;
      if (answer.ok) put(part, await answer.text());
    } catch {
      // The network is away: asked again.
    }
    again();
  };
  again();
}

function put(part, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  if (fresh.innerHTML === part.innerHTML) return;
  part.replaceChildren(...fresh.childNodes);
  // A code that was entered is worth nothing any more: in its place stands that it worked.
  for (const code of document.querySelectorAll("[data-until-enrolled]")) {
    const row = part.querySelector(`[data-terminal="${CSS.escape(code.dataset.untilEnrolled)}"]`);
    if (!row?.hasAttribute("data-enrolled")) continue;
    const done = document.createElement("p");
    done.className = "done";
    done.setAttribute("role", "status");
    done.textContent = code.dataset.enrolledWords;
    code.replaceWith(done);
  }
}
