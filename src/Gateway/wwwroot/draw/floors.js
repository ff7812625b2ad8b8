// Floors, painted once into the parts of the ground: each fills a square of the world, and what crosses its edge is painted into its neighbour as well.
import { box, disc, line, lump, noise, oval } from './paint.js';

/** Calls paint for each cell of a grid that touches the square, and one beyond. */
function cells(x0, y0, size, cell, paint) {
  const reach = Math.ceil(size / cell) + 1, left = Math.floor(x0 / cell), top = Math.floor(y0 / cell);
  for (let row = top - 1; row < top + reach; row++) for (let column = left - 1; column < left + reach; column++) paint(column * cell, row * cell, column, row);
}

const pick = (colours, share) => colours[Math.floor(share * colours.length)];

function blotches(draw, x0, y0, size, colours, alpha, cell = 3) {
  draw.globalAlpha = alpha;
  cells(x0, y0, size, cell, (x, y, column, row) => {
    lump(draw, x + noise(column, row, 1) * cell, y + noise(column, row, 2) * cell, cell * (0.35 + noise(column, row, 3) * 0.4), pick(colours, noise(column, row, 4)), column * 31 + row, 10, 0.5);
  });
  draw.globalAlpha = 1;
}

function blades(draw, x0, y0, size, colour, cell = 0.8) {
  draw.lineCap = 'round';
  cells(x0, y0, size, cell, (x, y, column, row) => {
    if (noise(column, row, 11) < 0.55) return;
    const at = x + noise(column, row, 12) * cell, bottom = y + noise(column, row, 13) * cell, lean = noise(column, row, 14) * 0.24 - 0.12;
    line(draw, [[at - 0.08, bottom], [at - 0.08 + lean, bottom - 0.24]], colour, 0.06);
    line(draw, [[at + 0.06, bottom], [at + 0.06 + lean, bottom - 0.3]], colour, 0.06);
  });
}

