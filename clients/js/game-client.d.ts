/** The state of the connection. `open` begins with the server's welcome, not with the socket. */
export type ConnectionState = 'closed' | 'connecting' | 'open' | 'reconnecting';

export interface Point { x: number; y: number }

/** A storage for text, like localStorage. */
export interface TokenStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** The part of a WebSocket that the client uses; those of browsers, of Node 22 and of the package `ws` fit. */
export interface WebSocketLike {
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  /** `actors.v1.msgpack` or `actors.v1.json`, as the server chose; without it the client sends JSON. */
  readonly protocol?: string;
  binaryType?: any;
  send(message: any): void;
  close(code?: number): void;
}

export interface GameClientOptions {
  /** Your name; without it you are a guest. Used if there is no token that the server knows. */
  name?: string;
  /** The room to start in. */
  room?: string;
  /** The token of an existing player; by default the one that `storage` has for this name at this server. */
  token?: string;
  /**
   * Called when the server refuses the token (`token_expired` and its like): resolve with another, which is sent after a wait. The client is closed with that
   * code if it returns the same token or none, if it throws, or after three refused tokens in a row.
   */
  freshToken?: (refusal: Ending) => string | null | undefined | Promise<string | null | undefined>;
  /** Default `msgpack`, with JSON for servers that do not know it; `json` is easier to watch. */
  encoding?: 'msgpack' | 'json';
  /** Whether the server sends only what changes; default true. Only the traffic differs. */
  deltas?: boolean;
  /** Whether you see only your surroundings in a large room: states then contain no more than that. Default false. */
  area?: boolean;
  /**
   * Stores the token beyond this client, which then generates it, under the origin of the server where it was used; default localStorage if there is one. If it
   * throws, the token lasts as long as the client, and an `error` with the code `not_kept` reports that.
   */
  storage?: TokenStorage;
  /** Default the global one. Node before 22 has none: pass that of the package `ws`. */
  WebSocket?: new (url: string, protocols: string[]) => WebSocketLike;
  /** How far in the past others are shown, ms; default 100, two steps of the server. */
  interpolationMs?: number;
  /** Monotonic milliseconds; default `performance.now`. */
  now?: () => number;
  /** Milliseconds since 1970; default `Date.now`. */
  date?: () => number;
  /** From 0 to 1, for the waits before a reconnect; default `Math.random`. */
  random?: () => number;
  setTimeout?: (action: () => void, ms: number) => any;
  clearTimeout?: (timer: any) => void;
}

/** The components that the rules of the world attach to something, by their names; empty if there are none. See docs/rules.md. */
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
  /** The `seq` of its newest input that the server has processed. */
  lastInput: number;
  components: Components;
}

export interface Creature extends Point { id: number; kind: string; name: string; facing: number; health: number; maxHealth: number; components: Components }
export interface Item extends Point { id: string; kind: string; name: string; components: Components }
export interface Projectile extends Point { id: number; owner: string; angle: number }

export interface Exit extends Point { direction: string; to: string; title: string; width: number }
export interface Node extends Point { resource: 'wood' | 'stone' | 'food' | 'gold'; radius: number; onTouch: boolean }
/** Either round, with a radius, or a rectangle around its middle. */
export type Scenery = Point & { kind: string } & ({ radius: number; width?: undefined; height?: undefined } | { radius?: undefined; width: number; height: number });

/** A rectangle around 0, 0; x grows to the east, y to the south. */
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
  /** Nobody can be hurt in it. */
  safe: boolean;
  /** What the place looks like: a name from the content; null if the content has none. */
  theme: string | null;
  playerRadius: number;
  exits: Exit[];
  scenery: Scenery[];
  nodes: Node[];
  /** The room's own components, of the newest state. */
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
  /** The room's own components. */
  components: Components;
  /** The components of each of the room's nodes. */
  nodeComponents: Components[];
}

