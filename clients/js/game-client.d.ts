/** Where the connection stands. `open` begins with the server's welcome, not with the socket. */
export type ConnectionState = 'closed' | 'connecting' | 'open' | 'reconnecting';

export interface Point { x: number; y: number }

/** A thing that keeps text, as localStorage does. */
export interface TokenStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** What the client uses of a WebSocket; that of browsers, of Node 22 and of the package `ws` fit. */
export interface WebSocketLike {
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  /** `actors.v1.msgpack` or `actors.v1.json`, as the server chose; without it JSON is sent. */
  readonly protocol?: string;
  binaryType?: any;
  send(message: any): void;
  close(code?: number): void;
}

export interface GameClientOptions {
  /** Your name; left out, you are a guest. Used when there is no token that the server knows. */
  name?: string;
  /** The room in which to begin. */
  room?: string;
  /** Of a player that exists already; otherwise the one that `storage` has for this name at this server. */
  token?: string;
  /**
   * Asked when the server refuses the token (`token_expired` and its like): resolve with another, which is shown after a wait. With the same one, with
   * none, when it throws, or after three that are refused in a row, the client is closed with that code.
   */
  freshToken?: (refusal: Ending) => string | null | undefined | Promise<string | null | undefined>;
  /** Default `msgpack`, with JSON for servers that do not know it; `json` is easier to watch. */
  encoding?: 'msgpack' | 'json';
  /** Whether the server sends only what changes; default true. It shows in nothing but the traffic. */
  deltas?: boolean;
  /** Whether you see only what is about you where a room is large: states have no more than that. Default false. */
  area?: boolean;
  /**
   * Keeps the token beyond this client, which it makes up itself then, under the origin of the server that it was used at; default localStorage where there is one. When it throws, the token
   * lasts as long as the client, and an `error` with the code `not_kept` says so.
   */
  storage?: TokenStorage;
  /** Default the global one. Node before 22 has none: give that of the package `ws`. */
  WebSocket?: new (url: string, protocols: string[]) => WebSocketLike;
  /** How long ago the others are shown, ms; default 100, two steps of the server. */
  interpolationMs?: number;
  /** Milliseconds that only grow; default `performance.now`. */
  now?: () => number;
  /** Milliseconds since 1970; default `Date.now`. */
  date?: () => number;
  /** From 0 to 1, for the waits before a reconnect; default `Math.random`. */
  random?: () => number;
  setTimeout?: (action: () => void, ms: number) => any;
  clearTimeout?: (timer: any) => void;
}

/** What the rules of the world keep of a thing, by the names of its components; empty where there is nothing. See docs/rules.md. */
export type Components = Readonly<Record<string, any>>;

export interface Player extends Point {
  id: string;
  name: string;
  /** World units a second. */
  vx: number;
  vy: number;
  /** Radians: 0 is east, pi/2 is south. */
  facing: number;
  health: number;
  maxHealth: number;
  score: number;
  wood: number;
  stone: number;
  food: number;
  gold: number;
  /** The `seq` of its newest input that the server has taken. */
  lastInput: number;
  components: Components;
}

export interface Creature extends Point { id: number; kind: string; name: string; facing: number; health: number; maxHealth: number; components: Components }
export interface Item extends Point { id: string; kind: string; name: string; components: Components }
export interface Projectile extends Point { id: number; owner: string; angle: number }

export interface Exit extends Point { direction: string; to: string; title: string; width: number }
export interface Node extends Point { resource: 'wood' | 'stone' | 'food' | 'gold'; radius: number; onTouch: boolean }
/** Either round, with a radius, or a rectangle about its middle. */
export type Scenery = Point & { kind: string } & ({ radius: number; width?: undefined; height?: undefined } | { radius?: undefined; width: number; height: number });

/** A rectangle about 0, 0; x grows to the east, y to the south. */
export interface Room {
  id: string;
  title: string;
  description: string;
  zone: string;
  zoneTitle: string;
  width: number;
  height: number;
  /** World units a second. */
  speed: number;
  /** Nobody is hurt in it. */
  safe: boolean;
  /** What the place looks like, by a name of the content's; null when it says nothing. */
  theme: string | null;
  playerRadius: number;
  exits: Exit[];
  scenery: Scenery[];
  nodes: Node[];
  /** The room's own, of the newest state. */
  components: Components;
}

/** The whole state of a room after a tick. */
export interface Keyframe {
  type: 'keyframe';
  room: string;
  sequence: number;
  tick: number;
  /** All events with a smaller number have been sent. */
  nextEvent: number;
  /** Milliseconds since 1970. */
  serverTime: number;
  players: Player[];
  creatures: Creature[];
  items: Item[];
  /** What is left at each of the room's nodes. */
  nodes: number[];
  projectiles: Projectile[];
  /** The room's own. */
  components: Components;
  /** Of each of the room's nodes. */
  nodeComponents: Components[];
}

