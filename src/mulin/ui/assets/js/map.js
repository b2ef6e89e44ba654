// Maps: outlines and points of our own on a canvas; tiles only where the installation names a server.
import L from "leaflet";
import { groundUnder } from "./ground.js";
import { picker } from "./pick.js";
import { fromGcj, toGcj } from "./shift.js";

const TONES = {
  none: { fill: "#b9cfc8", edge: "#4f6f67" },
  low: { fill: "#cfe6dc", edge: "#4f6f67" },
  some: { fill: "#f6dca0", edge: "#8a6a1e" },
  many: { fill: "#eda27c", edge: "#8a3f1e" },
  most: { fill: "#c95748", edge: "#6d120d" },
};

function frameOf(plan) {
  const shifted = plan.tiles && plan.crs === "gcj02";
  return {
    out: shifted ? toGcj : (point) => point,
    back: shifted ? fromGcj : (point) => point,
  };
}

function outlines(map, plan, frame) {
  if (!plan.shapes) return null;
  const layer = L.geoJSON(plan.shapes, {
    coordsToLatLng: (coords) => {
      const [lng, lat] = frame.out([coords[0], coords[1]]);
      return L.latLng(lat, lng);
    },
    interactive: !plan.quiet,
    style: (feature) => {
      const tone = TONES[feature.properties.tone] || TONES.none;
      return { color: tone.edge, weight: feature.properties.strong ? 3 : 1.5, fillColor: tone.fill, fillOpacity: plan.tiles ? 0.3 : 0.55 };
    },
    onEachFeature: (feature, shape) => {
      const { name, value, url } = feature.properties;
      const told = value === undefined || value === null ? name : `${name} ${value}`;
      if (told && !plan.quiet) shape.bindTooltip(document.createTextNode(told).textContent, { sticky: true, direction: "top" });
      if (url) shape.on("click", () => window.location.assign(url));
    },
  }).addTo(map);
  if (plan.names) nameAreas(map, layer);
  return layer;
}

// What all names begin with is left out, as long as something distinct remains.
function shortened(names) {
  if (names.length < 2) return names;
  let length = 0;
  while (names.every((name) => name.length > length + 1 && name[length] === names[0][length])) length += 1;
  while (length > 0 && /[0-9a-z]/i.test(names[0][length - 1])) length -= 1;
  return names.map((name) => name.slice(length));
}

function nameAreas(map, layer) {
  const shapes = layer.getLayers().filter((shape) => shape.feature.properties.name);
  const names = shortened(shapes.map((shape) => shape.feature.properties.name));
  const labels = shapes.map((shape, at) => {
    const body = document.createElement("span");
    body.textContent = names[at];
    return L.tooltip({ permanent: true, direction: "center", className: "area-name", interactive: false })
      .setLatLng(shape.getBounds().getCenter())
      .setContent(body)
      .addTo(map);
  });
  // A name that is wider than its area would lie over the neighbours: it waits until one looks closer.
  const fit = () =>
    shapes.forEach((shape, at) => {
      const bounds = shape.getBounds();
      const width = Math.abs(map.latLngToLayerPoint(bounds.getNorthEast()).x - map.latLngToLayerPoint(bounds.getSouthWest()).x);
      const element = labels[at].getElement();
      if (element) element.hidden = element.offsetWidth > 0.8 * width;
    });
  const refit = () => {
    labels.forEach((label) => {
      const element = label.getElement();
      if (element) element.hidden = false;
    });
    fit();
  };
  map.on("zoomend viewreset", refit);
  map.whenReady(() => setTimeout(refit, 0));
}

function named(made, point) {
  if (point.url || point.label) {
    const body = document.createElement(point.url ? "a" : "span");
    body.textContent = point.label || point.url;
    if (point.url) body.href = point.url;
    made.bindPopup(body);
  }
  return made;
}

function marker(point, frame) {
  const [lng, lat] = frame.out([point.lng, point.lat]);
  const tone = /^[a-z]+$/.test(point.tone || "") ? ` pin-${point.tone}` : "";
  const icon = L.divIcon({ className: "pin-box", html: `<span class="pin${tone}"></span>`, iconSize: [22, 22], iconAnchor: [11, 24], popupAnchor: [0, -24] });
  const made = L.marker([lat, lng], { icon, title: point.label || "", alt: point.label || "", keyboard: Boolean(point.url) });
  return named(made, point);
}

function dot(point, frame, renderer) {
  const [lng, lat] = frame.out([point.lng, point.lat]);
  const colour = { late: "#a8201a", wait: "#8a5600", done: "#14603a" }[point.tone] || "#0c6b63";
  const made = L.circleMarker([lat, lng], { renderer, radius: 6, color: "#fff", weight: 1.5, fillColor: colour, fillOpacity: 0.95 });
  return named(made, point);
}

function points(map, plan, frame) {
  const found = plan.points || [];
  if (!found.length) return null;
  // Past some dozens, DOM pins are slow; dots are drawn on the canvas.
  const renderer = L.canvas({ padding: 0.3 });
  const layer = L.featureGroup(found.map((point) => (found.length > 80 ? dot(point, frame, renderer) : marker(point, frame))));
  return layer.addTo(map);
}

function look(map, plan, frame, layers) {
  if (plan.at) {
    const [lng, lat] = frame.out(plan.at);
    map.setView([lat, lng], plan.zoom || 16);
    return;
  }
  const bounds = layers.filter(Boolean).map((layer) => layer.getBounds()).filter((one) => one.isValid());
  const all = bounds.reduce((sum, one) => sum.extend(one), L.latLngBounds([]));
  if (all.isValid()) map.fitBounds(all, { padding: [16, 16], maxZoom: 17 });
  else map.setView([35, 105], 4);
}

function draw(box) {
  if (box.dataset.bound) return;
  box.dataset.bound = "1";
  const plan = JSON.parse(document.getElementById(box.dataset.plan).textContent);
  const words = JSON.parse(box.dataset.words);
  box.textContent = "";
  const map = L.map(box, { preferCanvas: true, zoomControl: false, attributionControl: Boolean(plan.tiles), maxZoom: 19, zoomSnap: plan.tiles ? 1 : 0.25 });
  L.control.zoom({ zoomInTitle: words.closer, zoomOutTitle: words.wider }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (plan.tiles) {
    map.attributionControl.setPrefix(false);
    L.tileLayer(plan.tiles, { attribution: plan.tilesName || "", maxZoom: 19 }).addTo(map);
  }
  const frame = frameOf(plan);
  const layers = [outlines(map, plan, frame), points(map, plan, frame)];
  look(map, plan, frame, layers);
  if (!plan.pick) return;
  const underfoot = groundUnder(map, plan, frame, outlines);
  if (plan.at) underfoot(plan.at);
  picker(map, box, plan, words, frame, underfoot);
}

function start(root) {
  root.querySelectorAll("[data-map]").forEach(draw);
}

document.addEventListener("mulin:load", (event) => start(event.detail.root));
start(document);
