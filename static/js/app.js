/* The frame of every page: focus, menus, the signal chip, fragments, the service worker. Pages work without it. */

const own = document.querySelector("script[data-worker]");

/* Words a script may show stand in the page's own templates. */
const notice = (name) => document.querySelector(`template[data-notice=${name}]`).content.cloneNode(true);

/* What happened comes first: the summary of errors, or the news of the last step. */
document.querySelector("[data-focus]")?.focus();

/* A link of the summary goes to its input, with the label in view. */
document.querySelector(".govuk-error-summary")?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const input = link && document.getElementById(link.hash.slice(1));
  if (!input) return;
  event.preventDefault();
  const folded = input.closest("details:not([open])");
  if (folded) folded.open = true;
  const heading = input.closest("fieldset")?.querySelector("legend");
  const label = document.querySelector(`label[for="${CSS.escape(input.id)}"]`);
  (input.matches("[type=radio],[type=checkbox]") && heading || label || input).scrollIntoView();
  input.focus({ preventScroll: true });
});

for (const button of document.querySelectorAll("[data-show-password]")) {
  const input = document.getElementById(button.getAttribute("aria-controls"));
  const show = (visible) => {
    input.type = visible ? "text" : "password";
    button.querySelector("[data-word]").textContent = visible ? "Sembunyikan" : "Tampilkan";
  };
  button.hidden = false;
  button.addEventListener("click", () => show(input.type === "password"));
  input.form.addEventListener("submit", () => show(false)); // so that no browser remembers it as a text
}

/* Menus are <details>: a script only closes them again. */
const menus = document.querySelectorAll("details[data-menu]");
document.addEventListener("click", (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) {
    if (menu.open && menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
});

const signal = document.querySelector("[data-signal]");
const tellSignal = () => {
  document.documentElement.toggleAttribute("data-offline", !navigator.onLine);
  signal?.replaceChildren(...(navigator.onLine ? [] : [notice("offline")]));
};
addEventListener("online", tellSignal);
addEventListener("offline", tellSignal);
tellSignal();
if (document.querySelector("[data-retry]")) addEventListener("online", () => location.reload());

/* htmx is fetched only by pages that load a fragment. A log-in page must never be put into a page. */
if (document.querySelector("[data-hx-get],[data-hx-post]")) {
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.responseURL.includes("/masuk/")) {
      event.detail.shouldSwap = false;
      location.reload();
    }
  });
  const load = () => {
    const script = document.createElement("script");
    script.src = own.dataset.htmx;
    document.head.append(script);
  };
  if (document.readyState === "complete") load();
  else addEventListener("load", load);
}

navigator.serviceWorker?.register(own.dataset.worker).catch(() => {}); // private windows refuse it
