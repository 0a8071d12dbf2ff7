// Keeps the app itself on the phone. What the server says about the work never comes in here: it is kept closed, elsewhere.
/// <reference lib="webworker" />

declare const self: ServiceWorkerGlobalScope & { ONEDOOR_VERSION?: string };

const KIND = "field-app-";
const NAME = `${KIND}${self.ONEDOOR_VERSION ?? "0"}`;
const PAGE = "/field/";

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("message", (event) => {
  if (event.data === "now") event.waitUntil(self.skipWaiting());
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (address.pathname === PAGE) event.respondWith(kept(PAGE, request));
  } else if (!address.pathname.startsWith(PAGE)) {
    event.respondWith(kept(request, request));
  }
});

/** All or nothing: a half-kept app would be worse than none. */
async function fill(): Promise<void> {
  const answer = await fetch("/field/files.json", { cache: "no-store" });
  if (!answer.ok) throw new Error("no list of files");
  const { files } = (await answer.json()) as { files: string[] };
  const cache = await caches.open(NAME);
  await cache.addAll([PAGE, ...files].map((file) => new Request(file, { cache: "reload" })));
}

async function tidy(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(KIND) && name !== NAME).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Django says Vary: Cookie; the files are the same for everybody. */
async function kept(what: string | Request, request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  const found = await cache.match(what, { ignoreVary: true, ignoreSearch: what === PAGE });
  return found ?? fetch(request);
}

export {};
