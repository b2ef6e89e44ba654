// A bar of places that is wider than the screen shows the place one is at; the page itself stays where it is.
export function start() {
  document.querySelectorAll(".sidenav").forEach((bar) => {
    const here = bar.querySelector("[aria-current]");
    if (!here || bar.scrollWidth <= bar.clientWidth) return;
    const [place, frame] = [here.getBoundingClientRect(), bar.getBoundingClientRect()];
    bar.scrollLeft += place.left - frame.left - (frame.width - place.width) / 2;
  });
}