export interface Welcome {
  type: 'welcome';
  version: number;
  player: { id: string; name: string };
  /** Who has it is this player; null when it was brought along. */
  token: string | null;
  /** How much goes on of what was before the connection broke: nothing, your body that waited, or that and all events that you missed, which follow. */
  resumed: 'none' | 'body' | 'events';
  lastCommand: number;
  tickMilliseconds: number;
  serverTime: number;
}

export type WorldEventKind =
  | 'entered' | 'left' | 'renamed' | 'said' | 'emoted' | 'whispered' | 'shouted' | 'global' | 'taken' | 'dropped' | 'used' | 'appeared' | 'gathered'
  | 'nodeRespawned' | 'swung' | 'struck' | 'killed' | 'respawned' | 'creatureRespawned' | 'fired' | 'remarked' | 'other';

export interface WorldEvent {
  type: 'event';
  /** One that the rules of the world have made begins with their module's name and a point. */
  event: WorldEventKind | `${string}.${string}`;
  /** Numbers what happens in a room, upwards; left out for what happened elsewhere. */
  number?: number;
  /** Ready to be read; null when there is nothing to read. */
  line: string | null;
  /** Whose doing it is. */
  player: string | null;
  name: string | null;
  /** What was said. */
  text?: string;
  /** Of `remarked`: what has become of you, or of what you own, without your doing. */
  code?: RemarkCode;
  /** Of an event of the world's own rules: its fields. */
  data?: Record<string, any>;
}

export type RemarkCode = 'room_gone' | 'room_full' | 'displaced' | 'kept_aside';

export type ErrorCode =
  | 'unknown_command' | 'bad_argument' | 'not_here' | 'no_such_exit' | 'no_such_player' | 'no_such_room' | 'not_admitted' | 'already_taken' | 'cannot_take' | 'cannot_use' | 'not_held'
  | 'inventory_full' | 'room_full' | 'ground_full' | 'safe_room' | 'too_soon' | 'too_far' | 'dead' | 'name_taken' | 'bad_name' | 'text_too_long' | 'rate_limited'
  | 'unavailable' | 'old_id' | 'internal' | 'not_in_room' | 'bad_message' | 'session_replaced'
  // Of the client itself: it is closed; and the token cannot be kept.
  | 'not_connected' | 'not_kept'
  // Of the world's own rules.
  | `${string}.${string}`;

/** Why a client is closed. */
export interface Ending {
  code: EndingCode;
  /** Ready to be read. */
  reason: string;
}

export type EndingCode =
  /** `close` was called. Only after this one `connect` throws. */
  | 'closed_by_you'
  /** The player came in from somewhere else. */
  | 'session_replaced'
  /** The server speaks another version of the protocol. */
  | 'version'
  /** Close codes 1002, 1003, 1007 and 1010, and a server that knows none of our protocols. */
  | 'protocol_error'
  /** Close code 1009, and a hello that is longer than a server takes. */
  | 'message_too_big'
  /** Close code 1008 three times, with less than a minute between. */
  | 'refused'
  /** The page may not connect there: to ws:// from a page of https:// for instance. */
  | 'bad_address'
  | 'token_expired' | 'token_not_yet_valid' | 'token_invalid' | 'token_required';

export interface Inventory {
  items: { id: string; kind: string; name: string }[];
  wood: number;
  stone: number;
  food: number;
  gold: number;
  score: number;
  health: number;
  maxHealth: number;
}

export interface RoomDescription { id: string; title: string; description: string; exits: string[]; players: string[]; items: string[]; creatures: string[] }

/** A room that rules have opened, for a match or a party, and that may be joined. */
export interface OpenRoom {
  id: string;
  /** What content calls such rooms. */
  set: string;
  title: string;
  players: number;
  capacity: number;
  /** What its rules show of it. */
  shown: Record<string, string>;
}

/** Which open rooms are looked for: those of a set, and those that show these texts. */
export interface RoomQuery { set?: string; filter?: Readonly<Record<string, string>> }

export interface CommandDone {
  type: 'result';
  id: number;
  ok: true;
  text: string | null;
  /** Of `look`. */
  room?: RoomDescription;
  /** Of `inventory`. */
  inventory?: Inventory;
  /** Of `who`. */
  who?: { id: string; name: string; room: string }[];
  /** Of `rooms`. */
  rooms?: OpenRoom[];
}

export interface CommandRefused {
  type: 'result';
  /**
   * Missing when the client itself refused it: it was no text (`bad_message`), too long, one too many, the client is closed (`not_in_room` after `close`, else
   * `not_connected`), or it will not be answered (`unavailable`: whether it was done is not known then).
   */
  id?: number;
  ok: false;
  code: ErrorCode;
  text: string;
}

export type CommandResult = CommandDone | CommandRefused;

export type StateChange =
  | { state: 'connecting' | 'open' }
  /** The next attempt is made after `inMs`. */
  | { state: 'reconnecting'; inMs: number; code: number; reason: string }
  | ({ state: 'closed' } & Ending);

