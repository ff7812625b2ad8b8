// How a disc moves through a room: the same sums, in the same order, as the server's src/World/Rooms/Terrain.cs.

const TOUCHING = 1e-9;

/** Not Math.hypot, whose last bit depends on the engine: every client, in whatever language, must come to the same place. */
export const lengthOf = (x, y) => Math.sqrt(x * x + y * y);

/** One step: the edges stop the centre, solid things push the disc out, so that it slides along them. */
export function step(room, from, dx, dy) {
  let to = clamp(room, { x: from.x + dx, y: from.y + dy });
  // Pushed out of one thing it may be in its neighbour: a second round settles a corner of two, a third place is not tried.
  for (let round = 0; round < 2; round++) {
    let clear = true;
    for (const thing of room.scenery) {
      const pushed = pushOut(thing, room.playerRadius, to);
      if (pushed === to) continue;
      to = pushed;
      clear = false;
    }
    to = clamp(room, to);
    if (clear) return to;
  }
  return room.scenery.some(thing => pushOut(thing, room.playerRadius - 1e-6, to) !== to) ? from : to;
}

export const clamp = (room, { x, y }) => ({
  x: Math.max(-room.width / 2, Math.min(room.width / 2, x)),
  y: Math.max(-room.height / 2, Math.min(room.height / 2, y)),
});

/** Pushes a disc out of a solid thing that it overlaps; returns `at` itself if it does not overlap. */
export const pushOut = (thing, radius, at) => thing.radius > 0 ? outOfCircle(thing, radius, at) : outOfRectangle(thing, radius, at);

function outOfCircle(thing, radius, at) {
  const dx = at.x - thing.x, dy = at.y - thing.y, squared = dx * dx + dy * dy, reach = thing.radius + radius;
  if (squared >= reach * reach - TOUCHING) return at;
  if (squared === 0) return { x: thing.x + reach, y: thing.y };
  const length = Math.sqrt(squared);
  return { x: thing.x + dx / length * reach, y: thing.y + dy / length * reach };
}

function outOfRectangle(thing, radius, at) {
  const halfWidth = thing.width / 2, halfHeight = thing.height / 2;
  const dx = at.x - thing.x, dy = at.y - thing.y;
  const nearX = Math.max(-halfWidth, Math.min(halfWidth, dx)), nearY = Math.max(-halfHeight, Math.min(halfHeight, dy));
  const awayX = dx - nearX, awayY = dy - nearY, squared = awayX * awayX + awayY * awayY;
  if (squared > 0) {
    if (squared >= radius * radius - TOUCHING) return at;
    const length = Math.sqrt(squared);
    return { x: thing.x + nearX + awayX / length * radius, y: thing.y + nearY + awayY / length * radius };
  }
  // The centre is inside: push it out by the nearest side.
  return halfWidth - Math.abs(dx) < halfHeight - Math.abs(dy)
    ? { x: thing.x + (dx < 0 ? -1 : 1) * (halfWidth + radius), y: at.y }
    : { x: at.x, y: thing.y + (dy < 0 ? -1 : 1) * (halfHeight + radius) };
}
