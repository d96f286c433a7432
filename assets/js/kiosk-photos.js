// The terminal asks for photos that came from the phone; the phone sends one as soon as it is taken.
import { icons } from "./kiosk-icons.js";
import { alive } from "./kiosk-idle.js";
import { go } from "./kiosk-nav.js";

const ASK = 2000;

export function photos(root) {
  const box = root.querySelector("[data-photos]");
  if (!box) return;
  let count = box.querySelectorAll("img").length;
  const forms = () => {
    for (const held of box.querySelectorAll("template[data-form]")) {
      const button = box.querySelector(`button[form="${held.dataset.form}"]`);
      const token = held.content.querySelector("[name=csrf]").value;
      button?.addEventListener("click", (event) => {
        event.preventDefault();
        go(held.dataset.action, { method: "POST", body: new URLSearchParams({ csrf: token }) }, true);
      });
    }
  };
  forms();
  const ask = async () => {
    if (!box.isConnected) return;
    try {
      const answer = await fetch(box.dataset.photos, { cache: "no-store" });
      if (answer.ok) {
        const fresh = document.createElement("div");
        fresh.innerHTML = await answer.text();
        const now = fresh.querySelectorAll("img").length;
        if (now !== count) {
          count = now;
          box.replaceChildren(...fresh.childNodes);
          icons(box);
          forms();
          alive();
        }
      }
    } catch {
      // Asked again below.
    }
    setTimeout(ask, ASK);
  };
  setTimeout(ask, ASK);
}

export function phonePage(root) {
  const file = root.querySelector("input[data-send]");
  file?.addEventListener("change", () => {
    if (file.files.length) file.form.submit();
  });
}
