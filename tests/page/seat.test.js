// Which tab plays, and what becomes of the connection of the others.
import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './support/page.js';

const gameThat = (state, ending = null) => ({ state, ending, isLetGo: false, close() { this.isLetGo = true; } });

test('a tab that has lost its player gives up a connection that is still to be made', async () => {
  const { letGo } = await load('who/seat.js');
  for (const state of ['connecting', 'reconnecting', 'closed']) {
    const game = gameThat(state);
    letGo(game, { isHeld: false });
    assert.ok(game.isLetGo, state);
  }
});

test('a connection that plays is left to the server, and one that the server has ended keeps its reason', async () => {
  const { letGo } = await load('who/seat.js');
  for (const game of [gameThat('open'), gameThat('closed', { code: 'session_replaced', reason: 'You are connected from somewhere else now.' })]) {
    letGo(game, { isHeld: false });
    assert.ok(!game.isLetGo, game.state);
  }
});

test('a tab that has its player goes on', async () => {
  const { letGo } = await load('who/seat.js');
  const game = gameThat('reconnecting');
  letGo(game, { isHeld: true });
  assert.ok(!game.isLetGo);
});
