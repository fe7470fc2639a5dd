package dev.tandem.image;

/** Which pixel stands for one outside the picture {@code abcd}, as Keras's {@code fill_mode} is documented. */
public enum FillMode {
    /** The nearest one: {@code aaaa|abcd|dddd}. */
    NEAREST {
        @Override
        int index(int position, int length) {
            return Math.min(Math.max(position, 0), length - 1);
        }
    },
    /** None, but {@code cval}: {@code kkkk|abcd|kkkk}. There is no blending between the picture and its surroundings. */
    CONSTANT {
        @Override
        int index(int position, int length) {
            return position < 0 || position >= length ? OUTSIDE : position;
        }
    },
    /** The mirrored one, the edge twice: {@code dcba|abcd|dcba}. */
    REFLECT {
        @Override
        int index(int position, int length) {
            int folded = Math.floorMod(position, 2 * length);
            return Math.min(folded, 2 * length - 1 - folded);
        }
    },
    /** The one of the opposite side: {@code abcd|abcd|abcd}. */
    WRAP {
        @Override
        int index(int position, int length) {
            return Math.floorMod(position, length);
        }
    };

    static final int OUTSIDE = -1;

    /** Index of the pixel for a position on an axis of so many pixels, or {@link #OUTSIDE}. */
    abstract int index(int position, int length);
}
