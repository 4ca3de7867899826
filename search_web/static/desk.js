// Keeps "what runs" fresh: asks for that part of the page again while it is looked at, and puts it in its place
// when it has changed. Without this the page is whole, and as old as its last load.

const EVERY = 2000; // ms: a crawl tells how it goes every few seconds
const LATER = 15000; // ms: after a failure

function keepFresh(place) {
  let tag = "";

  async function look() {
    if (document.hidden || place.contains(document.activeElement)) return EVERY;
    try {
      const headers = tag ? { "If-None-Match": tag } : {};
      const answer = await fetch(place.dataset.live, { headers, cache: "no-store", redirect: "error" });
      if (answer.status === 401) return end("You are signed out. Load this page again to sign in.");
      if (answer.status !== 200) return answer.status === 304 ? EVERY : LATER;
      tag = answer.headers.get("ETag") ?? "";
      const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = parsed.querySelector("[data-live-part]");
      if (fresh) place.replaceChildren(document.adoptNode(fresh));
      return EVERY;
    } catch {
      return LATER;
    }
  }

  function end(words) {
    const said = document.createElement("p");
    said.className = "notice";
    said.setAttribute("role", "status");
    said.textContent = words;
    place.prepend(said);
    return 0;
  }

  async function turn() {
    const wait = await look();
    if (wait) setTimeout(turn, wait);
  }

  setTimeout(turn, EVERY);
}

document.querySelectorAll("[data-live]").forEach(keepFresh);
