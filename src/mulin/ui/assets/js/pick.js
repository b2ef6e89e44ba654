// Choosing a point: by a tap, by the phone's position, or by keyboard (arrows move the map, Enter takes its middle).
import L from "leaflet";

const PLACES = 6;

function cross(box) {
  const holder = document.createElement("div");
  holder.className = "map-cross";
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(ns, "path");
  path.setAttribute("d", "M12 2v8M12 14v8M2 12h8M14 12h8");
  path.setAttribute("stroke", "currentColor");
  path.setAttribute("stroke-width", "2.5");
  svg.append(path);
  holder.append(svg);
  box.append(holder);
}

export function picker(map, box, plan, words, frame, underfoot) {
  const lngField = document.getElementById(plan.pick.lng);
  const latField = document.getElementById(plan.pick.lat);
  const said = document.getElementById(`${box.id}-said`);
  const icon = L.divIcon({ className: "pin-box", html: '<span class="pin pin-picked"></span>', iconSize: [26, 26], iconAnchor: [13, 28] });
  let pin = null;

  const place = (latlng) => {
    if (pin) pin.setLatLng(latlng);
    else pin = L.marker(latlng, { icon, draggable: true, alt: words.chosen }).addTo(map).on("dragend", () => take(pin.getLatLng()));
  };
  const take = (latlng, note) => {
    const [lng, lat] = frame.back([latlng.lng, latlng.lat]);
    place(latlng);
    underfoot([lng, lat]);
    lngField.value = lng.toFixed(PLACES);
    latField.value = lat.toFixed(PLACES);
    if (said) said.textContent = note || words.chosen;
    lngField.dispatchEvent(new Event("change", { bubbles: true }));
  };

  cross(box);
  box.setAttribute("aria-label", words.pickLabel);
  map.on("click", (event) => take(event.latlng));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== box) return;
    event.preventDefault();
    take(map.getCenter());
  });
  if (lngField.value && latField.value) {
    const [lng, lat] = frame.out([Number(lngField.value), Number(latField.value)]);
    place(L.latLng(lat, lng));
    map.setView([lat, lng], 17);
    underfoot([Number(lngField.value), Number(latField.value)]);
  }

  const button = document.getElementById(`${box.id}-gps`);
  if (!button) return;
  if (!navigator.geolocation) {
    button.hidden = true;
    return;
  }
  button.hidden = false;
  button.addEventListener("click", () => {
    if (said) said.textContent = words.seeking;
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        button.removeAttribute("aria-busy");
        const [lng, lat] = frame.out([coords.longitude, coords.latitude]);
        map.setView([lat, lng], 17);
        take(L.latLng(lat, lng), words.found.replace("{m}", String(Math.round(coords.accuracy))));
        const accuracy = document.getElementById(plan.pick.accuracy || "");
        if (accuracy) accuracy.value = String(Math.round(coords.accuracy));
      },
      () => {
        button.removeAttribute("aria-busy");
        if (said) said.textContent = words.notFound;
      },
      { enableHighAccuracy: true, timeout: 12000, maximumAge: 30000 },
    );
  });
}
