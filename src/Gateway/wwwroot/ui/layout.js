// How much of the map lies behind panels at each side, in pixels: the view keeps the edges of a room clear of them.
const $ = id => document.getElementById(id);

export function insetsOfPanels() {
  const left = $('left').getBoundingClientRect(), right = $('minimap-button').getBoundingClientRect(), bag = $('bag').getBoundingClientRect();
  // Upright phones have their panels above and below, wide screens to the left and the right.
  return innerWidth < innerHeight
    ? { top: Math.max(left.bottom, right.bottom), right: 0, bottom: innerHeight - bag.top, left: 0 }
    : { top: 0, right: innerWidth - right.left, bottom: innerHeight - bag.top, left: left.right };
}

const PANELS = ['status', 'me', 'minimap-button', 'company', 'talk', 'bag', 'actions'];

/** Where on the map panels are, `[{ left, top, right, bottom }]`: names are put beside them. */
export const panelRectangles = () => PANELS.map(id => $(id).getBoundingClientRect());
