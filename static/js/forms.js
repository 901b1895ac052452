/* What was typed is never lost: no sending without signal, no second sending by a double tap, a warning before leaving.
   The service worker answers a failed sending with "no content", so that the page stays as it is (sw.js). */

const AGAIN_AFTER = 12000; // ms; a second press is harmless (the record's id is made once), a dead button is not
const SLOW_AFTER = 5000;
const ASK_FOR = 15000; // ms that the question about the log-in may take
const { session, assignment } = document.body.dataset; // whose page this is, and where to ask whether it still holds
const forms = [...document.querySelectorAll("form[method=post]")];
const changed = new Set();
const notice = (name) => document.querySelector(`template[data-notice=${name}]`).content.cloneNode(true);

const warn = (event) => event.preventDefault();
const follow = () => (changed.size ? addEventListener : removeEventListener)("beforeunload", warn);

/** Forms worth a warning: more than one input, or words of one's own. */
function isGuarded(form) {
  const inputs = form.querySelectorAll("input:not([type=hidden]),select,textarea");
  return !form.hasAttribute("data-unguarded") && (inputs.length > 1 || form.querySelector("textarea"));
}

function putBefore(form, name) {
  const button = form.querySelector(".dm-actions") ?? form.querySelector("[type=submit]");
  button.before(notice(name));
  return button.previousElementSibling;
}

/** Say that nothing was sent, why, and that everything is still there. */
function tell(form, name) {
  forget(form);
  form.querySelector("[data-unsent]")?.remove();
  const box = putBefore(form, name);
  box.scrollIntoView({ block: "center" });
  box.focus({ preventScroll: true });
  if (isGuarded(form)) changed.add(form);
  follow();
}

function forget(form) {
  delete form.dataset.sending;
  form.removeAttribute("aria-busy");
  form.querySelector("[data-slow]")?.remove();
}

/** Still here after a while: the sending was stopped, or it hangs. */
function allowAgain(form) {
  if (!form.dataset.sending) return;
  delete form.dataset.sending;
  if (isGuarded(form)) changed.add(form);
  follow();
}

/** Ask first whether the log-in and the assignment still hold, and take the token of now: a sending that is refused
    would lose the words, and one under another assignment would put them into another village. */
async function sendWithFreshToken(form, button) {
  let now;
  try {
    const answer = await fetch(session, { cache: "no-store", signal: AbortSignal.timeout(ASK_FOR) });
    if (!answer.ok) return tell(form, "server");
    now = await answer.json();
  } catch {
    return tell(form, "unsent");
  }
  if (!now.assignment) return tell(form, "signed-out");
  if (now.assignment !== assignment) return tell(form, "switched");
  form.querySelector("[name=csrfmiddlewaretoken]").value = now.token;
  forget(form);
  form.dataset.fresh = "ya";
  form.requestSubmit(button);
}

function send(event) {
  const form = event.target;
  if (event.defaultPrevented || !forms.includes(form)) return;
  if (!navigator.onLine) {
    event.preventDefault();
    tell(form, "unsent");
  } else if (form.dataset.sending) {
    event.preventDefault();
  } else {
    form.dataset.sending = "ya";
    form.setAttribute("aria-busy", "true");
    form.querySelector("[data-unsent]")?.remove();
    if (assignment && isGuarded(form) && !form.dataset.fresh) {
      event.preventDefault();
      sendWithFreshToken(form, event.submitter);
      return;
    }
    delete form.dataset.fresh;
    changed.clear();
    follow();
    setTimeout(() => form.dataset.sending && putBefore(form, "slow"), SLOW_AFTER);
    setTimeout(() => allowAgain(form), AGAIN_AFTER);
  }
}

for (const form of forms.filter(isGuarded)) {
  if (form.querySelector(".govuk-form-group--error")) changed.add(form); // refused: what it holds is saved nowhere
  form.addEventListener("input", () => { changed.add(form); follow(); });
}
follow();
document.addEventListener("submit", send);
/* upload.js sends by itself: it says what became of it. Without a notice the page came back with errors. */
document.addEventListener("unsent", ({ target, detail }) => {
  forget(target);
  if (detail) return tell(target, detail);
  changed.add(target);
  follow();
});
addEventListener("pageshow", () => forms.forEach(forget));
addEventListener("online", () => {
  for (const line of document.querySelectorAll("[data-unsent] [data-when]")) line.hidden = line.dataset.when !== "online";
});
navigator.serviceWorker?.addEventListener("message", (event) => {
  if (!["unsent", "server"].includes(event.data)) return;
  forms.filter((form) => form.hasAttribute("aria-busy")).forEach((form) => tell(form, event.data));
});