const FLOORS = {
  cobbles(draw, x0, y0, size, colours) {
    cells(x0, y0, size, 0.8, (x, y, column, row) => {
      box(draw, x + (row % 2) * 0.4 + 0.04, y + 0.04, 0.72, 0.72, pick(colours, noise(column, row)), 0.2);
      if (noise(column, row, 5) > 0.8) box(draw, x + (row % 2) * 0.4 + 0.14, y + 0.12, 0.4, 0.14, '#ffffff14', 0.07);
    });
    cells(x0, y0, size, 5, (x, y, column, row) => {
      if (noise(column, row, 9) > 0.6) oval(draw, x + noise(column, row, 6) * 5, y + noise(column, row, 7) * 5, 1.6, 1.1, '#2a2c1f18', noise(column, row, 8) * 3);
    });
  },
  planks(draw, x0, y0, size, colours) {
    cells(x0, y0, size, 1, (x, y, column, row) => {
      if (((column + row * 2) % 5 + 5) % 5) return;
      box(draw, x, y + 0.03, 5, 0.94, pick(colours, noise(column, row)));
      line(draw, [[x + 0.4, y + 0.35], [x + 3.8, y + 0.3 + noise(column, row, 2) * 0.2]], '#0000000f', 0.06);
      line(draw, [[x, y + 0.04], [x + 5, y + 0.04]], '#ffffff12', 0.05);
      line(draw, [[x, y], [x, y + 1]], '#00000038', 0.06);
      disc(draw, x + 0.22, y + 0.25, 0.05, '#0005');
      disc(draw, x + 0.22, y + 0.75, 0.05, '#0005');
    });
    cells(x0, y0, size, 1, (x, y) => line(draw, [[x, y], [x + 1, y]], '#00000038', 0.05));
  },
  flags(draw, x0, y0, size, colours) {
    cells(x0, y0, size, 2, (x, y, column, row) => {
      box(draw, x + (row % 2) + 0.05, y + 0.05, 1.9, 1.9, pick(colours, noise(column, row)), 0.12);
      if (noise(column, row, 3) > 0.7) line(draw, [[x + 0.6, y + 0.3], [x + 0.9, y + 0.9], [x + 0.7, y + 1.5]], '#0000001f', 0.05);
      line(draw, [[x + (row % 2) + 0.15, y + 0.12], [x + (row % 2) + 1.8, y + 0.12]], '#ffffff14', 0.06);
    });
  },
  tiles(draw, x0, y0, size, colours) {
    cells(x0, y0, size, 1.5, (x, y, column, row) => {
      box(draw, x + 0.02, y + 0.02, 1.46, 1.46, (column + row) % 2 ? colours[1] : pick([colours[0], colours[2]], noise(column, row)));
      line(draw, [[x + 0.06, y + 0.08], [x + 1.4, y + 0.08]], '#ffffff1c', 0.05);
    });
  },
  earth(draw, x0, y0, size, colours) {
    blotches(draw, x0, y0, size, colours, 0.5);
    cells(x0, y0, size, 1.6, (x, y, column, row) => {
      const at = x + noise(column, row, 2) * 1.6, down = y + noise(column, row, 3) * 1.6;
      if (noise(column, row) > 0.6) line(draw, [[at, down], [at + 0.4, down + noise(column, row, 4) * 0.4 - 0.2]], '#d9c07e66', 0.06);
      else if (noise(column, row) < 0.2) disc(draw, at, down, 0.08, '#00000024');
    });
  },
  grass(draw, x0, y0, size, colours) {
    blotches(draw, x0, y0, size, colours, 0.45);
    blades(draw, x0, y0, size, `${colours[1]}cc`);
    cells(x0, y0, size, 4, (x, y, column, row) => {
      if (noise(column, row, 21) < 0.6) return;
      const at = x + noise(column, row, 22) * 4, down = y + noise(column, row, 23) * 4, petal = pick(['#f4efe0', '#f2d15f', '#c9a7e0'], noise(column, row, 24));
      for (let angle = 0; angle < 5; angle++) disc(draw, at + Math.cos(angle * 1.257) * 0.09, down + Math.sin(angle * 1.257) * 0.09, 0.065, petal);
      disc(draw, at, down, 0.06, '#d9a441');
    });
  },
  leaves(draw, x0, y0, size, colours) {
    blotches(draw, x0, y0, size, colours, 0.5);
    cells(x0, y0, size, 0.9, (x, y, column, row) => {
      if (noise(column, row, 3) > 0.45) oval(draw, x + noise(column, row, 1) * 0.9, y + noise(column, row, 2) * 0.9, 0.14, 0.07, pick(['#8a6a3466', '#a3803f66', '#6f7a3a88', '#7a4f2a66'], noise(column, row, 4)), noise(column, row, 5) * 3);
    });
    blades(draw, x0, y0, size, '#7f944a88', 1.8);
  },
  marsh(draw, x0, y0, size, colours) {
    blotches(draw, x0, y0, size, colours.slice(0, 2), 0.5);
    cells(x0, y0, size, 6, (x, y, column, row) => {
      if (noise(column, row) < 0.5) return;
      const at = x + noise(column, row, 1) * 6, down = y + noise(column, row, 2) * 6;
      lump(draw, at, down, 1.5, '#3b5d6288', column + row, 11, 0.5);
      oval(draw, at - 0.2, down - 0.3, 0.7, 0.25, '#9cc0c433');
    });
    blades(draw, x0, y0, size, '#8a9a56bb', 0.9);
  },
  stony(draw, x0, y0, size, colours) {
    blotches(draw, x0, y0, size, colours, 0.4);
    blades(draw, x0, y0, size, '#62684a99', 1.4);
    cells(x0, y0, size, 1.8, (x, y, column, row) => {
      if (noise(column, row) < 0.55) return;
      const at = x + noise(column, row, 1) * 1.8, down = y + noise(column, row, 2) * 1.8, radius = 0.1 + noise(column, row, 3) * 0.16;
      oval(draw, at + 0.03, down + 0.05, radius, radius * 0.8, '#0003');
      oval(draw, at, down, radius, radius * 0.8, colours[2]);
    });
  },
  sand(draw, x0, y0, size, colours) {
    blotches(draw, x0, y0, size, colours, 0.4, 4);
    cells(x0, y0, size, 2.4, (x, y, column, row) => {
      const at = x + noise(column, row, 1) * 2, down = y + noise(column, row, 2) * 2;
      draw.strokeStyle = '#00000012';
      draw.lineWidth = 0.07;
      draw.beginPath();
      draw.arc(at, down, 0.9, 3.6, 5.6);
      draw.stroke();
      if (noise(column, row, 3) > 0.75) disc(draw, at + 0.5, down + 0.7, 0.07, '#7a6a4a55');
    });
  },
  snow(draw, x0, y0, size, colours) {
    blotches(draw, x0, y0, size, colours, 0.5, 4);
    cells(x0, y0, size, 2, (x, y, column, row) => { if (noise(column, row) > 0.6) disc(draw, x + noise(column, row, 1) * 2, y + noise(column, row, 2) * 2, 0.06, '#fff'); });
  },
  rock(draw, x0, y0, size, colours) {
    blotches(draw, x0, y0, size, colours, 0.6, 2.4);
    cells(x0, y0, size, 2.2, (x, y, column, row) => {
      const at = x + noise(column, row, 1) * 2, down = y + noise(column, row, 2) * 2;
      if (noise(column, row) > 0.6) line(draw, [[at, down], [at + 0.5, down + 0.3], [at + 0.7, down + 0.9]], '#0000002e', 0.07);
      else if (noise(column, row) < 0.3) lump(draw, at, down, 0.18, colours[2], column, 6, 0.5);
    });
  },
};

/** Fills a square of the world with the floor of a theme. */
export function paintFloor(draw, theme, x0, y0, size) {
  box(draw, x0, y0, size, size, theme.floor === 'cobbles' || theme.floor === 'flags' || theme.floor === 'tiles' ? darker(theme.colours[1]) : theme.colours[0]);
  FLOORS[theme.floor](draw, x0, y0, size, theme.colours);
}

const darker = colour => `#${[1, 3, 5].map(at => Math.round(parseInt(colour.slice(at, at + 2), 16) * 0.78).toString(16).padStart(2, '0')).join('')}`;
