// Suggestions under the What and Where boxes: a combobox with a listbox, as the ARIA Authoring Practices have it
// (list autocomplete with manual selection). Without this file the boxes are plain and work as they are.

const PAUSE_MS = 150; // between the last key and the question: long enough to skip letters of a fast typist
const SHORTEST = 2; // letters from which the index completes
const KINDS = { place: "Place", therapy: "Therapy", condition: "Complaint", provider: "Provider" };

class Combobox {
  constructor(input) {
    this.input = input;
    this.kinds = input.dataset.suggest.split(" ");
    this.announce = input.form.querySelector("[data-announce]");
    this.options = [];
    this.active = -1;
    this.list = document.createElement("ul");
    this.list.id = `${input.id}-suggestions`;
    this.list.className = "menu suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset.suggestions);
    this.list.hidden = true;
    input.after(this.list);
    input.removeAttribute("list"); // the browser's own list is for those without scripts
    input.autocomplete = "off";
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    })) input.setAttribute(name, value);
    input.addEventListener("input", () => this.ask());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // Before the box loses focus to the click, so that the list is still there for it.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(this.options.indexOf(event.target.closest("li"))));
  }

  ask() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.input.value.trim().length < SHORTEST) { this.close(); return; }
    this.timer = setTimeout(() => this.fetch(this.input.value.trim()), PAUSE_MS);
  }

  async fetch(text) {
    this.asking = new AbortController();
    const query = new URLSearchParams([["q", text.slice(0, 200)], ...this.kinds.map((kind) => ["kind", kind])]);
    try {
      const answer = await fetch(`/api/v1/suggest?${query}`, { signal: this.asking.signal });
      if (answer.ok && document.activeElement === this.input) this.show((await answer.json()).suggestions);
    } catch {
      this.close(); // no network, or a newer question: the box stays what it is, a box
    }
  }

  show(suggestions) {
    this.options = suggestions.map((suggestion, number) => this.option(suggestion, number));
    this.list.replaceChildren(...this.options);
    this.move(-1);
    this.open(this.options.length > 0);
    const count = this.options.length;
    this.announce.textContent = count
      ? `${count} ${count === 1 ? "suggestion" : "suggestions"}; arrow keys to choose.`
      : "No suggestions.";
  }

  option(suggestion, number) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${number}`;
    item.setAttribute("role", "option");
    item.dataset.text = suggestion.text;
    const text = document.createElement("span");
    text.textContent = suggestion.text;
    const kind = document.createElement("span");
    kind.className = "n";
    kind.textContent = KINDS[kindOf(suggestion.url)];
    item.append(text, " ", kind);
    if (kindOf(suggestion.url) === "provider") item.dataset.url = suggestion.url;
    return item;
  }

  open(shown) {
    this.list.hidden = !shown;
    this.input.setAttribute("aria-expanded", String(shown));
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.open(false);
    this.move(-1);
  }

  move(to) {
    this.active = to;
    this.options.forEach((item, number) => item.setAttribute("aria-selected", String(number === to)));
    if (to < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", this.options[to].id);
      this.options[to].scrollIntoView({ block: "nearest" });
    }
  }

  choose(number) {
    const item = this.options[number];
    if (!item) return;
    this.input.value = item.dataset.text;
    this.close();
    this.announce.textContent = `${item.dataset.text} chosen.`;
    if (item.dataset.url) window.location.assign(item.dataset.url);
  }

  key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || (event.altKey && event.key !== "ArrowDown")) return;
    const last = this.options.length - 1;
    const shut = this.list.hidden;
    const does = {
      ArrowDown: () => (shut ? this.reopen() : this.move(this.active < last ? this.active + 1 : 0)),
      ArrowUp: () => (shut ? this.reopen() : this.move(this.active > 0 ? this.active - 1 : last)),
      // With an option active, Home and End leave the list for the text, as the pattern allows an editable box.
      Home: () => this.caret(0),
      End: () => this.caret(this.input.value.length),
      Enter: () => this.active >= 0 && this.choose(this.active),
      Escape: () => (shut ? this.clear() : this.close()),
    }[event.key];
    if (!does) return;
    if (event.key === "Enter" && (shut || this.active < 0)) { this.close(); return; } // the form is sent
    event.preventDefault();
    does();
  }

  reopen() {
    if (this.options.length) { this.open(true); this.move(0); } else this.ask();
  }

  caret(place) {
    this.input.setSelectionRange(place, place);
    this.move(-1);
  }

  clear() {
    this.input.value = "";
    this.options = [];
  }
}

function kindOf(address) {
  const url = new URL(address, window.location.href);
  if (url.pathname.startsWith("/provider/")) return "provider";
  if (url.searchParams.has("near")) return "place";
  return url.searchParams.has("condition") ? "condition" : "therapy";
}

for (const input of document.querySelectorAll("input[data-suggest]")) new Combobox(input);

// A menu that was opened closes with Escape, and gives the focus back to what opened it.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.change[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});
