// The terminal's script. Every page works without it; with it, pages change without a flash, a lost network loses nothing,
// keys type, wheels turn, and a session that nobody uses ends.
import { navigate } from "./kiosk-nav.js";
import { watchIdle, screenChanged } from "./kiosk-idle.js";
import { inputs } from "./kiosk-input.js";
import { pages } from "./kiosk-pages.js";
import { watchScanner } from "./kiosk-scan.js";
import { wheels } from "./kiosk-date.js";
import { photos, phonePage } from "./kiosk-photos.js";
import { heartbeat, physical } from "./kiosk-heartbeat.js";
import { icons, loadIcons } from "./kiosk-icons.js";
import { voice, watchVoice } from "./kiosk-voice.js";
import { help } from "./kiosk-help.js";

document.documentElement.dataset.js = "";
// A long press opens nothing here, and nothing can be dragged away.
for (const kind of ["contextmenu", "dragstart"]) document.addEventListener(kind, (event) => event.preventDefault());

function begin() {
  physical();
  icons(document);
  inputs(document);
  pages(document);
  wheels(document);
  photos(document);
  phonePage(document);
  help(document);
  voice(document);
  screenChanged();
  const first = document.querySelector("[autofocus]");
  if (first) first.focus({ preventScroll: true });
}

navigate(begin);
watchIdle();
watchScanner();
heartbeat();
watchVoice();
begin();
loadIcons().catch(() => {});
