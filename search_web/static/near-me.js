// "Near me": asks the browser for the location when it is pressed, and only then. Two decimals (about a
// kilometre) go into the Where box and with it into the address of the search; nothing else is told to anybody.

const DECIMALS = 2;
const REASONS = {
  1: "The browser was not allowed to say where you are. Type a suburb or postcode.",
  2: "The browser does not know where you are. Type a suburb or postcode.",
  3: "Finding out where you are took too long. Type a suburb or postcode.",
};

function say(form, text) {
  const status = form.querySelector("[data-announce]");
  status.textContent = text;
  status.classList.toggle("sr", !text);
}

function ask(button) {
  const form = button.form;
  const near = form.elements.near;
  say(form, "Asking the browser where you are…");
  button.disabled = true;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      near.value = `${coords.latitude.toFixed(DECIMALS)},${coords.longitude.toFixed(DECIMALS)}`;
      form.requestSubmit();
    },
    (problem) => {
      button.disabled = false;
      say(form, REASONS[problem.code] ?? REASONS[2]);
      near.focus();
    },
    { enableHighAccuracy: false, timeout: 10_000, maximumAge: 600_000 },
  );
}

if (window.isSecureContext && "geolocation" in navigator) {
  for (const button of document.querySelectorAll("[data-near-me]")) {
    button.hidden = false;
    button.addEventListener("click", () => ask(button));
  }
}
