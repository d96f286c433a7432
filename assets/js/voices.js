// Recording prompts in the browser, where it lets pages listen: it does so over https and on the office's own computer only.
const able = Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);
const LONGEST = 20000;
let recorder = null;

for (const note of document.querySelectorAll("[data-unable]")) note.hidden = able;
for (const button of document.querySelectorAll("[data-record]")) {
  button.hidden = !able;
  button.addEventListener("click", () => (recorder ? recorder.stop() : record(button)));
}

async function record(button) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    button.textContent = button.dataset.refused;
    return;
  }
  const parts = [];
  recorder = new MediaRecorder(stream);
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  recorder.addEventListener("stop", () => {
    stream.getTracks().forEach((track) => track.stop());
    const kind = recorder.mimeType;
    recorder = null;
    const files = new DataTransfer();
    files.items.add(new File(parts, "recording", { type: kind }));
    const form = button.closest("form");
    form.elements.file.files = files.files;
    form.submit();
  });
  recorder.start();
  button.textContent = button.dataset.stop;
  setTimeout(() => recorder?.stop(), LONGEST);
}
for (const file of document.querySelectorAll("input[type=file][data-send]")) {
  file.addEventListener("change", () => file.files.length && file.form.submit());
}
