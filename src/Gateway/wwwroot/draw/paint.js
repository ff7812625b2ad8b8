// Strokes that the drawings share. Lengths are units of the world.

/** A number from 0 up to 1, the same for the same place everywhere, so that scattered things stay where they are. */
export function noise(x, y, salt = 0) {
  let hash = Math.imul(x | 0, 374761393) ^ Math.imul(y | 0, 668265263) ^ Math.imul(salt + 1, 2246822519);
  hash = Math.imul(hash ^ hash >>> 13, 1274126177);
  return ((hash ^ hash >>> 16) >>> 0) / 4294967296;
}

export function disc(draw, x, y, radius, fill) {
  draw.fillStyle = fill;
  draw.beginPath();
  draw.arc(x, y, radius, 0, Math.PI * 2);
  draw.fill();
}

export function oval(draw, x, y, radiusX, radiusY, fill, angle = 0) {
  draw.fillStyle = fill;
  draw.beginPath();
  draw.ellipse(x, y, radiusX, radiusY, angle, 0, Math.PI * 2);
  draw.fill();
}

export function box(draw, x, y, width, height, fill, round = 0) {
  draw.fillStyle = fill;
  if (round <= 0) draw.fillRect(x, y, width, height);
  else {
    draw.beginPath();
    draw.roundRect(x, y, Math.max(0, width), Math.max(0, height), round);
    draw.fill();
  }
}

export function line(draw, points, stroke, width) {
  draw.strokeStyle = stroke;
  draw.lineWidth = width;
  draw.beginPath();
  points.forEach(([x, y], index) => index ? draw.lineTo(x, y) : draw.moveTo(x, y));
  draw.stroke();
}

export function polygon(draw, points, fill) {
  draw.fillStyle = fill;
  draw.beginPath();
  points.forEach(([x, y], index) => index ? draw.lineTo(x, y) : draw.moveTo(x, y));
  draw.closePath();
  draw.fill();
}

/** A natural shape: a disc whose edge is not quite round. */
export function lump(draw, x, y, radius, fill, salt, corners = 9, roughness = 0.22) {
  polygon(draw, Array.from({ length: corners }, (_, index) => {
    const angle = index / corners * Math.PI * 2, reach = radius * (1 - roughness / 2 + roughness * (noise(index, salt, 7) - 0.5));
    return [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach];
  }), fill);
}

/** A crown of leaves: lumps around a middle, lit from the north-west. */
export function crown(draw, x, y, radius, dark, mid, light, salt) {
  disc(draw, x, y, radius, dark);
  for (let index = 0; index < 8; index++) {
    const angle = index / 8 * Math.PI * 2 + noise(index, salt) * 0.5;
    disc(draw, x + Math.cos(angle) * radius * 0.72, y + Math.sin(angle) * radius * 0.72, radius * (0.34 + noise(salt, index) * 0.12), dark);
  }
  for (let index = 0; index < 7; index++) {
    const angle = index / 7 * Math.PI * 2 + noise(salt, index, 3);
    disc(draw, x - radius * 0.08 + Math.cos(angle) * radius * 0.5, y - radius * 0.1 + Math.sin(angle) * radius * 0.5, radius * 0.36, mid);
  }
  for (let index = 0; index < 5; index++) {
    const angle = Math.PI * (0.9 + index * 0.16);
    disc(draw, x - radius * 0.12 + Math.cos(angle) * radius * 0.42, y - radius * 0.14 + Math.sin(angle) * radius * 0.42, radius * (0.2 + noise(index, salt, 5) * 0.08), light);
  }
}
