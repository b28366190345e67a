// Keeps the check of certificates on the device: the page, what it loads, the published keys and the last status list.
const settings = new URL(self.location).searchParams;
const [files, locale] = [settings.get("files"), settings.get("locale")];
const CACHE = `check ${files}`;
const PAGE = `/${locale}/verify`;
const DATA = ["/.well-known/jwks.json", "/status"];
const ASSETS = ["main.css", "check.js", "check_wasm.js", "check_wasm_bg.wasm", "favicon.svg", "logo.svg"];
const FONTS = ["onest", "literata"].flatMap((face) => ["latin", "cyrillic", "kazakh"].map((part) => `fonts/${face}-${part}.woff2`));

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll([PAGE, ...DATA, ...ASSETS.map((name) => files + name)]);
    await Promise.all(FONTS.map((name) => cache.add(files + name).catch(() => undefined)));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    // the answer of an online check is not kept
    const isCheck = pathname.startsWith("/v/") || /^\/(kk|ru|en)\/verify(\/|$)/.test(pathname);
    if (isCheck) event.respondWith(fetch(request).catch(() => kept(PAGE)));
  } else if (DATA.includes(pathname)) {
    event.respondWith(newest(request, pathname));
  } else if (pathname.startsWith(files)) {
    event.respondWith(kept(pathname).then((found) => found ?? fetch(request)));
  }
});

async function kept(path) {
  return (await caches.open(CACHE)).match(path, { ignoreVary: true });
}

/** The newest from the server, which is kept; without a network, the last that was kept. */
async function newest(request, path) {
  try {
    const response = await fetch(request);
    if (response.ok) await (await caches.open(CACHE)).put(path, response.clone());
    return response;
  } catch {
    return (await kept(path)) ?? Response.error();
  }
}
