// The game on the page: connects the client to the scene, the scene to the renderer, and the player's hands to the client. Each frame is scene.update(), then one picture drawn.
import { clockOf, hourOf } from './draw/daylight.js';
import { Renderer } from './draw/renderer.js';
import { iconElement } from './draw/icons.js';
import { Minimap } from './draw/minimap.js';
import { themeNameOf } from './draw/themes.js';
import { Errand } from './model/errand.js';
import { Scene } from './model/scene.js';
import { Zone } from './model/zone.js';
import { Controls } from './ui/controls.js';
import { Debug } from './ui/debug.js';
import { Hint } from './ui/hint.js';
import { Hud } from './ui/hud.js';
import { Inventory } from './ui/inventory.js';
import { insetsOfPanels, panelRectangles } from './ui/layout.js';
import { markElement } from './ui/marks.js';
import { Menu } from './ui/menu.js';
import { Pointing } from './ui/pointing.js';
import { openSettings, TEXT_SIZES, VOLUMES } from './ui/settings.js';
import { Sound, soundOf } from './ui/sound.js';
import { Talk } from './ui/talk.js';
import { ofBrowser } from './who/memory.js';

const HUD_MS = 200, MINIMAP_MS = 100;
/** Events after which the player may carry something else, as after events of a world's own rules, which have a dot in their names. */
const CARRIED = ['gathered', 'taken', 'dropped', 'used'];
const $ = id => document.getElementById(id);