/** What each event is about. */
export interface GameEvents {
  state: StateChange;
  welcome: Welcome;
  /** On entering each room. */
  room: Room;
  keyframe: Keyframe;
  /** What you alone are shown has changed: all of it. */
  own: Components;
  /** Something happened where you can see or hear it. */
  event: WorldEvent;
  /** The answer of a command, also given by its promise. */
  result: CommandDone | (CommandRefused & { id: number });
  /** Something is wrong that no command asked for. */
  error: { type: 'error'; code: ErrorCode; text: string };
  /** The server's last word before it closes. */
  goodbye: { type: 'goodbye'; code: string; reason: string };
  /** Once a second: milliseconds, medians of the last nine samples. */
  ping: { ping: number; clockOffset: number };
}

export class GameEvent<T> extends Event {
  constructor(type: string, detail: T);
  readonly detail: T;
}

type Listener<K extends keyof GameEvents> = ((event: GameEvent<GameEvents[K]>) => void) | { handleEvent(event: GameEvent<GameEvents[K]>): void };

export class GameClient extends EventTarget {
  /**
   * @param url where the server's WebSocket is. Several are servers of one world: they are tried one after the other, and each is shown the token that
   * another has issued.
   * @throws TypeError when there is no WebSocket, or this is no address of one
   */
  constructor(url: string | URL | (string | URL)[], options?: GameClientOptions);

  readonly state: ConnectionState;
  /** Why it is closed; null before the first connection and while there is one. */
  readonly ending: Readonly<Ending> | null;
  /** Null before the first welcome. */
  readonly player: { id: string; name: string } | null;
  readonly token: string | null;
  /** Null before the first. */
  readonly room: Room | null;
  /** As the server sent it, nothing predicted; null before the first of a room. */
  readonly newest: Keyframe | null;
  /** The components that you alone are shown; those that all are shown stand with you in `newest`. */
  readonly own: Components;
  /** The server's step, ms. */
  readonly stepMs: number;
  /** Milliseconds there and back; null before the first answer. */
  readonly ping: number | null;
  /** The server's milliseconds since 1970 less this machine's. */
  readonly clockOffset: number;
  readonly direction: Readonly<Point>;
  /** The own player after the last whole step, as the server will have it; null when it is not known. */
  readonly predicted: Readonly<Point> | null;
  /** Whether the server has yet to take something of what was steered. */
  readonly isSteeringPending: boolean;
  /** How far the newest state was from what had been foreseen of the own player, in units: what prediction is judged by. */
  readonly correction: number;

  /** The server's milliseconds since 1970, now. */
  serverNow(): number;

  /**
   * Connects, and keeps connecting until it is closed by `close` or for one of the reasons of `ending`; then it may be called again, and begins anew as the same
   * player: after `session_replaced` it takes the player back. @throws Error after `close`
   */
  connect(): void;
  /** For good. Commands that wait are answered with a refusal. */
  close(): void;

  /** Calls the listener with what each event is about. Answers how to stop it. */
  on<K extends keyof GameEvents>(type: K, listener: (about: GameEvents[K]) => void): () => void;
  off<K extends keyof GameEvents>(type: K, listener: (about: GameEvents[K]) => void): void;
  addEventListener<K extends keyof GameEvents>(type: K, listener: Listener<K> | null, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof GameEvents>(type: K, listener: Listener<K> | null, options?: boolean | EventListenerOptions): void;

  /** Walks in a direction until the next call. @throws RangeError when a component is not finite */
  move(x: number, y: number): void;
  /** Radians. Like `attack` and `fire` it is forgotten when there is no connection, or more of them come than a server takes. @throws RangeError when it is not finite */
  face(angle: number): void;
  /** @throws RangeError when the angle is not finite @throws TypeError when the target is no text, or longer than 200 characters */
  attack(angle?: number, target?: string): void;
  /** @throws RangeError when it is not finite */
  fire(angle?: number): void;

  /**
   * A typed line, such as `take lamp`, of at most 2,000 characters. Resolves once, with its result, and never rejects; when the connection breaks it is asked
   * again under its id, and carried out once. At most 32 may wait. What can never succeed is refused at once.
   */
  command(line: string): Promise<CommandResult>;
  /**
   * The same by a verb's name with its arguments, such as `{ verb: 'heal', args: { target: 'Bob' } }`: an object of at most 2,000 characters as JSON, taken as it is
   * now. What they are called is the verb's affair.
   */
  command(asked: { verb: string; args?: Readonly<Record<string, any>> }): Promise<CommandResult>;

  /** The rooms that are open for joining, at most 100, in the result's `rooms`. The list may be a second old. */
  rooms(query?: RoomQuery): Promise<CommandResult>;
  /** Goes into an open room: that of the id, or any that the query matches and that has a place. Resolves when you are in; the event `room` comes too. */
  join(room: string | RoomQuery): Promise<CommandResult>;

  /** What is to be drawn now: yourself as predicted, the others a little ago; null before the first state. */
  view(): Keyframe | null;
}
