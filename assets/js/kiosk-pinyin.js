// Letters of pinyin: what is typed stands above the keys until a suggestion takes it.
import { ask } from "./kiosk-offers.js";

const LONGEST = 40;

export function pinyin(box, offer, put, line) {
  const strip = box.querySelector("[data-typed]");
  if (!strip) return;
  const latin = box.querySelector("[data-latin]");
  const mode = box.dataset.mode;
  let typed = "";
  let asked = 0;

  const show = () => {
    strip.textContent = typed || strip.dataset.empty;
    strip.classList.toggle("has", typed !== "");
  };
  const look = async () => {
    show();
    asked += 1;
    const mine = asked;
    offer.waiting = typed ? strip : null;
    if (!typed) {
      offer.next(line());
      return;
    }
    const q = typed;
    const still = () => mine === asked && strip.isConnected;
    const all = await ask(`/input/pinyin?${new URLSearchParams({ q, mode })}`, {}, still);
    if (!still()) return;
    offer.show(all, (one) => take(one, q));
  };
  const take = (one, q) => {
    put(one.text);
    // What was picked is learned as a word of the office; a name never is.
    if (mode !== "name") {
      const csrf = box.closest(".screen").dataset.csrf;
      const body = new URLSearchParams({ csrf, mode, text: one.text, q: q.slice(0, one.take) });
      fetch("/input/picked", { method: "POST", body }).catch(() => {});
    }
    typed = q.slice(one.take).replace(/^'+/, "");
    look();
  };
  box.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.letter !== undefined) {
      if (latin.getAttribute("aria-pressed") === "true") put(button.dataset.letter);
      else if (typed.length < LONGEST) {
        typed += button.dataset.letter;
        look();
      }
    } else if (button.dataset.rub !== undefined) {
      if (typed) {
        typed = typed.slice(0, -1);
        look();
      } else box.querySelector("[data-back]").click();
    } else if (button === latin) {
      latin.setAttribute("aria-pressed", String(latin.getAttribute("aria-pressed") !== "true"));
      typed = "";
      look();
    } else if (button.dataset.clear !== undefined || button.dataset.panel !== undefined || button.dataset.whole !== undefined) {
      typed = "";
      asked += 1;
      show();
    }
  });
}