/** @param parts `{ query, server, settings, connection, traffic, quality }` */
export function play(game, { query, server, settings, connection, traffic, quality }) {
  const scene = new Scene(game), errand = new Errand(game), zone = new Zone(ofBrowser, server.origin);
  const renderer = new Renderer($('map')), minimap = new Minimap($('minimap')), hud = new Hud(), hint = new Hint($('controls-hint')), sound = new Sound();
  const talk = new Talk(game, () => scene.picture, () => inventory.items), debug = new Debug($('debug'), game, traffic, quality);
  const pointing = new Pointing({ map: $('map'), menu: new Menu($('menu')) }, renderer.camera, scene, errand, talk);
  const inventory = new Inventory($('inventory'), game, (item, slot) => pointing.openCarried(item, slot), item => talk.submit(`drop ${item.id}`, `drop ${item.name}`));
  const hour = () => hourOf(query.get('hour'), game.serverNow());
  let rooms = [];

  const controls = new Controls({ map: $('map'), stick: $('stick'), knob: $('knob'), strike: $('strike'), fire: $('fire'), input: $('terminal-input') }, game, {
    byHand: () => { errand.stop(); sound.wake(); },
    choose: (px, py) => { sound.wake(); pointing.choose(px, py); },
    hover: (px, py) => pointing.hover(px, py),
    walkTo: (px, py) => pointing.walkTo(px, py),
    angleTo: (px, py) => pointing.angleTo(px, py),
    key,
  });

  /** Keys that are not for walking and fighting. Returns whether it was one. */
  function key({ code, key: name }) {
    if (name === 'F3') debug.toggle();
    else if (code === 'KeyE') pointing.openNear();
    else if (code === 'KeyZ') toggleMap();
    else if (code === 'KeyM') settings.set('sound', settings.values.sound === 'off' ? 'on' : 'off');
    else if (code === 'KeyO') showSettings();
    else if (code === 'KeyH') hint.toggle();
    else if (name === 'Enter') openTalk(true);
    else if (name === 'Escape') { openTalk(false); if (minimap.isLarge) toggleMap(); errand.stop(); }
    else if (/^[1-9]$/.test(name) && inventory.items[name - 1]) use(inventory.items[name - 1]);
    else return false;
    return true;
  }

  function use(item) { talk.submit(`use ${item.id}`, `use ${item.name}`); }

  function toggleMap() {
    minimap.isLarge = !minimap.isLarge;
    $('minimap-button').classList.toggle('large', minimap.isLarge);
    $('minimap-button').setAttribute('aria-expanded', String(minimap.isLarge));
  }

  /** On a phone the chat covers the room, so it is opened and closed. */
  function openTalk(isOpen) {
    $('talk').classList.toggle('open', isOpen);
    $('chat-button').setAttribute('aria-expanded', String(isOpen));
    talk.toEnd();
  }

  function showSettings() { openSettings(settings, game.player?.name ?? '', name => talk.submit(`name ${name}`)); }

  settings.watch(({ sound: volume, text, motion }) => {
    sound.volume = VOLUMES[volume];
    renderer.textSize = TEXT_SIZES[text];
    renderer.isCalm = scene.effects.isCalm = motion === 'calm';
    $('sound-button').setAttribute('aria-pressed', String(volume !== 'off'));
    measure();
  });

  function measure() { renderer.insets = insetsOfPanels(); }

  scene.onChange = change => {
    const { picture } = scene, name = soundOf(change, picture), me = picture?.me;
    if (name) sound.play(name, me && change.x !== undefined ? Math.hypot(change.x - me.x, change.y - me.y) : 0);
    if (change.kind === 'hurt' && change.of === 'players' && change.id === game.player?.id) renderer.shake();
  };

  game.on('state', state => connection.show(state));
  game.on('welcome', () => { inventory.refresh(); hint.begin(); });
  game.on('room', room => {
    zone.visit(room);
    rooms = zone.around(room.id);
    document.title = `${room.title} - Actors`;
    measure();
  });
  game.on('event', ({ event, player }) => { if (player === game.player?.id && CARRIED.includes(event) || event.includes('.')) inventory.refresh(); });
  talk.onDone = () => inventory.refresh();
  talk.onRefused = () => sound.play('refused');

  for (const name of ['chat', 'near', 'sound', 'settings', 'help']) $(`${name}-button`).append(markElement(name));
  $('strike').append(iconElement('sword'));
  $('fire').append(iconElement('bow'));
  $('chat-button').addEventListener('click', () => { openTalk(!$('talk').classList.contains('open')); if ($('talk').classList.contains('open')) $('terminal-input').focus(); });
  $('near-button').addEventListener('click', () => pointing.openNear());
  $('sound-button').addEventListener('click', () => { key({ code: 'KeyM' }); sound.wake(); });
  $('settings-button').addEventListener('click', showSettings);
  $('help-button').addEventListener('click', () => hint.toggle());
  $('minimap-button').addEventListener('click', toggleMap);
  addEventListener('resize', measure);
  if (query.get('server')) talk.print(`This is the page of ${location.host}; you play at ${query.get('server')}.`, 'own');

  let walked = 0, drawnHud = 0, drawnMap = 0;
  /** A step is heard at each half of the walk's swing. */
  function footsteps({ me }) {
    const half = me?.walks ? Math.floor(me.phase / Math.PI) : walked;
    if (half !== walked) sound.play('step');
    walked = half;
  }

  function frame(now) {
    const begun = performance.now(), picture = scene.update();
    if (picture) {
      const time = hour();
      errand.step(picture);
      pointing.follow(picture);
      footsteps(picture);
      hint.walked(picture.me);
      renderer.draw(picture, time);
      if (now - drawnMap >= MINIMAP_MS) { drawnMap = now; minimap.draw(picture, rooms, renderer.camera); }
      debug.frame(now, performance.now() - begun, picture, () => [['theme', `${themeNameOf(picture.room)} at ${clockOf(time)}`]]);
      if (now - drawnHud >= HUD_MS) {
        drawnHud = now;
        hud.show(game.newest, game.newest?.players.find(player => player.id === game.player?.id), picture.room, game.own, time);
        renderer.panels = panelRectangles();
        if (game.state === 'open') connection.quality(game.ping);
      }
    }
    requestAnimationFrame(frame);
  }

  // For the console, and for tests that point at things.
  globalThis.actors = { game, scene, camera: renderer.camera };
  controls.start();
  // Keys work from the start, without a focus ring around the map until somebody goes through the page by Tab.
  $('map').classList.add('by-pointer');
  $('map').focus({ preventScroll: true });
  measure();
  requestAnimationFrame(frame);
  // Only now is there something that handles what is typed.
  $('terminal-input').disabled = false;
}
