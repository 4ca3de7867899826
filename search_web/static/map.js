// The map beside the list. It shows the cards that are on the page and nothing else: each card has its point in
// data-lat and data-lon. What is pointed at in one lights up in the other.
/* global L */

const ZOOM_MOST = 16; // closer says nothing more: most places are known by their street or suburb
const MARGIN = 44; // pixels round the outermost points, so that none is cut
const box = document.getElementById("map");
box.replaceChildren(); // what it said to those without scripts
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const map = L.map(box, {
  scrollWheelZoom: false, // the wheel belongs to the page
  zoomAnimation: !still,
  fadeAnimation: !still,
  markerZoomAnimation: !still,
  maxZoom: 19,
});
const markers = new Map(); // card -> marker
const clusters = L.markerClusterGroup({
  showCoverageOnHover: false,
  animate: !still,
  maxClusterRadius: 44,
  iconCreateFunction: clusterIcon,
});

function clusterIcon(cluster) {
  const count = cluster.getChildCount();
  return L.divIcon({ className: "cluster", html: text("span", String(count)), iconSize: [44, 44] });
}

function text(tag, words) {
  const element = document.createElement(tag);
  element.textContent = words;
  return element;
}

function ground() {
  map.attributionControl.setPrefix(false);
  if (box.dataset.tiles) {
    const credit = text("a", box.dataset.credit);
    credit.href = box.dataset.creditUrl;
    const tiles = L.tileLayer(box.dataset.tiles, { maxZoom: 19, attribution: credit.outerHTML });
    tiles.once("tileerror", () => {
      document.querySelector("[data-map-note]").textContent =
        "The map’s pictures could not be loaded; the points stand where they should.";
    });
    tiles.addTo(map);
  } else box.classList.add("plain-ground");
  const { lat, lon, radiusKm, place } = box.dataset;
  if (!lat) return;
  L.circle([lat, lon], { radius: radiusKm * 1000, className: "reach", interactive: false }).addTo(map);
  L.marker([lat, lon], {
    icon: L.divIcon({ className: "here", html: text("span", place.replace(/^near /, "")), iconSize: null }),
    interactive: false,
    keyboard: false,
    zIndexOffset: -1000,
  }).addTo(map);
}

function pins() {
  for (const card of document.querySelectorAll(".card[data-lat]")) {
    const { lat, lon, number } = card.dataset;
    const marker = L.marker([lat, lon], {
      icon: L.divIcon({ className: "pin", html: text("span", number), iconSize: [36, 36] }),
      riseOnHover: true,
    });
    marker.card = card;
    marker.on("add", () => label(marker.getElement(), `${number}. ${card.querySelector("h2 a").textContent}`));
    marker.on("click", () => follow(card));
    markers.set(card, marker);
  }
}

function show() {
  clusters.addLayers([...markers.values()]);
  clusters.on("layeradd animationend spiderfied", nameClusters);
  map.addLayer(clusters);
  nameClusters();
}

function label(element, words) {
  element.setAttribute("aria-label", words);
}

function nameClusters() {
  for (const element of box.querySelectorAll(".cluster"))
    label(element, `${element.textContent} providers here: show them apart`);
}

function follow(card) {
  card.querySelector("h2 a").focus({ preventScroll: true });
  card.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
}

// A card's marker, or the cluster it is in at this zoom.
function shown(card) {
  const marker = markers.get(card);
  return marker && clusters.getVisibleParent(marker);
}

function light(card, on) {
  card.classList.toggle("lit", on);
  for (const lit of box.querySelectorAll(".lit")) lit.classList.remove("lit");
  const marker = on && shown(card);
  marker?.getElement?.()?.classList.add("lit");
}

function cardOf(element) {
  for (const [card, marker] of markers) if (marker.getElement() === element) return card;
  return null;
}

function listen() {
  for (const card of markers.keys()) {
    card.addEventListener("pointerenter", () => light(card, true));
    card.addEventListener("pointerleave", () => light(card, false));
    card.addEventListener("focusin", () => {
      light(card, true);
      const marker = shown(card);
      if (marker) map.panInside(marker.getLatLng(), { padding: [40, 40], animate: !still });
    });
    card.addEventListener("focusout", () => light(card, false));
  }
  const pointed = (on) => (event) => {
    const pin = event.target.closest?.(".pin");
    const card = pin && cardOf(pin);
    if (!card) return;
    light(card, on);
    // Only what is focused scrolls the list: the pointer passes over much on its way.
    if (on && event.type === "focusin") card.scrollIntoView({ block: "nearest" });
  };
  box.addEventListener("keydown", (event) => {
    const point = event.target.closest?.(".pin, .cluster");
    if (!point || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    point.click(); // Leaflet hears clicks; of keys it takes only those that move the map
  });
  box.addEventListener("focusin", pointed(true));
  box.addEventListener("focusout", pointed(false));
  box.addEventListener("pointerover", pointed(true));
  box.addEventListener("pointerout", pointed(false));
}

function frame() {
  const bounds = L.latLngBounds([...markers.values()].map((marker) => marker.getLatLng()));
  const { lat, lon } = box.dataset;
  if (lat) bounds.extend([lat, lon]);
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [MARGIN, MARGIN], maxZoom: ZOOM_MOST - 2, animate: false });
  else map.setView([-28, 134], 4); // Australia
}

pins();
frame();
ground();
show();
listen();
