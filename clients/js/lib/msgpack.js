// MessagePack as the server of `actors.v1.msgpack` writes and reads it: nil, booleans, numbers, text, arrays and maps.

const text = new TextDecoder(), bytes = new TextEncoder();

/** The value of a whole message. Throws a RangeError when it is cut off, or contains an unknown type. */
export function decode(buffer) {
  const data = ArrayBuffer.isView(buffer) ? new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength) : new DataView(buffer);
  const reader = { data, at: 0 }, value = read(reader);
  if (reader.at !== data.byteLength) throw new RangeError('Something follows the message.');
  return value;
}

/** @returns {Uint8Array} Undefined values of a map are left out. */
export function encode(value) {
  const out = [];
  write(out, value);
  return Uint8Array.from(out);
}

function read(r) {
  const code = r.data.getUint8(r.at++);
  if (code < 0x80) return code;
  if (code >= 0xe0) return code - 0x100;
  if (code < 0x90) return map(r, code & 0x0f);
  if (code < 0xa0) return list(r, code & 0x0f);
  if (code < 0xc0) return string(r, code & 0x1f);
  switch (code) {
    case 0xc0: return null;
    case 0xc2: return false;
    case 0xc3: return true;
    case 0xca: return take(r, 4, at => r.data.getFloat32(at));
    case 0xcb: return take(r, 8, at => r.data.getFloat64(at));
    case 0xcc: return unsigned(r, 1);
    case 0xcd: return unsigned(r, 2);
    case 0xce: return unsigned(r, 4);
    case 0xcf: return take(r, 8, at => Number(r.data.getBigUint64(at)));
    case 0xd0: return take(r, 1, at => r.data.getInt8(at));
    case 0xd1: return take(r, 2, at => r.data.getInt16(at));
    case 0xd2: return take(r, 4, at => r.data.getInt32(at));
    case 0xd3: return take(r, 8, at => Number(r.data.getBigInt64(at)));
    case 0xd9: return string(r, unsigned(r, 1));
    case 0xda: return string(r, unsigned(r, 2));
    case 0xdb: return string(r, unsigned(r, 4));
    case 0xdc: return list(r, unsigned(r, 2));
    case 0xdd: return list(r, unsigned(r, 4));
    case 0xde: return map(r, unsigned(r, 2));
    case 0xdf: return map(r, unsigned(r, 4));
    default: throw new RangeError(`No value begins with 0x${code.toString(16)}.`);
  }
}

function take(r, length, get) {
  const value = get(r.at);
  r.at += length;
  return value;
}

function unsigned(r, length) {
  return take(r, length, at => length === 1 ? r.data.getUint8(at) : length === 2 ? r.data.getUint16(at) : r.data.getUint32(at));
}

function string(r, length) {
  if (length > r.data.byteLength - r.at) throw new RangeError('The message is cut off.');
  return take(r, length, at => text.decode(new Uint8Array(r.data.buffer, r.data.byteOffset + at, length)));
}

function list(r, length) {
  const values = [];
  for (let i = 0; i < length; i++) values.push(read(r));
  return values;
}

function map(r, pairs) {
  const value = {};
  for (let i = 0; i < pairs; i++) {
    const key = read(r), its = read(r);
    // Never sets the prototype, whatever the key is.
    Object.defineProperty(value, key, { value: its, writable: true, enumerable: true, configurable: true });
  }
  return value;
}

function write(out, value) {
  if (value === null || value === undefined) out.push(0xc0);
  else if (typeof value === 'boolean') out.push(value ? 0xc3 : 0xc2);
  else if (typeof value === 'number') number(out, value);
  else if (typeof value === 'string') {
    const utf8 = bytes.encode(value);
    head(out, utf8.length, 0xa0, 31, 0xd9, 0xda, 0xdb);
    for (const one of utf8) out.push(one);
  } else if (Array.isArray(value)) {
    head(out, value.length, 0x90, 15, null, 0xdc, 0xdd);
    for (const one of value) write(out, one);
  } else {
    const pairs = Object.entries(value).filter(([, its]) => its !== undefined);
    head(out, pairs.length, 0x80, 15, null, 0xde, 0xdf);
    for (const [key, its] of pairs) {
      write(out, key);
      write(out, its);
    }
  }
}

function number(out, value) {
  if (Number.isInteger(value) && value >= 0 && value < 0x80) out.push(value);
  else if (Number.isInteger(value) && value < 0 && value >= -0x20) out.push(value & 0xff);
  else if (Number.isInteger(value) && value >= -0x80000000 && value < 0x80000000) out.push(0xd2, value >> 24 & 0xff, value >> 16 & 0xff, value >> 8 & 0xff, value & 0xff);
  else {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value);
    out.push(0xcb, ...new Uint8Array(view.buffer));
  }
}

function head(out, length, fix, most, code8, code16, code32) {
  if (length <= most) out.push(fix | length);
  else if (code8 !== null && length < 0x100) out.push(code8, length);
  else if (length < 0x10000) out.push(code16, length >> 8, length & 0xff);
  else out.push(code32, length >>> 24, length >> 16 & 0xff, length >> 8 & 0xff, length & 0xff);
}
