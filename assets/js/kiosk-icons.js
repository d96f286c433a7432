// The drawings are put into the document once, so that icons stand at once on every screen that follows and do not blink in.
const PREFIX = "drawing-";
let here = false;

export function icons(root) {
  if (!here) return;
  for (const use of root.querySelectorAll("svg.icon use")) {
    const name = use.getAttribute("href").split("#")[1];
    if (!name.startsWith(PREFIX)) use.setAttribute("href", `#${PREFIX}${name}`);
  }
}

export async function loadIcons() {
  const first = document.querySelector("svg.icon use")?.getAttribute("href").split("#")[0];
  if (!first) return;
  const text = await (await fetch(first)).text();
  const sprite = document.adoptNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement);
  for (const symbol of sprite.querySelectorAll("symbol")) symbol.id = PREFIX + symbol.id;
  for (const [name, value] of [["width", "0"], ["height", "0"], ["aria-hidden", "true"], ["class", "drawings"]]) sprite.setAttribute(name, value);
  // Beside the body, which is replaced with each screen.
  document.documentElement.append(sprite);
  here = true;
  icons(document);
}
