/* Service worker. It keeps the offline page and files of the look, never a page with data, and it keeps a form on the
   screen when sending it failed. The list of files is put in by the server, because their names carry a hash. */

const KEPT = /*KEPT*/[];
const NAME = `desmigratif ${KEPT.join(" ")}`;
const OFFLINE = "/luring/";
const HASHED = /^\/static\/(?!admin\/).+\.[0-9a-f]{12}\.\w+$/;

async function keep() {
  const cache = await caches.open(NAME);
  // Without cookies: the page is kept as a stranger sees it, with no name on it.
  const answers = await Promise.all(KEPT.map((path) => fetch(path, { credentials: "omit", cache: "reload" })));
  if (answers.some((answer) => !answer.ok || answer.redirected)) throw new Error("not all files could be kept");
  await Promise.all(answers.map((answer, place) => cache.put(KEPT[place], answer)));
  await self.skipWaiting();
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await caches.match(OFFLINE)) ?? Response.error();
  }
}

/** A form that can't be sent, or that a broken service did not take: "no content" leaves the page, with everything
    typed, where it is. */
async function send(request) {
  let why = "server";
  try {
    const answer = await fetch(request);
    if (answer.status < 500) return answer;
  } catch {
    why = "unsent";
  }
  const pages = await self.clients.matchAll({ type: "window" });
  pages.forEach((client) => client.postMessage(why));
  return new Response(null, { status: 204 });
}

async function file(request) {
  const kept = await caches.match(request);
  const { pathname } = new URL(request.url);
  if (kept && HASHED.test(pathname)) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok && HASHED.test(pathname)) (await caches.open(NAME)).put(request, answer.clone());
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.mode === "navigate" && request.method === "GET") event.respondWith(page(event));
  else if (request.mode === "navigate" && request.method === "POST") event.respondWith(send(request));
  else if (request.method === "GET" && pathname.startsWith("/static/")) event.respondWith(file(request));
});
