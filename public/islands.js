// Brings the islands of a page to life, once the page stands. Without it every page works all the same.
import init, * as wasm from "./maman.js";

await init({ module_or_path: new URL("./maman_bg.wasm", import.meta.url) });
wasm.hydrate();
for (const island of document.querySelectorAll("leptos-island")) {
  await wasm[island.dataset.component]?.(island);
}
