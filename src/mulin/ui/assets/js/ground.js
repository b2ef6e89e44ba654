// The ground a picker lies on when there are no tiles: outlines and house names, fetched once for a neighbourhood.
import L from "leaflet";

const NAMES_FROM = 16.5;

function houses(map, found, frame) {
  const layer = L.layerGroup(
    found.map(({ lng, lat, name }) => {
      const [x, y] = frame.out([lng, lat]);
      const body = document.createElement("span");
      body.textContent = name;
      return L.circleMarker([y, x], { radius: 4, weight: 1, color: "#4f6f67", fillColor: "#ffffff", fillOpacity: 1, interactive: false }).bindTooltip(body, {
        permanent: true,
        direction: "top",
        offset: [0, -4],
        className: "house-name",
        interactive: false,
      });
    }),
  );
  const fit = () => {
    if (map.getZoom() >= NAMES_FROM) layer.addTo(map);
    else layer.remove();
  };
  map.on("zoomend", fit);
  fit();
}

export function groundUnder(map, plan, frame, outlines) {
  let known = null;
  const look = ([lng, lat]) => {
    if (plan.tiles || plan.shapes || !window.fetch || (known && known.contains([lat, lng]))) return;
    fetch(`${plan.ground}?lng=${lng.toFixed(4)}&lat=${lat.toFixed(4)}`)
      .then((answer) => (answer.ok ? answer.json() : { houses: [] }))
      .then((found) => {
        if (!found.shapes) return;
        const layer = outlines(map, { ...plan, shapes: found.shapes, names: true, quiet: true }, frame);
        const bounds = layer.getBounds();
        known = known ? known.extend(bounds) : bounds;
        houses(map, found.houses, frame);
        if (!plan.at && !plan.picked) map.fitBounds(bounds);
      })
      .catch(() => {}); // without the ground the pin still works
  };
  return look;
}
