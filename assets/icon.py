"""Draws icon.png, which is in every package: a room, seen from above, with a door, and three who are in it."""
import pathlib, struct, zlib

SIZE, SAMPLES = 128, 4
GROUND, FLOOR, ADA, BOB, EVE = (24, 33, 51), (233, 226, 208), (210, 84, 56), (46, 125, 138), (222, 165, 48)


def is_in_rounded(x, y, left, top, right, bottom, radius):
    dx = max(left + radius - x, x - (right - radius), 0)
    dy = max(top + radius - y, y - (bottom - radius), 0)
    return left <= x <= right and top <= y <= bottom and dx * dx + dy * dy <= radius * radius


def color_at(x, y):
    """Red, green, blue, alpha of a point in a square of 1 by 1."""
    if not is_in_rounded(x, y, 0, 0, 1, 1, 0.2):
        return 0, 0, 0, 0
    for cx, cy, radius, color in ((0.36, 0.40, 0.085, ADA), (0.58, 0.60, 0.085, BOB), (0.87, 0.50, 0.06, EVE)):
        if (x - cx) ** 2 + (y - cy) ** 2 <= radius * radius:
            return *color, 255
    is_door = x > 0.7 and 0.41 <= y <= 0.59
    if is_in_rounded(x, y, 0.2, 0.2, 0.76, 0.8, 0.02) or is_door and x <= 0.8:
        return *FLOOR, 255
    return *GROUND, 255


def pixel(column, row):
    """The mean of what is in a pixel, colors weighted by how much of them covers it."""
    points = [color_at((column + (i + 0.5) / SAMPLES) / SIZE, (row + (j + 0.5) / SAMPLES) / SIZE) for i in range(SAMPLES) for j in range(SAMPLES)]
    alpha = sum(point[3] for point in points)
    color = [round(sum(point[c] * point[3] for point in points) / alpha) if alpha else 0 for c in range(3)]
    return bytes([*color, round(alpha / len(points))])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(b"\0" + b"".join(pixel(column, row) for column in range(SIZE)) for row in range(SIZE))
png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
pathlib.Path(__file__).with_name("icon.png").write_bytes(png)
