// Text on the page is readable: WCAG 2.2 AA asks for 4.5 to 1, and for 3 to 1 of what one must see to use a control.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { directory, load } from './support/page.js';

const style = readFileSync(join(directory, 'style.css'), 'utf8');
const tokensOf = selector => Object.fromEntries([...style.slice(style.indexOf(`${selector} {`)).split('}')[0].matchAll(/--([a-z-]+): ([^;]+);/g)].map(([, name, value]) => [name, value]));
const normal = tokensOf(':root'), high = { ...normal, ...tokensOf(':root[data-contrast=high]') };

const rgb = colour => [1, 3, 5].map(at => parseInt(colour.length === 4 ? colour[(at + 1) / 2].repeat(2) : colour.slice(at, at + 2), 16));
const luminance = colour => colour.map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4).reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
const over = (top, alpha, below) => top.map((part, at) => part * alpha + below[at] * (1 - alpha));

// Which ink is on which grounds. A panel lets a little of the map through, of which nothing is lighter than white or darker than black.
const GROUNDS = {
  ink: ['panel', 'raised', 'ground'], dim: ['panel', 'ground', 'raised'], accent: ['panel', 'ground'], place: ['panel'], own: ['panel'], chat: ['panel'], whisper: ['panel'], refused: ['panel'], fight: ['panel'], gain: ['panel'],
  'primary-ink': ['primary'], 'pill-ink': ['good', 'waiting', 'bad', 'health', 'wounded', 'dying'],
};

for (const [name, tokens] of [['as it is', normal], ['with high contrast', high]]) {
  test(`${name}, every ink is readable on every ground that it is used on`, () => {
    const alpha = Number.parseFloat(tokens.alpha) / 100;
    for (const [ink, grounds] of Object.entries(GROUNDS)) for (const ground of grounds) for (const below of [[0, 0, 0], [255, 255, 255]]) {
      const seen = ground === 'panel' ? over(rgb(tokens.panel), alpha, below) : rgb(tokens[ground]), ratio = contrast(rgb(tokens[ink]), seen);
      assert.ok(ratio >= 4.5, `${ink} on ${ground} is ${ratio.toFixed(2)} to 1`);
    }
  });

  test(`${name}, what one must see to use a control has 3 to 1`, () => {
    for (const [mark, ground] of [['control', 'ground'], ['control', 'panel'], ['accent', 'ground'], ['accent', 'panel'], ['gain', 'panel']]) {
      const ratio = contrast(rgb(tokens[mark]), rgb(tokens[ground]));
      assert.ok(ratio >= 3, `${mark} beside ${ground} is ${ratio.toFixed(2)} to 1`);
    }
  });
}

test('no text has a colour that is not looked at here', () => {
  const inks = [...style.matchAll(/[^-]color: ([^;}]+)/g)].map(([, value]) => value.trim()).filter(value => !['inherit', 'transparent'].includes(value));
  for (const ink of inks) assert.ok(Object.keys(GROUNDS).some(known => ink === `var(--${known})`), `${ink} is in no list of grounds`);
});

test('every kind of line in the terminal has a colour of its own', () => {
  const talk = readFileSync(join(directory, 'ui/talk.js'), 'utf8'), kinds = talk.slice(talk.indexOf('const KINDS'), talk.indexOf('};'));
  for (const [, kind] of kinds.matchAll(/: '([a-z]+)'/g)) assert.ok(style.includes(`#terminal-log .${kind} {`), kind);
});

test('names on the map are readable in their outlines, and so is what is said in its bubble', async () => {
  const { INKS, OUTLINE, BUBBLE } = await load('draw/inks.js');
  // The outline lets a little of the ground through.
  for (const [of, ink] of Object.entries(INKS)) for (const below of [[0, 0, 0], [255, 255, 255]]) {
    const ratio = contrast(rgb(ink), over(rgb(OUTLINE), parseInt(OUTLINE.slice(7), 16) / 255, below));
    assert.ok(ratio >= 4.5, `the names of ${of} have ${ratio.toFixed(2)} to 1`);
  }
  assert.ok(contrast(rgb(BUBBLE.ink), rgb(BUBBLE.ground)) >= 4.5);
});
