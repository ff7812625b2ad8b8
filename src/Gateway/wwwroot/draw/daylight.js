// The time of day. A day lasts 24 minutes by the server's clock, so that it is the same hour for everybody; each minute is an hour.

const HOUR_MS = 60_000;

/** Hours from 0 up to 24, of the server's time. */
export const hourAt = serverMs => serverMs / HOUR_MS % 24;

/** The hour that the page's address asks for, `?hour=22`, else the hour of the server's time. */
export function hourOf(wished, serverMs) {
  const hour = Number.parseFloat(wished);
  return hour >= 0 && hour < 24 ? hour : hourAt(serverMs);
}

// The sky's light at some hours, as factors for red, green and blue; between these hours it changes evenly.
const SKY = [
  [0, [0.4, 0.46, 0.72]], [4.5, [0.42, 0.47, 0.7]], [6, [0.86, 0.7, 0.66]], [7.5, [1, 0.95, 0.86]], [9, [1, 1, 1]], [16.5, [1, 1, 1]], [18.5, [1, 0.87, 0.73]], [20, [0.74, 0.63, 0.71]], [21.5, [0.44, 0.48, 0.72]], [24, [0.4, 0.46, 0.72]],
];

export function skyAt(hour) {
  const next = SKY.findIndex(([at]) => at > hour), [from, before] = SKY[next - 1], [to, after] = SKY[next], share = (hour - from) / (to - from);
  return before.map((light, colour) => light + (after[colour] - light) * share);
}

/** The name of the time of day. */
export const nameOf = hour => hour < 5 || hour >= 21 ? 'night' : hour < 7.5 ? 'dawn' : hour < 17.5 ? 'day' : 'dusk';

export const clockOf = hour => `${String(Math.floor(hour)).padStart(2, '0')}:${String(Math.floor(hour % 1 * 60)).padStart(2, '0')}`;
