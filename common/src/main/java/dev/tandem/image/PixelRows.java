package dev.tandem.image;

/** A decoded image, as stored, row by row from the top. Used by one thread. */
interface PixelRows extends AutoCloseable {

    int width();

    int height();

    /**
     * Reads a row.
     *
     * @param y from 0
     * @param row receives {@link #width} pixels as {@link Lanes}
     */
    void read(int y, long[] row);

    /** Frees what the decoder holds; no row can be read after that. */
    @Override
    default void close() {}
}
