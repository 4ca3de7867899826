// The shortlist: ids and names of providers, kept in this browser alone (localStorage), never sent anywhere.
const KEY = "rosanna.shortlist";
const MOST = 50;
const COMPARED = 4;

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter(one => typeof one?.id === "string" && typeof one?.name === "string") : [];
  } catch {
    return [];
  }
}

function keep(list) {
  try {
    localStorage.setItem(KEY, JSON.stringify(list.slice(-MOST)));
  } catch {
    // A browser that keeps nothing shows nothing; the page works all the same.
  }
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function query(list) {
  return new URLSearchParams(list.map(one => ["id", one.id])).toString();
}

function keepButton(place) {
  const { keep: id, name } = place.dataset;
  const button = element("button", { type: "button", className: "button button-quiet" });
  const link = element("a", { className: "button button-quiet", href: "/shortlist" });
  const show = () => {
    const list = kept();
    const on = list.some(one => one.id === id);
    button.textContent = on ? "On your shortlist" : "Keep";
    button.setAttribute("aria-pressed", String(on));
    link.textContent = `Shortlist (${list.length})`;
    link.hidden = list.length === 0;
  };
  button.addEventListener("click", () => {
    const list = kept();
    const others = list.filter(one => one.id !== id);
    keep(others.length < list.length ? others : [...list, { id, name }]);
    show();
  });
  place.append(button, link);
  show();
}

function showList(place) {
  const list = kept();
  const items = list.map(one => {
    const remove = element("button", { type: "button", className: "button button-quiet" }, "Remove");
    remove.setAttribute("aria-label", `Remove ${one.name}`);
    remove.addEventListener("click", () => {
      keep(kept().filter(other => other.id !== one.id));
      showList(place);
      document.getElementById("main").focus();
    });
    const link = element("a", { href: `/provider/${encodeURIComponent(one.id)}` }, one.name);
    return element("li", {}, link, remove);
  });
  const compare = element("a", { className: "button", href: `/compare?${query(list.slice(0, COMPARED))}` },
    list.length > COMPARED ? `Compare the first ${COMPARED}` : "Compare them");
  place.replaceChildren(...(list.length
    ? [element("ul", { className: "kept" }, ...items), ...(list.length > 1 ? [compare] : [])]
    : [element("p", {}, "Nothing is kept yet. A provider’s page has a button to keep it.")]));
}

document.querySelectorAll("[data-keep]").forEach(keepButton);
document.querySelectorAll("[data-shortlist]").forEach(showList);
