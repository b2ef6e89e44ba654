// WGS-84 to and from GCJ-02: needed only when the tiles of a domestic map lie below.
const A = 6378245.0;
const EE = 0.00669342162296594323;

function outside(lng, lat) {
  return lng < 72.004 || lng > 137.8347 || lat < 0.8293 || lat > 55.8271;
}

const { PI, sin, sqrt, abs } = Math;

function ripple(x) {
  return ((20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2) / 3;
}

function latShift(x, y) {
  const plane = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x));
  const near = ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3;
  const far = ((160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * 2) / 3;
  return plane + ripple(x) + near + far;
}

function lngShift(x, y) {
  const plane = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x));
  const near = ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3;
  const far = ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3;
  return plane + ripple(x) + near + far;
}

export function toGcj([lng, lat]) {
  if (outside(lng, lat)) return [lng, lat];
  const rad = (lat / 180) * PI;
  const magic = 1 - EE * sin(rad) ** 2;
  const dLat = (latShift(lng - 105, lat - 35) * 180) / (((A * (1 - EE)) / (magic * sqrt(magic))) * PI);
  const dLng = (lngShift(lng - 105, lat - 35) * 180) / ((A / sqrt(magic)) * Math.cos(rad) * PI);
  return [lng + dLng, lat + dLat];
}

export function fromGcj(point) {
  let guess = point;
  for (let round = 0; round < 8; round += 1) {
    const there = toGcj(guess);
    guess = [guess[0] - (there[0] - point[0]), guess[1] - (there[1] - point[1])];
  }
  return guess;
}
