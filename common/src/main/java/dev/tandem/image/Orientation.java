package dev.tandem.image;

/**
 * How the camera was held: what turns stored pixels upright. Exif's tag 0x0112 ("Exchangeable image file format", CIPA DC-008).
 *
 * @param transposed whether rows and columns change places
 * @param fromRight whether stored rows are read from the right
 * @param fromBottom whether stored columns are read from the bottom
 */
record Orientation(boolean transposed, boolean fromRight, boolean fromBottom) {

    static final Orientation UPRIGHT = new Orientation(false, false, false);

    /** By the tag's value 1 to 8; others mean nothing. */
    static Orientation ofExif(int value) {
        if (value < 1 || value > 8) {
            return UPRIGHT;
        }
        return new Orientation(
                value >= 5,
                value == 2 || value == 3 || value == 7 || value == 8,
                value == 3 || value == 4 || value == 6 || value == 7);
    }

    /** Where the pixel of an upright picture is stored, as {@code y × width + x}. */
    int stored(int y, int x, int height, int width) {
        int column = transposed ? y : x;
        int row = transposed ? x : y;
        return (fromBottom ? height - 1 - row : row) * width + (fromRight ? width - 1 - column : column);
    }
}
