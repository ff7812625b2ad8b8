// The symbols of buttons, as lines on a square of 24.
import { svgElement } from '../draw/icons.js';

const MARKS = {
  chat: ['M4 5h16v11H10l-5 4v-4H4z', 'M8 9h8M8 12h5'],
  near: ['M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14z', 'M12 2v4M12 18v4M2 12h4M18 12h4'],
  sound: ['M4 9h4l5-4v14l-5-4H4z', ['when-on', 'M16 9c1.5 2 1.5 4 0 6M19 6c3 4 3 8 0 12']],
  settings: ['M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z', 'M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2'],
  help: ['M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4', 'M12 18v.1'],
};

export function markElement(name) {
  const mark = svgElement('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  mark.append(...MARKS[name].map(part => svgElement('path', typeof part === 'string' ? { d: part } : { class: part[0], d: part[1] })));
  return mark;
}
