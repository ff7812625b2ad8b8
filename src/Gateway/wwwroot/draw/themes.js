// What places look like: the floor, the walls, what lies beyond them, and the light. Content names the theme (`theme` of a room or its zone); else it follows from the room's title and scenery.

/** `edge` is drawn along the sides of the room; `ambient` is the light of a place without sky, as a factor for each colour. */
export const THEMES = {
  town: { floor: 'cobbles', colours: ['#8b8678', '#7e7a6d', '#98927f'], edge: 'stone', wall: ['#6f6a60', '#8f897c'], beyond: '#41463c' },
  quay: { floor: 'planks', colours: ['#8d8069', '#817560', '#998b72'], edge: 'timber', wall: ['#5d4632', '#7a5d43'], beyond: '#2f5f7d', isWater: true },
  shore: { floor: 'sand', colours: ['#cdb98a', '#c2ad7d', '#d8c69a'], edge: 'rocks', wall: ['#8b8373', '#a59c88'], beyond: '#2f6f8a', isWater: true },
  meadow: { floor: 'grass', colours: ['#6d9150', '#628548', '#7a9e5a'], edge: 'hedge', wall: ['#3f6436', '#547c45'], beyond: '#35532f' },
  heath: { floor: 'grass', colours: ['#8a8460', '#7f7a58', '#977fa0'], edge: 'hedge', wall: ['#5b6140', '#747a50'], beyond: '#474a34' },
  forest: { floor: 'leaves', colours: ['#5c6b40', '#526139', '#6c6a3f'], edge: 'trees', wall: ['#2f4f2c', '#40663a'], beyond: '#22361f' },
  marsh: { floor: 'marsh', colours: ['#5f7350', '#546848', '#4b6f74'], edge: 'reeds', wall: ['#5c6b3c', '#7f8a4c'], beyond: '#2d4a4c', isWater: true },
  rocks: { floor: 'stony', colours: ['#85866c', '#797a62', '#9a9a86'], edge: 'rocks', wall: ['#6b6a63', '#8a887e'], beyond: '#484a42' },
  snow: { floor: 'snow', colours: ['#e3e9ee', '#d5dee6', '#f1f5f8'], edge: 'rocks', wall: ['#8d98a3', '#c7d2db'], beyond: '#8fa0ae' },
  desert: { floor: 'sand', colours: ['#dcc08a', '#d0b27a', '#e7cf9f'], edge: 'rocks', wall: ['#a98755', '#c9a66f'], beyond: '#b08f5c' },
  house: { floor: 'planks', colours: ['#987550', '#8b6a48', '#a3805b'], edge: 'timber', wall: ['#54392a', '#7b583f'], beyond: '#191411', ambient: [1, 0.9, 0.76] },
  workshop: { floor: 'earth', colours: ['#8d7a62', '#806e57', '#9c8a70'], edge: 'timber', wall: ['#4a3a2d', '#6d5846'], beyond: '#171513', ambient: [0.94, 0.86, 0.76] },
  tower: { floor: 'flags', colours: ['#8e9089', '#83857e', '#9b9d95'], edge: 'stone', wall: ['#55585a', '#7c8081'], beyond: '#15181a', ambient: [0.9, 0.92, 0.95] },
  chapel: { floor: 'tiles', colours: ['#b7ae9a', '#8c8a86', '#c7bfab'], edge: 'stone', wall: ['#6b6672', '#938d9a'], beyond: '#17151c', ambient: [0.9, 0.87, 0.96] },
  cellar: { floor: 'flags', colours: ['#77726a', '#6c675f', '#837d74'], edge: 'stone', wall: ['#45413c', '#625d56'], beyond: '#0d0c0b', ambient: [0.66, 0.6, 0.54] },
  cave: { floor: 'rock', colours: ['#6a665f', '#5d5953', '#777269'], edge: 'rocks', wall: ['#3d3a37', '#57534e'], beyond: '#0b0a0a', ambient: [0.55, 0.56, 0.64] },
};

// By the scenery of a room, then by words in its title; the first match counts.
const BY_SCENERY = [
  ['chapel', /^(pew|altar)$/], ['workshop', /^(forge|anvil|bales|winch)$/], ['house', /^(hearth|stove|bed|bar|table|pulpit)$/], ['cellar', /^(cask|rack)$/], ['cave', /^(prop|minecart|bones|stalagmite)$/],
  ['forest', /^(birch|oak|fir|pine|spruce|fallen_oak)$/], ['shore', /^(palm|hull)$/], ['quay', /^(bollard|nets)$/], ['tower', /^(lens|oil_tank)$/], ['town', /^(stall|fountain|lamp_post|pillar|doorway)$/],
  ['rocks', /^(cairn|boulder|standing_stone|rock)$/], ['meadow', /^(tree|apple_tree|hawthorn|hedge)$/],
];
const BY_TITLE = [
  ['chapel', /chapel|church|temple|shrine/], ['cellar', /cellar|crypt|vault|dungeon|prison/], ['cave', /cave|mine|den|grotto|tunnel|pit/], ['quay', /quay|pier|dock|jetty|deck/], ['shore', /beach|shore|coast|island|sand/],
  ['forest', /forest|wood|grove|jungle/], ['marsh', /marsh|swamp|bog|tarn|fen/], ['snow', /snow|ice|glacier|frost/], ['desert', /desert|dune|oasis/], ['workshop', /workshop|smithy|warehouse|barn|stable|mill|factory/],
  ['tower', /tower|lighthouse|keep|castle/], ['house', /inn|tavern|hut|house|hall|room|shop|lobby|cabin|attic|kitchen/], ['heath', /heath|moor/], ['rocks', /ridge|cliff|hill|mountain|quarry|peak/],
  ['town', /plaza|square|market|street|alley|gate|court|bazaar|town|city|arena/],
];

/** Remembered for each room, because every frame asks. */
const names = new WeakMap();

/** The name of a room's theme: what content says, else what kind of place it seems to be. */
export function themeNameOf(room) { return names.get(room) ?? names.set(room, judged(room)).get(room); }

function judged(room) {
  if (Object.hasOwn(THEMES, room.theme ?? '')) return room.theme;
  const title = `${room.theme ?? ''} ${room.title}`.toLowerCase();
  return BY_SCENERY.find(([, kinds]) => room.scenery.some(thing => kinds.test(thing.kind)))?.[0] ?? BY_TITLE.find(([, words]) => words.test(title))?.[0] ?? 'meadow';
}

export const themeOf = room => THEMES[themeNameOf(room)];