export interface Welcome {
  type: 'welcome';
  version: number;
  player: { id: string; name: string };
  /** Whoever has it is this player; null if the client had sent one. */
  token: string | null;
  /** How much was resumed of what was before the connection broke: nothing, your body that waited, or the body and all events that you missed, which follow. */
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
  /** An event of the world's own rules begins with the module's name and a point. */
  event: WorldEventKind | `${string}.${string}`;
  /** Counts the events of a room, upwards; missing for an event from elsewhere. */
  number?: number;
  /** Text to show; null if there is none. */
  line: string | null;
  /** The player that caused it. */
  player: string | null;
  name: string | null;
  /** What was said. */
  text?: string;
  /** For `remarked`: what has happened to you, or to something you own, without your doing. */
  code?: RemarkCode;
  /** For an event of the world's own rules: its fields. */
  data?: Record<string, any>;
}

export type RemarkCode = 'room_gone' | 'room_full' | 'displaced' | 'kept_aside';

export type ErrorCode =
  | 'unknown_command' | 'bad_argument' | 'not_here' | 'no_such_exit' | 'no_such_player' | 'no_such_room' | 'not_admitted' | 'already_taken' | 'cannot_take' | 'cannot_use' | 'not_held'
  | 'inventory_full' | 'room_full' | 'ground_full' | 'safe_room' | 'too_soon' | 'too_far' | 'dead' | 'name_taken' | 'bad_name' | 'text_too_long' | 'rate_limited'
  | 'unavailable' | 'old_id' | 'internal' | 'not_in_room' | 'bad_message' | 'session_replaced'
  // From the client itself: it is closed; the token cannot be stored.
  | 'not_connected' | 'not_kept'
  // Of the world's own rules.
  | `${string}.${string}`;

/** Why a client is closed. */
export interface Ending {
  code: EndingCode;
  /** Text to show. */
  reason: string;
}

export type EndingCode =
  /** `close` was called. Only after this ending does `connect` throw. */
  | 'closed_by_you'
  /** The player connected from somewhere else. */
  | 'session_replaced'
  /** The server speaks another version of the protocol. */
  | 'version'
  /** Close codes 1002, 1003, 1007 and 1010, or a server that knows none of our protocols. */
  | 'protocol_error'
  /** Close code 1009, or a hello that is longer than a server accepts. */
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
  /** The name of such rooms in the content. */
  set: string;
  title: string;
  players: number;
  capacity: number;
  /** What its rules show about it. */
  shown: Record<string, string>;
}

/** Which open rooms to look for: those of a set, and those that show these texts. */
export interface RoomQuery { set?: string; filter?: Readonly<Record<string, string>> }

export interface CommandDone {
  type: 'result';
  id: number;
  ok: true;
  text: string | null;
  /** The result of `look`. */
  room?: RoomDescription;
  /** The result of `inventory`. */
  inventory?: Inventory;
  /** The result of `who`. */
  who?: { id: string; name: string; room: string }[];
  /** The result of `rooms`. */
  rooms?: OpenRoom[];
}

export interface CommandRefused {
  type: 'result';
  /**
   * Missing if the client itself refused the command: it was not text (`bad_message`), too long, or one too many, the client is closed (`not_in_room` after
   * `close`, otherwise `not_connected`), or no answer is expected (`unavailable`: then it is not known whether it was done).
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

/** The payload of each event. */
export interface GameEvents {
  state: StateChange;
  welcome: Welcome;
  /** On entering each room. */
  room: Room;
  keyframe: Keyframe;
  /** The components that only you are shown have changed; it passes all of them. */
  own: Components;
  /** Something happened where you can see or hear it. */
  event: WorldEvent;
  /** The answer to a command, which its promise also returns. */
  result: CommandDone | (CommandRefused & { id: number });
  /** An error that belongs to no command. */
  error: { type: 'error'; code: ErrorCode; text: string };
  /** The server's last message before it closes. */
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
   * @param url the address of the server's WebSocket. Several addresses are servers of one world: they are tried one after the other, and each is sent the
   * token that another has issued.
   * @throws TypeError when there is no WebSocket implementation, or this is not the address of a WebSocket
   */
  constructor(url: string | URL | (string | URL)[], options?: GameClientOptions);

