// What the world's own rules keep with somebody, in words: "mana 7", or "oath to 12, hours 3" for a record of several properties.

const shown = value => typeof value === 'object' ? JSON.stringify(value) : String(value);

export const wordsOf = components => Object.entries(components).map(([name, its]) => {
  const properties = Object.entries(its);
  return properties.length === 1 ? `${name} ${shown(properties[0][1])}` : `${name} ${properties.map(([key, value]) => `${key} ${shown(value)}`).join(', ')}`;
});
