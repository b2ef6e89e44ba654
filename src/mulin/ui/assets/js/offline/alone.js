// One at a time in all tabs and the worker; where the browser has no locks, at least within one of them.
const last = new Map();

export function alone(name, job) {
  if (navigator.locks) return navigator.locks.request(name, job);
  const next = (last.get(name) || Promise.resolve()).then(job, job);
  last.set(name, next);
  return next;
}

// Not where somebody is at it already.
export function ifFree(name, job) {
  return navigator.locks ? navigator.locks.request(name, { ifAvailable: true }, (mine) => (mine ? job() : null)) : alone(name, job);
}
