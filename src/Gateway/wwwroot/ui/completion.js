// What a half-typed line may become: the verbs that the server's help names, and what fits after them.

/** Verbs of the server's help, a line each: `take ITEM: Pick up an item.` @returns `[{ verb, wants, help }]` */
export function verbsOf(help) {
  return help.split('\n').flatMap(line => {
    const found = /^([a-z][a-z0-9_-]*)((?: \[?[A-Z]+\]?)*): (.*)$/.exec(line);
    return found ? [{ verb: found[1], wants: found[2].trim().replaceAll(/[[\]]/g, '').split(' ').filter(Boolean), help: found[3] }] : [];
  });
}

/**
 * @param names what there is, by the words of the help: `{ ITEM: [...], PLAYER: [...], CREATURE: [...], DIRECTION: [...], RESOURCE: [...], CARRIED: [...] }`
 * @returns `[{ line, hint }]`: whole lines, the likeliest first
 */
export function completionsOf(line, verbs, names, most = 6) {
  const begun = line.trimStart();
  if (!begun) return [];
  const space = begun.indexOf(' ');
  const found = space === -1 ? ofVerbs(begun, verbs, names) : ofNames(begun.slice(0, space), begun.slice(space + 1).trimStart(), verbs, names);
  return found.filter(({ line: its }) => its.trimEnd() !== begun.trimEnd()).slice(0, most);
}

function ofVerbs(begun, verbs, names) {
  const small = begun.toLowerCase();
  const directions = (names.DIRECTION ?? []).filter(direction => direction.startsWith(small)).map(direction => ({ line: direction, hint: 'a way out' }));
  return [...directions, ...verbs.filter(({ verb }) => verb.startsWith(small)).map(({ verb, wants, help }) => ({ line: wants.length ? `${verb} ` : verb, hint: help }))];
}

const GIVES_AWAY = new Set(['drop', 'use', 'offer', 'sell', 'give', 'eat', 'drink']);

function ofNames(verb, rest, verbs, names) {
  const wants = verbs.find(one => one.verb === verb.toLowerCase())?.wants[0];
  const kinds = { WHOM: ['CREATURE', 'PLAYER'], THING: ['ITEM', 'CARRIED', 'CREATURE', 'PLAYER', 'SCENERY'], ITEM: GIVES_AWAY.has(verb.toLowerCase()) ? ['CARRIED'] : ['ITEM'], VERB: ['VERB'] }[wants] ?? (wants ? [wants] : []);
  const all = kinds.flatMap(kind => kind === 'VERB' ? verbs.map(one => one.verb) : names[kind] ?? []), small = rest.toLowerCase();
  // Any word of a name matches.
  const fits = [...new Set(all)].filter(name => name.toLowerCase().startsWith(small) || name.toLowerCase().split(' ').some(word => word.startsWith(small)));
  const goesOn = (verbs.find(one => one.verb === verb.toLowerCase())?.wants.length ?? 0) > 1;
  return fits.map(name => ({ line: `${verb} ${name}${goesOn ? ' ' : ''}`, hint: '' }));
}