  readonly state: ConnectionState;
  /** Why it is closed; null before the first connection and while there is one. */
  readonly ending: Readonly<Ending> | null;
  /** Null before the first welcome. */
  readonly player: { id: string; name: string } | null;
  readonly token: string | null;
  /** Null before the first room. */
  readonly room: Room | null;
  /** As the server sent it, without prediction; null before the first of a room. */
  readonly newest: Keyframe | null;
  /** The components that only you are shown; those that all are shown are with your player in `newest`. */
  readonly own: Components;
  /** The length of the server's step, ms. */
  readonly stepMs: number;
  /** Round trip in milliseconds; null before the first answer. */
  readonly ping: number | null;
  /** The server's milliseconds since 1970 less this machine's. */
  readonly clockOffset: number;
  readonly direction: Readonly<Point>;
  /** Where the server will have your player after the last whole step; null if it is not known. */
  readonly predicted: Readonly<Point> | null;
  /** Whether some of your steering has not been processed by the server yet. */
  readonly isSteeringPending: boolean;
  /** How far the newest state was from the prediction of your player, in units: the measure of the prediction's quality. */
  readonly correction: number;

  /** The server's current time in milliseconds since 1970. */
  serverNow(): number;

  /**
   * Connects, and keeps connecting until it is closed by `close` or for one of the reasons of `ending`. Then it may be called again, and starts again as the
   * same player: after `session_replaced` it takes the player back. @throws Error after `close`
   */
  connect(): void;
  /** Closes for good. Pending commands are answered with a refusal. */
  close(): void;

  /** Calls the listener with the payload of each event. Returns a function that unsubscribes it. */
  on<K extends keyof GameEvents>(type: K, listener: (about: GameEvents[K]) => void): () => void;
  off<K extends keyof GameEvents>(type: K, listener: (about: GameEvents[K]) => void): void;
  addEventListener<K extends keyof GameEvents>(type: K, listener: Listener<K> | null, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof GameEvents>(type: K, listener: Listener<K> | null, options?: boolean | EventListenerOptions): void;

  /** Walks in a direction until the next call. @throws RangeError when a component is not finite */
  move(x: number, y: number): void;
  /** Radians. Like `attack` and `fire`, it is dropped without a connection, or beyond the server's rate limit. @throws RangeError when it is not finite */
  face(angle: number): void;
  /** @throws RangeError when the angle is not finite @throws TypeError when the target is not text, or longer than 200 characters */
  attack(angle?: number, target?: string): void;
  /** @throws RangeError when it is not finite */
  fire(angle?: number): void;

  /**
   * A typed line, such as `take lamp`, of at most 2,000 characters. Resolves once, with its result, and never rejects; when the connection breaks, it is sent
   * again under its id, and executed once. At most 32 may wait. A command that can never succeed is refused at once.
   */
  command(line: string): Promise<CommandResult>;
  /**
   * A verb by its name, with its arguments, such as `{ verb: 'heal', args: { target: 'Bob' } }`: an object of at most 2,000 characters as JSON, copied now. The
   * verb defines their names. Otherwise the same.
   */
  command(asked: { verb: string; args?: Readonly<Record<string, any>> }): Promise<CommandResult>;

  /** The rooms that are open for joining, at most 100, in the result's `rooms`. The list may be up to a second old. */
  rooms(query?: RoomQuery): Promise<CommandResult>;
  /** Joins an open room: that of the id, or any that the query matches and that has a place. Resolves when you are in; the event `room` comes too. */
  join(room: string | RoomQuery): Promise<CommandResult>;

  /** What to draw now: yourself as predicted, the others a little in the past; null before the first state. */
  view(): Keyframe | null;
}
