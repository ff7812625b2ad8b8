// The components that a world's rules attach to things, shown without knowing what they mean: names and values, one line each.

const MOST_LINES = 12;

/** `[[name, value]]`, of all components of a thing: `aura: { colour: 'green', strength: 3 }` is `aura colour: green`, `aura strength: 3`; a single value gets only the component's own name. */
export function linesOf(components) {
  return Object.entries(components ?? {}).flatMap(([name, value]) => {
    if (value === null || typeof value !== 'object') return [[worded(name), said(value)]];
    const fields = Object.entries(value);
    return fields.length === 1 ? [[worded(name), said(fields[0][1])]] : fields.map(([field, its]) => [`${worded(name)} ${worded(field)}`, said(its)]);
  }).slice(0, MOST_LINES);
}

const worded = name => name.replaceAll(/[-_]/g, ' ').replaceAll(/([a-z])([A-Z])/g, (_, end, begin) => `${end} ${begin.toLowerCase()}`);

function said(value) {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  if (Array.isArray(value)) return value.length ? value.map(said).join(', ') : 'none';
  if (value === null) return 'none';
  if (typeof value === 'object') return Object.entries(value).map(([name, its]) => `${worded(name)} ${said(its)}`).join(', ');
  return String(value);
}
