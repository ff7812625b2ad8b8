// Exits lie on the sides of a room.

/** The way out of an exit: a unit vector, and along which axis its opening lies. */
export function outwardOf(room, exit) {
  if (Math.abs(Math.abs(exit.x) - room.width / 2) < 0.06) return { x: Math.sign(exit.x), y: 0, isSide: true };
  return { x: 0, y: Math.sign(exit.y), isSide: false };
}
