// Check by camera, photo or PDF, on this device alone: what is scanned is sent nowhere. The wasm is loaded only when
// there is something to check.
const here = new URL(".", import.meta.url);
const scan = document.getElementById("scan");
const answers = document.getElementById("scan-answers");
const byId = (id) => document.getElementById(id);

let loading;
/** The check, with the keys and the list as the server or the worker has them. */
function load(again = false) {
  if (again) loading = undefined;
  loading ??= (async () => {
    const [wasm, keys, status] = await Promise.all([
      import(new URL("check_wasm.js", here)),
      bytesOf(scan.dataset.keys),
      bytesOf(scan.dataset.status),
    ]);
    await wasm.default({ module_or_path: new URL("check_wasm_bg.wasm", here) });
    const checker = new wasm.Checker(keys, status);
    showAge(checker.list_made_at());
    return { wasm, checker };
  })();
  loading.catch(() => (loading = undefined));
  return loading;
}

async function bytesOf(address) {
  const response = await fetch(address).catch(() => undefined);
  return new Uint8Array(response?.ok ? await response.arrayBuffer() : 0);
}

function copyOf(word) {
  return document.querySelector(`template[data-answer="${word}"]`).content.cloneNode(true);
}

function show(words, facts) {
  const parts = words.map(copyOf);
  if (facts) {
    const list = copyOf("facts");
    for (const row of list.querySelectorAll("[data-row]")) {
      const value = facts[row.dataset.row];
      if (value) row.querySelector("dd").textContent = value;
      else row.remove();
    }
    parts.push(list);
  }
  answers.replaceChildren(...parts);
  answers.scrollIntoView({ block: "nearest" });
}

function showAge(made) {
  byId("list").hidden = made < 0;
  if (made < 0) return;
  const days = Math.max(0, Math.floor((Date.now() - made) / 86_400_000));
  const pad = (number) => String(number).padStart(2, "0");
  const at = new Date(made);
  byId("list-made").dateTime = at.toISOString();
  byId("list-made").textContent = `${pad(at.getDate())}.${pad(at.getMonth() + 1)}.${at.getFullYear()}, ${pad(at.getHours())}:${pad(at.getMinutes())}`;
  byId("list-days").textContent = days;
  byId("list-taken").setAttribute("x2", `${(Math.min(days, 30) / 30) * 100}%`);
}

/** Answers for what a QR code says. A code of ours without a statement leads to its page. */
async function checkText(text) {
  const { checker } = await load();
  const began = performance.now();
  const answer = JSON.parse(await checker.check_text(text, Date.now()));
  performance.measure("check", { start: began });
  if (answer) return show([answer.verdict], answer.facts);
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (address?.origin === location.origin && address.pathname.startsWith("/v/") && !address.hash) {
    location.assign(address.pathname);
  } else {
    show([text.includes("#") ? "altered" : "no-code"]);
  }
}

async function checkPdf(file) {
  const { checker } = await load();
  const bytes = new Uint8Array(await file.arrayBuffer());
  const answer = JSON.parse(await checker.check_pdf(bytes, Date.now()));
  if (!answer.facts) return show([answer.file]);
  show([await whichFile(bytes, answer.facts.code), answer.verdict], answer.facts);
}

/** Tells whether these are the bytes that were issued: the hash that the centre names for the code is compared here. */
async function whichFile(bytes, code) {
  try {
    const response = await fetch(`/api/v1/certificates/${encodeURIComponent(code)}`, { cache: "no-store" });
    if (!response.ok) return "file-unknown";
    const { file_sha256: issued } = await response.json();
    if (!issued) return "file-unknown";
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const own = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return own === issued ? "very-file" : "another-file";
  } catch {
    return "file-unknown";
  }
}

const LARGEST = 1600;
/** Text of the QR code in a picture or a frame of the camera. */
async function textIn(source, width, height) {
  const scale = Math.min(1, LARGEST / Math.max(width, height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const grey = new Uint8Array(data.length / 4);
  for (let at = 0; at < grey.length; at += 1) {
    grey[at] = (data[at * 4] * 77 + data[at * 4 + 1] * 150 + data[at * 4 + 2] * 29) >> 8;
  }
  const { wasm } = await load();
  return wasm.read_qr(grey, canvas.width);
}

async function checkPhoto(file) {
  const picture = await createImageBitmap(file).catch(() => undefined);
  const text = picture && (await textIn(picture, picture.width, picture.height));
  return text ? checkText(text) : show(["no-code"]);
}

async function checkByCamera() {
  const video = byId("scan-video");
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    return show(["no-camera"]);
  }
  byId("scan-frame").hidden = false;
  video.srcObject = stream;
  await video.play();
  let text;
  while (!text && video.srcObject) {
    if (video.videoWidth) text = await textIn(video, video.videoWidth, video.videoHeight);
    if (!text) await new Promise((resolve) => setTimeout(resolve, 150));
  }
  for (const track of stream.getTracks()) track.stop();
  video.srcObject = null;
  byId("scan-frame").hidden = true;
  if (text) await checkText(text);
}

/** Keeps this page, its keys and its list on the device. */
async function keep() {
  const worker = new URL("/sw.js", location.origin);
  worker.search = new URLSearchParams({ files: here.pathname, locale: document.documentElement.lang });
  await navigator.serviceWorker.register(worker);
  await navigator.serviceWorker.ready;
  byId("list-kept").hidden = false;
}

const chosen = (check) => (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (file) void check(file);
};

if (scan) {
  scan.hidden = false;
  byId("scan-camera").addEventListener("click", () => void checkByCamera());
  const photo = byId("scan-photo");
  const pdf = byId("scan-pdf");
  photo.addEventListener("change", (event) => chosen(checkPhoto)(event));
  pdf.addEventListener("change", (event) => chosen(checkPdf)(event));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) void (file.type.startsWith("image/") ? checkPhoto(file) : checkPdf(file));
  });
  byId("list-fetch").addEventListener("click", () => void load(true));
  if (!navigator.serviceWorker) byId("list-keep").remove();
  else byId("list-keep").addEventListener("click", () => void keep());
  // the code on paper led here without a network: its statement is behind the #, which nobody was sent
  const checkAddress = () => location.hash.length > 100 && void checkText(location.href);
  addEventListener("hashchange", checkAddress);
  if (location.hash) checkAddress();
  else if (navigator.serviceWorker?.controller) void load();
}
